import { expect, test } from 'vitest';
import type { Face, Stage } from '../ports.ts';
import type { Shown } from '../shown.ts';
import { type Attach, attachAll, attachSeen } from './evidence.ts';
import type { Scene } from './scene.ts';

const code: Face = { kind: 'code', text: '904213', code: '904213', step: 1, validFrom: 0, validUntil: 30_000 };

function sceneOf(shown: readonly Shown[], face = async (): Promise<Face> => code) {
  const attempt = { who: '管理者', act: '利用登録', reason: 'otp-used', reasonText: { ja: '使用済み', en: 'used' } };
  const stage = {
    clock: { now: async () => 1_775_001_600_000 },
    tokens: { face },
    bank: { attempts: async () => [attempt] },
    shown: () => shown,
  } as unknown as Stage;
  const contract = { contractId: '12345678901' };
  return { stage, contract, serials: new Map([['社有', 'SKTH00001']]) } as unknown as Scene;
}

function collect() {
  const kept: { readonly type: string; readonly body: string }[] = [];
  const attach: Attach = (body, { mediaType }) => void kept.push({ type: mediaType, body: String(body) });
  return { kept, attach };
}

const page = (name: string, picture?: () => Promise<Buffer>): Shown => ({
  name,
  version: { name },
  mediaType: 'text/html',
  text: `<h1>${name}</h1>`,
  ...(picture === undefined ? {} : { picture }),
});

test('a failure carries clock, faces without their code, the bank’s reasons, every screen, and pictures of it', async () => {
  const { kept, attach } = collect();
  await attachAll(sceneOf([page('奥'), page('前', async () => Buffer.from('png'))]), attach);
  expect(kept.map(({ type }) => type)).toEqual(['text/plain', 'text/html', 'text/html', 'image/png']);
  expect(kept[0]?.body).toMatch(
    /時計: 2026-04-01 09:00:00[\s\S]*「社有」（SKTH00001）[\s\S]*otp-used 使用済み \/ used/,
  );
  expect(kept[0]?.body).not.toContain('904213');
});

test('what can’t be had any more leaves the rest', async () => {
  const { kept, attach } = collect();
  const gone = async () => Promise.reject(new Error('closed'));
  await attachAll(sceneOf([page('前', gone)], gone), attach);
  expect(kept.map(({ type }) => type)).toEqual(['text/html']);
});

test('of a step that passed: the screens that changed, once; a step that only looks keeps the last one', async () => {
  const { kept, attach } = collect();
  const seen = new Set<unknown>();
  const scene = sceneOf([page('文字'), page('絵', async () => Buffer.from('png'))]);
  await attachSeen(scene, seen, false, attach);
  expect(kept.map(({ type }) => type)).toEqual(['text/html', 'image/png']);
  await attachSeen(scene, seen, false, attach);
  expect(kept).toHaveLength(2);
  await attachSeen(scene, seen, true, attach);
  expect(kept.map(({ type }) => type)).toEqual(['text/html', 'image/png', 'image/png']);
});
