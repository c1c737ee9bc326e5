/** The stream of events, held open by whoever reads it and by nothing else. */
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { startDesk } from '../start-desk.ts';
import { openEvents } from './plane-reader.ts';

test('a stream that is not read yet survives a garbage collection', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const running = await startDesk({ seed: 1, now: 0, demo: false });
  const stop = new AbortController();
  try {
    const events = await openEvents({ portal: running.portalUrl, secret: running.secret }, stop.signal, undefined);
    // What fetch answered is out of reach now; its finalizers run between turns.
    for (let turns = 0; turns < 5; turns += 1) {
      collect();
      await turn();
    }
    running.service.createContract({});
    const first = await events.next();
    expect(first.done ? 'the stream ended' : JSON.parse(first.value.data)).toMatchObject({ type: 'contract-added' });
  } finally {
    stop.abort();
    await running.stop();
  }
});
