/**
 * What every assembly owes the steps: whatever a Given puts in, the screens and the bank of the same level can see;
 * and a refusal carries its code and leaves its reason. One table of promises, each level.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage } from '../levels.ts';
import type { AdminPortal, BankContract, BankPolicy, Stage } from '../ports.ts';

const users = [
  { userId: 'user01', name: '法人 太郎' },
  { userId: 'user02', name: '𠮷田 髙子' },
];

// `real` wants a person and a token; its driver has a test of its own.
describe.each(['domain', 'http'])('assembly %s', (level) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(level);
  });
  afterAll(() => stage.close());

  const newContract = (policy?: BankPolicy): Promise<BankContract> =>
    stage.bank.createContract({ users, ...(policy === undefined ? {} : { policy }) });
  async function loggedIn(contract: BankContract): Promise<AdminPortal> {
    const admin = stage.admin(contract);
    expect(await admin.logIn(contract.password)).toMatchObject({ accepted: true });
    return admin;
  }
  /** What only a page says. */
  const pageText = (text: RegExp) => (level === 'domain' ? undefined : expect.stringMatching(text));
  /** A code of the device now, after the clock has moved to a step of its own. */
  async function freshCode(serial: string): Promise<string> {
    await stage.clock.advance(60_000);
    const { face } = await stage.tokens.press(serial);
    if (face.kind !== 'code') throw new Error(`the device shows ${face.kind}`);
    return face.code;
  }

  test('a shared registration that was set up is on the screens and at the bank', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('hardware');
    await stage.bank.setUp(contract.contractId, { mode: 'shared', serial });
    const admin = await loggedIn(contract);
    expect((await admin.overview()).mode).toBe('shared');
    expect((await admin.openRegistration()).shown).toEqual({ mode: 'shared', serial, users: new Map() });
    expect((await admin.openDeregistration()).shown.serial).toBe(serial);
    expect(await stage.bank.contract(contract.contractId)).toMatchObject({ mode: 'shared', serial });
  });

  test('individual registrations that were set up are on the screens and at the bank', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('software');
    await stage.bank.setUp(contract.contractId, { mode: 'individual', users: { user02: serial } });
    const admin = await loggedIn(contract);
    const overview = await admin.overview();
    expect(overview.mode).toBe('individual');
    expect(overview.users).toEqual([
      { userId: 'user01', name: '法人 太郎', token: undefined, stopped: false },
      { userId: 'user02', name: '𠮷田 髙子', token: serial, stopped: false },
    ]);
    const { shown } = await admin.openRegistration();
    expect([...shown.users]).toEqual([
      ['user01', undefined],
      ['user02', serial],
    ]);
    const told = await stage.bank.contract(contract.contractId);
    expect(told.users.map((user) => user.serial)).toEqual([undefined, serial]);
  });

  test('a second set-up takes the place of the first', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('hardware');
    await stage.bank.setUp(contract.contractId, { mode: 'shared', serial });
    await stage.bank.setUp(contract.contractId, { mode: 'individual' });
    const { shown } = await (await loggedIn(contract)).openRegistration();
    expect(shown.mode).toBe('individual');
    expect([...shown.users.values()]).toEqual([undefined, undefined]);
  });

  test('what a set-up registered, a transaction takes', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('hardware');
    await stage.bank.setUp(contract.contractId, { mode: 'shared', serial });
    const user = stage.user(contract, 'user01');
    expect(await user.logIn(contract.users[0]?.password ?? '')).toMatchObject({ accepted: true });
    const order = { account: '1234567', amount: '1' };
    expect(await user.transfer({ ...order, otp: await freshCode(serial) })).toMatchObject({
      accepted: true,
      status: '受付完了 お振込みを受け付けました。',
    });
    expect(await user.transfer({ ...order, otp: '000000' })).toMatchObject({ accepted: false, code: 'E-OTP-01' });
    expect(await stage.bank.attempts(contract.contractId)).toMatchObject([
      { who: 'user01', act: 'userLogin' },
      { who: 'user01', act: 'transfer' },
      { who: 'user01', act: 'transfer', reason: 'otp-wrong' },
    ]);
  });

  test('a policy that was set up changes the screens', async () => {
    const contract = await newContract({ unregisteredUser: 'confirmationPin', confirmModeChange: true });
    const user = stage.user(contract, 'user01');
    await user.logIn(contract.users[0]?.password ?? '');
    expect(await user.transferAsks()).toBe('pin');
    const mode = await (await loggedIn(contract)).openMode();
    expect(await mode.submit('individual', '')).toMatchObject({ accepted: false, code: 'E-INP-13' });
    const again = await (await loggedIn(contract)).openMode();
    expect(await again.submit('individual', contract.confirmationPin)).toMatchObject({ accepted: true });
  });

  test('an act through the screens is in history, mails and attempts; contracts do not see each other', async () => {
    const [contract, other] = [await newContract(), await newContract()];
    const serial = await stage.tokens.issue('hardware');
    const screen = await (await loggedIn(contract)).openRegistration();
    const otp = await freshCode(serial);
    const outcome = await screen.submit({ userIds: [], serial, otp, pin: contract.confirmationPin });
    expect(outcome).toMatchObject({ accepted: true, status: expect.stringContaining('登録完了'), shown: { serial } });
    const entry = (await stage.bank.history(contract.contractId)).at(-1);
    expect(entry).toMatchObject({ who: '管理者', newSerial: serial, at: await stage.clock.now() });
    expect((await stage.bank.mails(contract.contractId)).at(-1)?.body).toContain(serial);
    expect((await stage.bank.contract(other.contractId)).serial).toBeUndefined();
    expect(await stage.bank.mails(other.contractId)).toEqual([]);
  });

  test('a refusal has its code on the screen, its reason at the bank, and changes nothing', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('hardware');
    const screen = await (await loggedIn(contract)).openRegistration();
    const outcome = await screen.submit({ userIds: [], serial, otp: await freshCode(serial), pin: 'Wrong999' });
    expect(outcome).toMatchObject({ accepted: false, code: 'E-PIN-01', text: pageText(/暗証番号/) });
    expect((await stage.bank.attempts(contract.contractId)).at(-1)).toMatchObject({
      act: 'register',
      reason: 'pin-wrong',
    });
    expect((await stage.bank.contract(contract.contractId)).serial).toBeUndefined();
  });

  test('the clock that moves is the one of devices and portal alike', async () => {
    const contract = await newContract();
    const serial = await stage.tokens.issue('hardware');
    const before = await stage.clock.now();
    await stage.tokens.press(serial);
    await stage.clock.advance(30_000);
    expect(await stage.clock.now()).toBe(before + 30_000);
    expect((await stage.tokens.face(serial)).kind).toBe('dark');
    const admin = await loggedIn(contract);
    const screen = await admin.openRegistration();
    await stage.clock.advance(15 * 60_000);
    const otp = await freshCode(serial);
    expect(await screen.submit({ userIds: [], serial, otp, pin: contract.confirmationPin })).toMatchObject({
      code: 'E-SES-01',
    });
  });

  test('devices: battery, drift, phone change, backup', async () => {
    const worn = await stage.tokens.issue('hardware');
    await stage.tokens.setBattery(worn, 5);
    expect(await stage.tokens.press(worn)).toMatchObject({
      face: { kind: 'battery', text: 'bAtt 05' },
      next: { face: { kind: 'code' } },
    });
    await stage.tokens.setBattery(worn, 0);
    await stage.clock.advance(60_000);
    expect((await stage.tokens.press(worn)).face.kind).toBe('dark');
    const app = await stage.tokens.issue('software');
    expect((await stage.tokens.face(app)).kind).toBe('code');
    const moved = await stage.tokens.changePhone(app);
    const restored = await stage.tokens.restore(await stage.tokens.backup(moved));
    expect(new Set([app, moved, restored]).size).toBe(3);
    await stage.tokens.drift(app, { offsetMs: 3_600_000 });
    const drifted = await stage.tokens.face(app);
    const straight = await stage.tokens.face(moved);
    if (drifted.kind !== 'code' || straight.kind !== 'code') throw new Error('an app shows its code all the time');
    expect(drifted.step - straight.step).toBe(120);
    await stage.tokens.uninstall(app);
    await expect(stage.tokens.face(app)).rejects.toThrow();
  });

  test('two windows of one administrator live side by side; logging off ends one', async () => {
    const contract = await newContract();
    const [first, second] = [await loggedIn(contract), await loggedIn(contract)];
    await first.logOff();
    await expect(first.overview()).rejects.toThrow(/E-SES-01/);
    expect((await second.overview()).users).toHaveLength(2);
  });
});
