/** docs/outside.md, command by command, as somebody follows it who has just installed the package. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { projects } from '../../harness/run/testing-project.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = projects(onTestFinished);

/** The lines of its shell blocks; `# 1` at the end is the exit code. */
const commands = [...readFileSync(join(root, 'docs', 'outside.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => {
    const [command = '', code = '0'] = line.split(/\s+# /);
    return { command, code: Number(code) };
  });

test('every command of the page does what the page says', { timeout: 240_000 }, () => {
  const cwd = project({ 'package.json': '{}' });
  const ran = commands.map(({ command, code }) => {
    // What is installed is here already; the tarball is the package check's.
    if (command.startsWith('npm install ')) return 'installed';
    if (command.startsWith('cp -r node_modules/ichido/')) {
      const [from = '', to = ''] = command.split(' ').slice(2);
      cpSync(join(root, from.replace('node_modules/ichido/', '')), join(cwd, to), { recursive: true });
      return 'copied';
    }
    const [, faults = '', words = ''] = /^((?:[A-Z_]+=\S+ )*)npx ichido (.*)$/.exec(command) ?? [];
    expect(words, command).not.toBe('');
    const added = Object.fromEntries(
      faults
        .trim()
        .split(' ')
        .filter(Boolean)
        .map((pair) => pair.split('=')),
    );
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ICHIDO_'));
    const run = spawnSync(process.execPath, [join(root, 'cli', 'ichido.ts'), ...words.split(' ')], {
      cwd,
      env: { ...Object.fromEntries(own), ...added },
      encoding: 'utf8',
      timeout: 100_000,
    });
    expect(run.status, `${command}\n${run.stderr}`).toBe(code);
    return code === 0 ? 'passed' : 'told';
  });
  expect(ran).toEqual(expect.arrayContaining(['installed', 'copied', 'passed', 'told']));
});
