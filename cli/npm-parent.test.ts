import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { startedByNpm, watchParent } from './npm-parent.ts';

afterEach(() => void vi.useRealTimers());

test.each([
  ['exec node cli/ichido.ts start', true],
  ['exec ichido start --headless', true],
  ['ichido start --headless &', false],
  ['vitest run', false],
  [undefined, false],
])('npm ran %j: is it the parent? %s', (script, is) => {
  const expected = is && process.platform !== 'win32';
  expect(startedByNpm(script === undefined ? {} : { npm_lifecycle_script: script })).toBe(expected);
});

test('it is told once, when the parent is another than at first', () => {
  vi.useFakeTimers();
  let parent = 7;
  const gone = vi.fn();
  const release = watchParent(gone, () => parent);
  vi.advanceTimersByTime(5000);
  expect(gone).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(5000);
  expect(gone).toHaveBeenCalledTimes(1);
  release();
});

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = join(process.execPath, '..', 'npm');

test.skipIf(process.platform === 'win32')(
  'SIGHUP to npm, which tells the desk nothing, ends the desk and frees its ports',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ichido-npm-'));
    const state = join(folder, 'state');
    const ports = ['--portal-port', '0', '--control-port', '0'];
    const command = existsSync(npm) ? npm : 'npm';
    const child = spawn(
      command,
      ['start', '--silent', '--ignore-scripts', '--', '--headless', ...ports, '--state', state],
      { cwd: root, env: { ...process.env, HOME: folder }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const ready = await readyOf(child);
      child.kill('SIGHUP');
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGHUP');
      // The pipe ends when the last that writes to it has ended: the desk.
      await once(child, 'close');
      expect(existsSync(join(state, 'desk.json'))).toBe(false);
      await expect(fetch(ready.portal)).rejects.toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

async function readyOf(child: ChildProcess): Promise<{ readonly portal: string }> {
  for await (const line of child.stdout!.iterator({ destroyOnReturn: false })) {
    const text = String(line);
    if (text.startsWith('{')) {
      child.stdout!.resume();
      return JSON.parse(text) as { readonly portal: string };
    }
  }
  throw new Error('npm start ended before the desk was ready');
}
