/** What a Given registers through screens is what it would have set up at the bank. */
import { expect, test } from 'vitest';
import { openStage } from '../levels.ts';
import { place } from './place.ts';
import { openScene, type Scene } from './scene.ts';

async function scene(): Promise<Scene> {
  const stage = await openStage('domain');
  const opened = await openScene({ ...stage, givens: 'screens' });
  opened.users = [
    { userId: 'user01', name: '法人 太郎' },
    { userId: 'user02', name: '法人 花子' },
  ];
  for (const name of ['甲', '乙']) opened.serials.set(name, await stage.tokens.issue('hardware'));
  return opened;
}

test('users and their serials, one act for a serial, and only what is missing', async () => {
  const story = await scene();
  const [first = '', second = ''] = story.serials.values();
  await place(story, { mode: 'individual', users: { user01: first } });
  await place(story, { mode: 'individual', users: { user01: first, user02: second } });
  const id = story.contract?.contractId ?? '';
  const { mode, users } = await story.stage.bank.contract(id);
  expect([mode, users.map(({ serial }) => serial)]).toEqual(['individual', [first, second]]);
  // One mode change and two registrations.
  expect(await story.stage.bank.history(id)).toHaveLength(3);
});

test('the code counts as typed, and the device is dark again', async () => {
  const story = await scene();
  const serial = story.serials.get('甲') ?? '';
  await place(story, { mode: 'shared', serial });
  expect(story.stage.typedSteps.has(serial)).toBe(true);
  expect((await story.stage.tokens.face(serial)).kind).toBe('dark');
});

test('the story begins with a step of which nobody has typed the code', async () => {
  const story = await scene();
  const serial = story.serials.get('甲') ?? '';
  await place(story, { mode: 'shared', serial });
  const now = await story.stage.clock.now();
  expect([now % 30_000, Math.floor(now / 30_000) - (story.stage.typedSteps.get(serial) ?? 0)]).toEqual([0, 1]);
});

test('a token whose battery or clock was changed before can not be registered by a person', async () => {
  const story = await scene();
  const serial = story.serials.get('甲') ?? '';
  story.steered.add(serial);
  await expect(place(story, { mode: 'shared', serial })).rejects.toThrow(/電池や時計/);
});
