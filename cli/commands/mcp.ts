/** `ichido mcp`: the running desk for a testing agent, over stdin and stdout. */
import type { Command } from 'commander';
import { help } from '../help-text.ts';

export function add(program: Command): void {
  program
    .command('mcp')
    .description(
      help({ ja: '起動中のデスクをエージェントに渡す', en: 'the running desk for a testing agent (MCP over stdio)' }),
    )
    .addHelpText('after', configuration)
    .action(mcp);
}

async function mcp(): Promise<void> {
  const { serveMcp } = await import('../mcp/serve.ts');
  await serveMcp();
}

const configuration = `
${help({ ja: '@modelcontextprotocol/server が必要', en: 'needs @modelcontextprotocol/server' })}
  { "mcpServers": {
      "ichido": { "command": "npx", "args": ["ichido", "mcp"] } } }`;
