/** A TUI's world over the control socket and the control plane: the desk itself goes away and comes back. */
import { afterEach, expect, test } from 'vitest';
import type { DeskEvent, PortalFact } from '../../simulator/tui/desk-port.ts';
import { type RunningDesk, startDesk } from '../start-desk.ts';
import { type Attached, attach } from './attached-world.ts';
import { localWorld } from './local-world.ts';

const demoId = '12345678901';
const now = Date.UTC(2026, 10, 22, 10, 3, 30);
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function desk(seed: number, demo = true): Promise<RunningDesk> {
  const running = await startDesk({ seed, now, demo });
  opened.push({ close: () => running.stop() });
  return running;
}

async function attachTo(find: () => RunningDesk | undefined): Promise<Attached> {
  const address = () => {
    const running = find();
    return running && { portal: running.portalUrl, control: running.controlUrl, secret: running.secret };
  };
  const attached = await attach(address, () => now);
  opened.push(attached);
  return attached;
}

/** Resolves with the first thing told that passes; the runner's deadline ends a wait for nothing. */
const heard = <T>(source: { subscribe(listener: (told: T) => void): () => void }, passes: (told: T) => boolean) =>
  new Promise<T>((resolve) => {
    const leave = source.subscribe((told) => {
      if (!passes(told)) return;
      leave();
      resolve(told);
    });
  });

test('it sees the tokens, carries out commands, and hears of registrations and refusals', async () => {
  const running = await desk(1);
  const { world } = await attachTo(() => running);
  const portalUp = heard<PortalFact>(world.portal, () => world.portal.status === 'up');
  expect(world.desk.serials()).toEqual(running.tray.serials());
  expect(world.desk.clock()).toMatchObject({ mode: 'manual', now });
  await portalUp;
  expect([world.portal.url(), world.portal.demo()?.contractId]).toEqual([running.portalUrl, demoId]);

  const lit = heard<DeskEvent>(world.desk, ({ type }) => type === 'face.changed');
  expect(await world.desk.send({ type: 'press', serial: 'SKTH00001' })).toEqual({ ok: true });
  expect(await lit).toEqual({ type: 'face.changed', token: running.tray.summary('SKTH00001') });
  expect(world.desk.face('SKTH00001', now).kind).toBe('code');
  expect(await world.desk.send({ type: 'uninstall', serial: 'SKTH00001' })).toMatchObject({ ok: false });

  const registered = heard<PortalFact>(world.portal, ({ type }) => type === 'registered');
  running.service.setUp(demoId, { mode: 'shared', serial: 'SKTH00001' });
  expect(await registered).toMatchObject({ contractId: demoId, serial: 'SKTH00001' });
  expect(world.portal.holders('SKTH00001')).toMatchObject({ mode: 'shared', contractId: demoId });

  const refused = heard<PortalFact>(world.portal, ({ type }) => type === 'refused');
  running.service.act(demoId, { type: 'adminLogin', password: 'wrong1234' });
  expect(await refused).toMatchObject({ contractId: demoId, act: 'adminLogin' });

  const added = running.service.createContract({});
  const { contractId } = added.ok ? added.value : { contractId: '' };
  const theirs = heard<PortalFact>(world.portal, (fact) => 'contractId' in fact && fact.contractId === contractId);
  running.service.setUp(contractId, { mode: 'shared', serial: 'SKTH00002' });
  await theirs;
  expect(world.portal.holders('SKTH00002')?.contractId).toBe(contractId);
  const removed = heard<PortalFact>(world.portal, () => world.portal.holders('SKTH00002') === undefined);
  running.service.deleteContract(contractId);
  await removed;
});

test('a contract that a refusal stopped is seen as stopped, and the bank unlocks it from here', async () => {
  const running = await desk(1);
  const { world } = await attachTo(() => running);
  await heard<PortalFact>(world.portal, () => world.portal.status === 'up');
  const local = localWorld(running).portal;
  const stopped = heard<PortalFact>(world.portal, (fact) => fact.type === 'refused' && fact.locked !== undefined);
  while (running.service.contract(demoId)?.stopped === false)
    running.service.act(demoId, { type: 'adminLogin', password: 'wrong1234' });
  expect(await stopped).toMatchObject({ locked: 'contract', who: '管理者' });
  expect([world.portal.demo()?.stopped, local.demo()?.stopped]).toEqual([true, true]);
  const done = heard<PortalFact>(world.portal, ({ type }) => type === 'done');
  expect(await world.portal.bank({ type: 'unlock', contractId: demoId })).toEqual({ ok: true });
  await done;
  expect([world.portal.demo()?.stopped, local.demo()?.stopped]).toEqual([false, false]);
  expect(await world.portal.bank({ type: 'reset', serial: 'SKTH99999' })).toMatchObject({ ok: false });
  expect(
    localWorld(running)
      .portal.past()
      ?.map(({ fact }) => fact.type),
  ).toContain('refused');
});

test('the demo contract is the one that is shown, whatever contracts there are', async () => {
  const running = await desk(1);
  // Listed by their numbers, most of these stand behind the demo's; one in eight before it.
  while (running.service.contracts()[0]?.contractId === demoId) running.service.createContract({});
  const { world } = await attachTo(() => running);
  await heard<PortalFact>(world.portal, () => world.portal.status === 'up');
  expect(world.portal.demo()?.contractId).toBe(demoId);
});

test('a contract that comes later is the one that is shown where there was none', async () => {
  const running = await desk(1, false);
  const { world } = await attachTo(() => running);
  await heard<PortalFact>(world.portal, () => world.portal.status === 'up');
  expect(world.portal.demo()).toBeUndefined();
  const told = heard<PortalFact>(world.portal, ({ type }) => type === 'changed');
  const added = running.service.createContract({});
  await told;
  expect(added).toMatchObject({ value: { contractId: world.portal.demo()?.contractId } });
});

test('a desk that went away is found again, with another secret and other tokens', async () => {
  let running: RunningDesk | undefined = await desk(1);
  running.tray.send({ type: 'issue', kind: 'hardware' });
  const { world } = await attachTo(() => running);
  expect(world.desk.serials()).toContain('SKTH00003');
  const gone = heard<DeskEvent>(world.desk, (event) => event.type === 'link' && !event.up);
  const first = running;
  running = undefined;
  await first.stop();
  await gone;
  expect(world.portal.status).toBe('gone');
  expect(await world.desk.send({ type: 'press', serial: 'SKTH00001' })).toMatchObject({ ok: false });

  const back = heard<DeskEvent>(world.desk, (event) => event.type === 'link' && event.up);
  const up = heard<PortalFact>(world.portal, () => world.portal.status === 'up');
  const second = await desk(2);
  running = second;
  await back;
  await up;
  expect(world.desk.serials()).toEqual(second.tray.serials());
  expect(world.portal.url()).toBe(second.portalUrl);
});

test('where nobody is, it says so at once; closing ends the search', async () => {
  await expect(attachTo(() => undefined)).rejects.toThrow('no desk');
  let running: RunningDesk | undefined = await desk(1);
  const attached = await attachTo(() => running);
  const gone = heard<DeskEvent>(attached.world.desk, (event) => event.type === 'link' && !event.up);
  const first = running;
  running = undefined;
  await first.stop();
  await gone;
  await attached.close();
});
