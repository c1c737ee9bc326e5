/** New secrets for a bank of one's own: there before anybody hears of the token. */
import { expect, onTestFinished, test } from 'vitest';
import { readPskc } from '../pskc/read.ts';
import { connectControl } from '../simulator/control/client.ts';
import { startDesk } from './start-desk.ts';

const now = 1_775_001_600_000;

function serialsIn(pskc: string) {
  const read = readPskc(pskc, { kind: 'plain' });
  return read.ok ? read.value.keys.map(({ serial }) => serial) : read.error.code;
}

test('those of the start, and each new one before its issue is answered', async () => {
  const seen: string[] = [];
  const desk = await startDesk({
    seed: 1,
    now,
    onIssued: async (pskc) => {
      await Promise.resolve();
      seen.push(...(serialsIn(pskc) as string[]));
    },
  });
  onTestFinished(() => desk.stop());
  expect(seen).toEqual(['SKTH00001', 'SKTH00002', 'SKTS00001']);
  const client = await connectControl({ url: desk.controlUrl, secret: desk.secret, silent: true });
  onTestFinished(() => client.close());
  await client.call('tokens.issue', { kind: 'hardware' });
  expect(seen.at(-1)).toBe('SKTH00003');
  desk.issue('software');
  await desk.delivered();
  expect(seen.at(-1)).toBe('SKTS00002');
});

test('a bank that does not take them is told by name, and gets them with the next issue', async () => {
  const seen: string[][] = [];
  let broken = false;
  const onIssued = (pskc: string): void => {
    if (broken) throw new Error('no');
    seen.push(serialsIn(pskc) as string[]);
  };
  const desk = await startDesk({ seed: 1, now, demo: false, onIssued });
  onTestFinished(() => desk.stop());
  const client = await connectControl({ url: desk.controlUrl, secret: desk.secret, silent: true });
  onTestFinished(() => client.close());
  broken = true;
  await expect(client.call('tokens.issue', { kind: 'hardware' })).rejects.toMatchObject({ code: 'not-delivered' });
  broken = false;
  await client.call('tokens.issue', { kind: 'hardware' });
  expect(seen).toEqual([['SKTH00001', 'SKTH00002']]);
  await expect(startDesk({ onIssued: () => Promise.reject(new Error('no')) })).rejects.toMatchObject({
    code: 'not-delivered',
  });
});
