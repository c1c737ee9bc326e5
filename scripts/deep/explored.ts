/**
 * What is explored completely: the boundary sweep and the small worlds; and random histories of years. Each prints its
 * counts, keeps its table in reports/explored/ for the page, and counts as one. `ICHIDO_SEED=N`: other histories; one that
 * differs is kept beside the tables as a feature, as short as it gets.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryTable, placements, sweep } from '../../harness/explore/boundary.ts';
import type { Exploration } from '../../harness/explore/exploration.ts';
import { explore, worldTable } from '../../harness/explore/explore.ts';
import { keepExploration } from '../../harness/explore/kept.ts';
import { races, raceTable } from '../../harness/explore/race-list.ts';
import { runRace } from '../../harness/explore/races.ts';
import { counts, registrations, replay } from '../../harness/explore/worlds.ts';
import { writeIndex } from '../../harness/run/folders.ts';
import { root } from '../gate/parts.ts';
import { featureOf, historyTable, searchHistories } from './histories.ts';

const jobs: readonly ((at: number, took: () => number) => Promise<Exploration> | Exploration)[] = [
  async (at, took) => {
    const judged = await sweep(placements(200, 1));
    return boundaryTable(judged, at, took());
  },
  (at, took) => {
    const raced = races.map((race) => runRace(race));
    return raceTable(raced, at, took());
  },
  ...[registrations, counts(2), replay].map((world) => (at: number, took: () => number) => {
    const explored = explore(world);
    return worldTable(explored, at, took());
  }),
  (at, took) => {
    const histories = searchHistories(Number(process.env['ICHIDO_SEED'] ?? 1), 40);
    if (histories.found !== undefined) {
      const path = join(root, 'reports', 'explored', 'history.feature');
      writeFileSync(path, featureOf(histories, histories.found));
      process.stdout.write(`${path}\n`);
    }
    return historyTable(histories, at, took());
  },
];

let failed = 0;
for (const job of jobs) {
  const startedAt = performance.now();
  const exploration = await job(Date.now(), () => Math.round(performance.now() - startedAt));
  keepExploration(root, exploration);
  const { name, success, notes, ms } = exploration;
  process.stdout.write(
    `${success ? 'ok' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s): ${notes.map(({ en }) => en).join(' ')}\n`,
  );
  if (!success) failed += 1;
}
writeIndex(root);
process.stdout.write(`${jobs.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
