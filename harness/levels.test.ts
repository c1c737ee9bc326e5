/** A level is one record, and everything that lists levels says what the records say. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import type { Language } from '../common/text.ts';
import { asStage, levelNames, levels, openStage, whyNoLevel, whyNotSo } from './levels.ts';
import type { Assembly, Face } from './ports.ts';
import { freshCode } from './scene/codes.ts';
import { within } from './scene/deadline.ts';
import { openScene } from './scene/scene.ts';

afterEach(() => void vi.useRealTimers());

test.each(['', 'nope', 'toString', '__proto__'])('the level %j is refused by name', async (level) => {
  await expect(openStage(level)).rejects.toThrow(`「${level}」`);
  expect(whyNoLevel(level)).toMatchObject({ ja: expect.stringContaining('実行レベル'), en: /level/ });
});

test('the five levels are there', () => {
  expect(levelNames).toEqual(['domain', 'http', 'browser', 'desk', 'real']);
  expect(levelNames.map(whyNoLevel)).toEqual(levelNames.map(() => undefined));
});

test.each<[string, readonly Language[]]>([
  ['README.md', ['en']],
  ['README.ja.md', ['ja']],
  ['docs/features.md', ['ja', 'en']],
])('%s lists the levels as their records say', (file, languages) => {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  for (const name of levelNames) {
    const { behind, needs, cannot } = levels[name];
    const cells = [behind, needs, cannot].map((cell) => languages.map((each) => cell?.[each] ?? '–').join(' / '));
    expect(text).toContain(`| \`${name}\` | ${cells.map((cell) => cell.replace('– / –', '–')).join(' | ')} |`);
  }
});

/** A stage whose one token outlives the scenarios, as real ones do. */
function oneTokenStage() {
  let now = 1_775_001_600_000;
  const face = (): Face => {
    const step = Math.floor(now / 30_000);
    return {
      kind: 'code',
      text: '123456',
      code: '123456',
      step,
      validFrom: step * 30_000,
      validUntil: (step + 1) * 30_000,
    };
  };
  const advance = async (ms: number): Promise<void> => {
    now += ms;
  };
  const assembly = {
    tokens: { issue: async () => 'SKTH90001', face: async () => face(), press: async () => ({ face: face() }) },
    clock: { now: async () => now, advance },
    begin: async () => undefined,
  };
  return { stage: asStage(assembly as unknown as Assembly, 30_000), now: () => now };
}

test('a code that the last scenario typed is not fresh in the next one of the same step', async () => {
  const { stage, now } = oneTokenStage();
  const typedAt: number[] = [];
  for (const _scenario of [1, 2]) {
    const scene = await openScene(stage);
    scene.serials.set('新', await stage.tokens.issue('hardware'));
    await freshCode(scene, '新');
    typedAt.push(now());
  }
  expect((typedAt[1] ?? 0) - (typedAt[0] ?? 0)).toBe(30_000);
});

test('a step has the limit of its stage and no longer', async () => {
  vi.useFakeTimers();
  const never = within(levels.http.stepDeadlineMs, () => new Promise(() => undefined));
  const told = expect(never).rejects.toThrow(/30 秒/);
  await vi.advanceTimersByTimeAsync(levels.http.stepDeadlineMs);
  await told;
  expect(await within(levels.real.stepDeadlineMs, () => 'done')).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

test('a wish that a level can’t take is refused by name, with the reason', () => {
  expect(whyNotSo('http', { state: 'x' })?.ja).toMatch(/http.*--state.*メモリー/);
  expect(whyNotSo('real', { now: 1 })?.en).toMatch(/--now.*real time/);
  expect(whyNotSo('real', { state: 'x' })).toBeUndefined();
  expect(whyNotSo('domain', { seed: 1, now: 1 })).toBeUndefined();
  expect(whyNotSo('domain', { desk: 'x' })?.en).toMatch(/domain.*--desk/);
  expect(whyNotSo('http', { headed: true })?.en).toMatch(/http.*--headed/);
  expect(whyNotSo('browser', { desk: 'x', headed: true, slowMs: 1 })).toBeUndefined();
  expect(whyNotSo('browser', { desk: 'x', seed: 1 })?.en).toMatch(/--desk.*--seed/);
});

test.each(['domain', 'http'])('%s begins at the instant and with the seed that it is given', async (level) => {
  const now = Date.UTC(2026, 4, 1);
  const codes = [];
  for (const seed of [7, 7, 8]) {
    const stage = await openStage(level, { seed, now });
    expect(await stage.clock.now()).toBe(now);
    const { face } = await stage.tokens.press(await stage.tokens.issue('hardware'));
    codes.push(face.kind === 'code' ? face.code : face.kind);
    await stage.close();
  }
  expect(codes[0]).toBe(codes[1]);
  expect(codes[2]).not.toBe(codes[0]);
});

test('a stage is closed by `await using`', async () => {
  let closed = 0;
  const assembly = await openStage('domain');
  {
    const close = async () => {
      closed += 1;
    };
    await using stage = asStage({ ...assembly, close }, 1000);
    expect(stage.stepDeadlineMs).toBe(1000);
  }
  expect(closed).toBe(1);
  await assembly.close();
});
