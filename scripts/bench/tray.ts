/**
 * What one act costs on trays of different sizes: it should not depend on the size.
 * In memory, and with SQLite where each press is on disk when it is answered.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../simulator/cell/clock.ts';
import { createLiveTray, type LiveTray } from '../../simulator/cell/live-tray.ts';
import { memoryStore } from '../../simulator/store/memory.ts';
import { sqliteStore } from '../../simulator/store/sqlite.ts';
import type { TrayStore } from '../../simulator/store/store.ts';
import { serialOf } from '../../simulator/tray/issue.ts';

const sizes = [10, 1000, 100_000];

/** Prints the table; figures are shown, never asserted. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-bench-'));
  const rows: string[][] = [];
  try {
    for (const size of sizes) {
      rows.push(row('memory', size, memoryStore(), 2000));
      rows.push(row('sqlite', size, sqliteStore(join(folder, `${size}.sqlite`), noSeal), 300));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const head = ['store', 'tokens', 'press p50', 'press p99', 'face p50', 'issue p50', 'load all'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  process.stdout.write('Tray: what one act costs (µs; load in ms)\n');
  for (const cells of [head, ...rows]) {
    process.stdout.write(`${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}\n`);
  }
}

const noSeal = {
  seal: (plain: Uint8Array) => Buffer.from(plain).toString('hex'),
  open: (sealed: string) => new Uint8Array(Buffer.from(sealed, 'hex')),
};

function row(name: string, size: number, store: TrayStore, rounds: number): string[] {
  const clock = createClock({ wall: () => 0, state: { mode: 'manual', now: 1_795_305_600_000, offsetMs: 0 } });
  const tray = createLiveTray({ clock, seed: new Uint8Array(32), store });
  // Half hardware, half apps: there are 99,999 serials of a kind.
  const serials = Array.from({ length: size }, (_, index) =>
    serialOf(index % 2 === 0 ? 'hardware' : 'software', (index >> 1) + 1),
  );
  must(tray.send({ type: 'adopt', devices: serials.map((serial, index) => ({ serial, secret: secretOf(index) })) }));
  tray.subscribe(() => {});
  const hardware = serials.filter((_, index) => index % 2 === 0);
  const pick = (round: number): string => hardware[(round * 7919) % hardware.length] ?? '';
  const press = times(rounds, (round) => must(tray.send({ type: 'press', serial: pick(round) })));
  const face = times(rounds, (round) => tray.face(pick(round)));
  const issue = times(50, () => must(tray.send({ type: 'issue', kind: 'hardware' })));
  const load = times(1, () => store.load());
  tray.close();
  return [
    name,
    String(size),
    press.at(0.5).toFixed(0),
    press.at(0.99).toFixed(0),
    face.at(0.5).toFixed(1),
    issue.at(0.5).toFixed(0),
    (load.at(0.5) / 1000).toFixed(0),
  ];
}

function secretOf(index: number): Uint8Array {
  const secret = new Uint8Array(20);
  new DataView(secret.buffer).setUint32(0, index);
  return secret;
}

function must(answer: ReturnType<LiveTray['send']>): void {
  if (!answer.ok) throw new Error(answer.refusal.text.en);
}

/** Microseconds of each round, as quantiles. */
function times(rounds: number, act: (round: number) => unknown): { at(quantile: number): number } {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    act(round);
    took.push((performance.now() - before) * 1000);
  }
  took.sort((a, b) => a - b);
  return { at: (quantile) => took[Math.min(took.length - 1, Math.floor(took.length * quantile))] ?? 0 };
}

if (import.meta.main) await run();
