/**
 * `npm run deep -- pool`: Playwright with 4 workers, 100 tests of one shared portal, 8 tokens by lease: no code is refused
 * as used, and nobody waits but for fresh codes. The desk's clock runs five times as fast as the wall's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../browser/find-browser.ts';
import { startDesk } from '../../desk/start-desk.ts';
import { writePrivateFile } from '../../desk/state/private-file.ts';
import { root } from '../gate/parts.ts';

const [poolSize, tests, speed, stepMs] = [8, 100, 5, 30_000];
const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Noted {
  readonly leaseMs: number;
  readonly codeMs: number;
  readonly serial: string;
}

const chromium = findBrowser();
if (chromium === undefined) {
  say('skipped: the pool of tokens (chromium missing)');
  say(`0 passed, 0 failed, 1 skipped`);
} else process.exitCode = await pool(chromium);

async function pool(executable: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-pool-'));
  await using desk = await startDesk({ demo: false });
  for (let made = 0; made < poolSize; made += 1) desk.issue('hardware');
  const refused = new Map<string, number>();
  desk.service.subscribe((event) => {
    if (event.type !== 'refused') return;
    const reason = event.attempt.reason ?? '';
    refused.set(reason, (refused.get(reason) ?? 0) + 1);
  });
  desk.clock.change({ mode: 'offset' });
  const hurry = setInterval(() => desk.clock.change({ advanceMs: (speed - 1) * 100 }), 100);
  try {
    const [ready, log] = [join(folder, 'ready.json'), join(folder, 'noted.ndjson')];
    writePrivateFile(ready, JSON.stringify({ portal: desk.portalUrl, control: desk.controlUrl, secret: desk.secret }));
    const began = performance.now();
    const { status, printed } = await playwright({
      ICHIDO_DESK: ready,
      ICHIDO_POOL_LOG: log,
      ICHIDO_CHROMIUM: executable,
    });
    const seconds = (performance.now() - began) / 1000;
    const noted = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Noted);
    return tell(noted, refused, seconds, status === 0 ? '' : printed);
  } finally {
    clearInterval(hurry);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playwright(environment: NodeJS.ProcessEnv): Promise<{ status: number | null; printed: string }> {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = fileURLToPath(new URL('pool/play.config.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, 'test', '--config', config], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [status] = (await once(child, 'exit')) as [number | null];
  return { status, printed: `${await out}${await err}` };
}

function tell(noted: readonly Noted[], refused: ReadonlyMap<string, number>, seconds: number, trouble: string): number {
  const longest = Math.max(...noted.map(({ leaseMs }) => leaseMs));
  const waited = noted.map(({ codeMs }) => codeMs).sort((a, b) => a - b);
  const shares = Map.groupBy(noted, ({ serial }) => serial);
  const used = refused.get('otp-used') ?? 0;
  const reasons = [...refused].map(([reason, times]) => `${reason} ×${times}`).join(', ') || 'none';
  say(
    `${noted.length} of ${tests} tests passed, 4 workers, ${shares.size} tokens (${[...shares.values()].map(({ length }) => length).join(' ')} tests each), ${seconds.toFixed(0)} s`,
  );
  say(`refused: ${reasons}; codes refused as used: ${used}`);
  // A fresh code is waited for a step at most, told in the desk's time.
  const step = stepMs / speed;
  say(
    `waits: for a lease ${longest.toFixed(0)} ms at most; for a fresh code ${waited[waited.length >> 1]?.toFixed(0)} ms in the middle, ` +
      `${waited.at(-1)?.toFixed(0)} ms at most (a step is ${step} ms here)`,
  );
  if (trouble !== '') say(trouble.trimEnd());
  const wrong = tests - noted.length + (refused.size > 0 ? 1 : 0) + (longest > 1000 ? 1 : 0);
  say(`${noted.length} passed, ${wrong} failed`);
  return wrong === 0 && trouble === '' ? 0 : 1;
}
