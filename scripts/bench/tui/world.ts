/** The desk that both sides of the benchmark show: so many tokens, and a clock that runs or stands. */
import { hardware } from '../../../simulator/tui/testing/fake-facts.ts';
import { type FakeWorld, fakeWorld } from '../../../simulator/tui/testing/fake-world.ts';

export function benchWorld(): FakeWorld {
  const count = Number(process.env['BENCH_TOKENS'] ?? 10);
  const world = fakeWorld(
    Date.UTC(2026, 10, 22, 8, 3, 12),
    Array.from({ length: count }, (_, i) => hardware(i + 1)),
  );
  if (process.env['BENCH_CLOCK'] === 'runs') {
    setInterval(() => {
      world.now += 50;
    }, 50);
  }
  return world;
}
