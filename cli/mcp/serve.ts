/** MCP over stdin and stdout, for an agent that tests: each call finds the running desk anew. Ends when stdin does. */
import { once } from 'node:events';
import {
  fromJsonSchema,
  type JsonSchemaValidatorResult,
  type jsonSchemaValidator,
  McpServer,
} from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { DeskAddress } from '../../desk/net/desk-file.ts';
import { ControlError } from '../../simulator/control/client.ts';
import { ExitError } from '../exit.ts';
import { findDesk } from '../find-desk.ts';
import { version } from '../parts/manifest.ts';
import { type DeskTool, errorLine, tools } from './tools.ts';

/** The desk judges what it is given, and says so in its own words. */
const judgedByDesk: jsonSchemaValidator = {
  getValidator<T>() {
    return (given: unknown): JsonSchemaValidatorResult<T> => ({
      valid: true,
      data: given as T,
      errorMessage: undefined,
    });
  },
};

export async function serveMcp(): Promise<void> {
  const server = new McpServer({ name: 'ichido', version: version() }, { instructions: instructions() });
  for (const tool of tools) {
    const { name, description, inputSchema, effect } = tool;
    server.registerTool(
      name,
      {
        description,
        inputSchema: fromJsonSchema<Given>(inputSchema, judgedByDesk),
        annotations: { readOnlyHint: effect.changes === undefined, destructiveHint: effect.forGood === true },
      },
      (given: Given) => answer(tool, given),
    );
  }
  const ended = once(process.stdin, 'close');
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}

type Given = { readonly [name: string]: unknown };

async function answer(tool: DeskTool, given: Given) {
  try {
    const result = await tool.call(findDesk(), given ?? {});
    return { content: [{ type: 'text' as const, text: JSON.stringify(result) }] };
  } catch (error) {
    return { isError: true, content: [{ type: 'text' as const, text: lineOf(error) }] };
  }
}

/** What nobody expected is told without its words: they might hold what nobody may read. */
function lineOf(error: unknown): string {
  if (error instanceof ControlError) return errorLine(error);
  if (error instanceof ExitError) return errorLine({ code: 'no-desk', text: error.text });
  return errorLine({ code: 'internal-error', text: { ja: '内部エラーです。', en: 'an error inside ichido' } });
}

function instructions(): string {
  return `ichido: one-time-password tokens and a stub of a Japanese bank's administrator portal, both test data.
${portalLine()} Use a browser for its pages (forms, no scripts): 管理者ログイン and 利用者ログイン; bank.listContracts tells ids and PINs.
A code (tokens.code) counts once: pass fresh:true for the next. bank.getAttempts tells why something was refused.
Instants are milliseconds since the epoch. All tools work on the one running desk.`;
}

function portalLine(): string {
  let desk: DeskAddress;
  try {
    desk = findDesk();
  } catch {
    return 'No desk is running yet: start one with `ichido start`, whose ready line names the portal.';
  }
  return `The portal is at ${desk.portal}/ .`;
}
