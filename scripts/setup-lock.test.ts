import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const module = new URL('./setup-lock.mjs', import.meta.url).href;
const { alone } = (await import(module)) as {
  alone(file: string, work: () => void, options: { deadlineMs: number; onWait: () => void }): Promise<void>;
};
/** Takes the lock, says so, and keeps it until it is killed: its event loop stands, as while npm runs. */
const holder = `
  const { alone } = await import(${JSON.stringify(module)});
  await alone(process.argv[1], () => {
    process.stdout.write('held');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }, { deadlineMs: 1000, onWait() {} });`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-lock-'));
  file = join(folder, '.ichido-setup.busy');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function held() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, file], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of setup', () => {
  test.each([
    ['nothing', undefined],
    ['an empty file', ''],
    ['a pid that lives', String(process.pid)],
  ])('%s left behind holds nobody up', async (_name, left) => {
    if (left !== undefined) writeFileSync(file, left);
    const events: string[] = [];
    const onWait = () => void events.push('waits');
    await alone(file, () => void events.push('worked'), { deadlineMs: 10_000, onWait });
    expect(events).toEqual(['worked']);
    expect(existsSync(file)).toBe(false);
  });

  test('a process that was killed holds nobody up; while it lives the next one says once what it waits for', async () => {
    const child = await held();
    const events: string[] = [];
    await alone(file, () => void events.push('worked'), {
      deadlineMs: 10_000,
      onWait() {
        events.push('waits');
        child.kill('SIGKILL');
      },
    });
    expect(events).toEqual(['waits', 'worked']);
  });

  test('waiting has a deadline', async () => {
    const child = await held();
    const events: string[] = [];
    const waiting = alone(file, () => void events.push('worked'), { deadlineMs: 50, onWait() {} });
    await expect(waiting).rejects.toThrow('another process still holds');
    expect(events).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  test('of many processes at once one works at a time', async () => {
    const log = join(folder, 'log');
    writeFileSync(file, '1'); // something left behind, which all of them find
    const worker = `
      const { appendFileSync } = await import('node:fs');
      const { alone } = await import(${JSON.stringify(module)});
      await alone(process.argv[1], () => {
        appendFileSync(process.argv[2], 'in ');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        appendFileSync(process.argv[2], 'out ');
      }, { deadlineMs: 20000, onWait() {} });`;
    const codes = Array.from({ length: 5 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', worker, file, log], { cwd: folder });
      return (await once(child, 'exit'))[0];
    });
    expect(await Promise.all(codes)).toEqual([0, 0, 0, 0, 0]);
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(5));
  });
});
