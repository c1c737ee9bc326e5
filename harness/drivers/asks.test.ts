/**
 * A driver answers only what it has asked. Each promise here has a lie: the same stage with one answer that is made up,
 * as a driver could do it. The promise holds on the honest stage and is broken by the lie, at every level.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../browser/find-browser.ts';
import { openStage } from '../levels.ts';
import {
  type AdminPortal,
  type BankContract,
  NotSupported,
  type Outcome,
  type PagePart,
  type Stage,
  type UserPortal,
} from '../ports.ts';
import { fileOf, soundKey } from '../scene/stocked.ts';
import { modeTexts } from '../scene/words.ts';

type Keeps = (stage: Stage) => Promise<void>;
interface Case {
  readonly keeps: Keeps;
  readonly lie: (stage: Stage) => Stage;
  /** Levels where it can't be asked, and the driver says so. */
  readonly notAt?: readonly string[];
}

const almostIdleMs = 14 * 60_000;
const accepted: Outcome = { accepted: true, status: '', shown: undefined };
const refused = (code: string): Outcome => ({ accepted: false, code, text: '入力し直してください。' });

const withAdmin =
  (change: (admin: AdminPortal) => Partial<AdminPortal>) =>
  (stage: Stage): Stage => ({
    ...stage,
    admin: (contract) => {
      const admin = stage.admin(contract);
      return { ...admin, ...change(admin) };
    },
  });
const withUser =
  (lie: Partial<UserPortal>) =>
  (stage: Stage): Stage => ({
    ...stage,
    user: (contract, userId) => ({ ...stage.user(contract, userId), ...lie }),
  });
/** A mode screen as the product's constants would tell it. */
const constantMode = { options: [modeTexts.individual, modeTexts.shared], chosen: modeTexts.shared, note: '解除' };

const newContract = (stage: Stage): Promise<BankContract> =>
  stage.bank.createContract({ users: [{ userId: 'user01', name: '法人 太郎' }] });
async function admin(stage: Stage, contract: BankContract): Promise<AdminPortal> {
  const portal = stage.admin(contract);
  expect(await portal.logIn(contract.password)).toMatchObject({ accepted: true });
  return portal;
}
async function user(stage: Stage, contract: BankContract): Promise<UserPortal> {
  const portal = stage.user(contract, 'user01');
  expect(await portal.logIn(contract.users[0]?.password ?? '')).toMatchObject({ accepted: true });
  return portal;
}
/** What stands on the page that an act led to. */
function partsOf({ page }: Outcome): readonly PagePart[] {
  if (page === undefined) throw new NotSupported('no pages');
  return page;
}
/** Only a request that reached the portal keeps a session alive past its fifteen idle minutes (D-20). */
async function keepsAlive(stage: Stage, act: () => Promise<unknown>, stillIn: () => Promise<unknown>): Promise<void> {
  await stage.clock.advance(almostIdleMs);
  await act();
  await stage.clock.advance(almostIdleMs);
  await stillIn();
}

const cases: { readonly [promise: string]: Case } = {
  'a forged registration is sent: the bank has one more attempt, of nobody': {
    notAt: ['browser'],
    keeps: async (stage) => {
      const contract = await newContract(stage);
      const before = (await stage.bank.strangers()).length;
      const form = { userIds: [], serial: 'SKTH99999', otp: '123456', pin: contract.confirmationPin };
      expect(await stage.admin(contract).forge({ to: 'register', ...form })).toMatchObject({ code: 'E-SES-01' });
      const after = await stage.bank.strangers();
      expect(after.slice(before)).toMatchObject([{ act: 'register', reason: 'no-session' }]);
    },
    lie: withAdmin(() => ({ forge: async () => refused('E-SES-01') })),
  },
  "a user at the administrator's path is asked of the portal": {
    keeps: async (stage) => {
      const contract = await newContract(stage);
      expect(await stage.user(contract, 'user01').goTo('register')).toMatchObject({ code: 'E-SES-01' });
      const portal = await user(stage, contract);
      await keepsAlive(
        stage,
        async () => expect(await portal.goTo('register')).toMatchObject({ code: 'E-SES-02' }),
        async () => expect(await portal.inquiry()).toMatchObject({ accepted: true }),
      );
    },
    lie: withUser({ goTo: async () => refused('E-SES-02') }),
  },
  '残高照会 is asked of the portal': {
    keeps: async (stage) => {
      const portal = await user(stage, await newContract(stage));
      expect(await portal.inquiry()).toMatchObject({ accepted: true });
      await stage.clock.advance(16 * 60_000);
      expect(await portal.inquiry()).toMatchObject({ accepted: false, code: 'E-SES-01' });
    },
    lie: withUser({ inquiry: async () => accepted }),
  },
  'what 資金移動 asks for is asked of the portal': {
    keeps: async (stage) => {
      const users = [{ userId: 'user01', name: '法人 太郎' }];
      const asksOf = async (policy: object) =>
        (await user(stage, await stage.bank.createContract({ users, policy }))).transferAsks();
      expect(await asksOf({ unregisteredUser: 'confirmationPin' })).toBe('pin');
      expect(await asksOf({ unregisteredUser: 'refuse' })).toBe('otp');
    },
    lie: withUser({ transferAsks: async () => 'otp' }),
  },
  'キャンセル of a registration leads to the portal': {
    notAt: ['domain'],
    keeps: async (stage) => {
      const portal = await admin(stage, await newContract(stage));
      const screen = await portal.openRegistration();
      await keepsAlive(stage, screen.cancel, portal.overview);
    },
    lie: withAdmin((honest) => ({
      openRegistration: async () => ({ ...(await honest.openRegistration()), cancel: async () => undefined }),
    })),
  },
  'キャンセル of a change of mode leads to the portal': {
    notAt: ['domain'],
    keeps: async (stage) => {
      const portal = await admin(stage, await newContract(stage));
      const screen = await portal.openMode();
      await keepsAlive(stage, screen.cancel, portal.overview);
    },
    lie: withAdmin((honest) => ({
      openMode: async () => ({ ...(await honest.openMode()), cancel: async () => undefined }),
    })),
  },
  'the preselected mode is read off the page': {
    notAt: ['domain'],
    keeps: async (stage) => {
      for (const mode of ['shared', 'individual'] as const) {
        const contract = await newContract(stage);
        await stage.bank.setUp(contract.contractId, { mode });
        const { shown } = await (await admin(stage, contract)).openMode();
        expect(shown().chosen).toBe(modeTexts[mode]);
      }
    },
    lie: withAdmin((honest) => ({
      openMode: async () => ({ ...(await honest.openMode()), shown: () => constantMode }),
    })),
  },
  'the layout of the section is read off the page': {
    notAt: ['domain'],
    keeps: async (stage) => {
      const portal = await admin(stage, await newContract(stage));
      await keepsAlive(stage, portal.sectionLayout, portal.overview);
    },
    lie: withAdmin(() => ({
      sectionLayout: async () => ({ heading: '', belowUserList: true, foldable: true, buttons: [] }),
    })),
  },
  'what stands on a page is read off it each time': {
    notAt: ['domain'],
    keeps: async (stage) => {
      const contract = await newContract(stage);
      const portal = await admin(stage, contract);
      expect(partsOf(await portal.goTo('register'))).toContainEqual({ kind: 'value', text: '未登録' });
      const serial = await stage.tokens.issue('hardware');
      await stage.bank.setUp(contract.contractId, { mode: 'shared', serial });
      expect(partsOf(await portal.goTo('register'))).toContainEqual({ kind: 'value', text: serial });
    },
    lie: withAdmin((honest) => {
      const seen = new Map<string, Outcome>();
      const goTo: AdminPortal['goTo'] = async (screen, subject) => {
        const outcome = seen.get(screen) ?? (await honest.goTo(screen, subject));
        seen.set(screen, outcome);
        return outcome;
      };
      return { goTo };
    }),
  },
  'a page that refuses is read off the answer, too': {
    notAt: ['domain'],
    keeps: async (stage) => {
      const portal = await admin(stage, await newContract(stage));
      const screen = await portal.openRegistration();
      const outcome = await screen.submit({ userIds: [], serial: '', otp: '', pin: '' });
      const titles = partsOf(outcome).filter(({ kind }) => kind === 'title');
      expect(titles).toEqual([{ kind: 'title', text: 'ワンタイムパスワード利用登録' }]);
      expect(partsOf(outcome)).toContainEqual({ kind: 'text', text: 'E-INP-09' });
    },
    lie: withAdmin((honest) => ({
      openRegistration: async () => {
        const screen = await honest.openRegistration();
        return { ...screen, submit: async (form) => ({ ...(await screen.submit(form)), page: [] }) };
      },
    })),
  },
  'OK on the confirmation of a change of mode is asked of the bank': {
    keeps: async (stage) => {
      const users = [{ userId: 'user01', name: '法人 太郎' }];
      const contract = await stage.bank.createContract({ users, policy: { confirmModeChange: true } });
      const screen = await (await (await admin(stage, contract)).openMode()).confirm('individual');
      expect(await screen.submit(contract.confirmationPin)).toMatchObject({ accepted: true });
      expect((await stage.bank.contract(contract.contractId)).mode).toBe('individual');
    },
    lie: withAdmin((honest) => ({
      openMode: async () => ({
        ...(await honest.openMode()),
        confirm: async () => ({ submit: async () => accepted, cancel: async () => undefined }),
      }),
    })),
  },
  '実行 on an open transfer screen is asked of the bank': {
    keeps: async (stage) => {
      const contract = await newContract(stage);
      const screen = await (await user(stage, contract)).openTransfer();
      const before = (await stage.bank.attempts(contract.contractId)).length;
      expect(await screen.submit({ account: '1234567', amount: '1', otp: '' })).toMatchObject({ code: 'E-INP-11' });
      expect((await stage.bank.attempts(contract.contractId)).length).toBe(before + 1);
    },
    lie: withUser({ openTransfer: async () => ({ submit: async () => refused('E-INP-11') }) }),
  },
  '現在の設定 is asked each time': {
    keeps: async (stage) => {
      for (const mode of ['shared', 'individual'] as const) {
        const contract = await newContract(stage);
        await stage.bank.setUp(contract.contractId, { mode });
        expect((await (await admin(stage, contract)).overview()).mode).toBe(mode);
      }
    },
    lie: withAdmin((honest) => ({ overview: async () => ({ ...(await honest.overview()), mode: 'individual' }) })),
  },
  'ログオフ ends the session at the portal': {
    keeps: async (stage) => {
      const portal = await admin(stage, await newContract(stage));
      await portal.logOff();
      await expect(portal.overview()).rejects.toThrow(/E-SES-01/);
    },
    lie: withAdmin(() => ({ logOff: async () => undefined })),
  },
  'where a serial is registered is asked of the bank': {
    keeps: async (stage) => {
      const { contractId } = await newContract(stage);
      const serial = await stage.tokens.issue('hardware');
      expect(await stage.bank.serial(serial)).toMatchObject({ users: [], lock: false, driftSteps: 0 });
      await stage.bank.setUp(contractId, { mode: 'shared', serial });
      expect(await stage.bank.serial(serial)).toMatchObject({ contract: contractId, users: ['user01'] });
    },
    lie: (stage) => ({
      ...stage,
      bank: { ...stage.bank, serial: async () => ({ users: [], lock: false, driftSteps: 0 }) },
    }),
  },
  'the stock is asked what becomes of a file': {
    keeps: async (stage) => {
      const before = (await stage.bank.bankLog()).length;
      const serial = `SKTH7${String(before).padStart(4, '0')}`;
      const file = fileOf([soundKey(serial)]);
      expect(await stage.bank.importStock(file)).toMatchObject({ ok: true, imported: 1 });
      expect(await stage.bank.importStock(file)).toMatchObject({ ok: true, imported: 0 });
      const refusal = await stage.bank.importStock(fileOf([soundKey(serial, { digits: 8 })]));
      expect(refusal).toMatchObject({ ok: false, code: 'stock-digits' });
    },
    lie: (stage) => ({
      ...stage,
      bank: { ...stage.bank, importStock: async () => ({ ok: true, imported: 1, updated: 0, notices: [] }) },
    }),
  },
  'the log of the bank is asked each time': {
    keeps: async (stage) => {
      const before = (await stage.bank.bankLog()).length;
      await newContract(stage);
      expect((await stage.bank.bankLog()).length).toBe(before + 1);
    },
    lie: (stage) => ({ ...stage, bank: { ...stage.bank, bankLog: async () => [] } }),
  },
  'a battery is looked at, and a device that fails has failed': {
    keeps: async (stage) => {
      const serial = await stage.tokens.issue('hardware');
      expect(await stage.tokens.battery(serial)).toEqual({ percent: 100, state: 'ok' });
      expect(await stage.tokens.setBattery(serial, 5)).toBe(true);
      expect(await stage.tokens.setBattery(serial, 50)).toBe(false);
      expect(await stage.tokens.battery(serial)).toEqual({ percent: 5, state: 'low' });
      await stage.tokens.fail(serial, 'dark');
      expect(await stage.tokens.battery(serial)).toEqual({ percent: 5, state: 'failed' });
    },
    lie: (stage) => ({ ...stage, tokens: { ...stage.tokens, fail: async () => undefined } }),
  },
  'a correction of the time is asked of the bank, and a mistake is no answer': {
    keeps: async (stage) => {
      const serial = await stage.tokens.issue('hardware');
      expect(await stage.bank.resync(serial, '123456', '123456')).toBe(false);
      await expect(stage.bank.resync('SKTH99999', '123456', '123456')).rejects.toThrow(/serial-unknown/);
    },
    lie: (stage) => ({ ...stage, bank: { ...stage.bank, resync: async () => false } }),
  },
};

describe.each(['domain', 'http'])('level %s', keepAll);
describe.skipIf(findBrowser() === undefined)('level browser', { timeout: 60_000 }, () => keepAll('browser'));

function keepAll(level: string): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(level);
  }, 60_000);
  afterAll(() => stage.close(), 60_000);

  test.each(Object.entries(cases))('%s', async (_promise, { keeps, lie, notAt = [] }) => {
    if (notAt.includes(level)) await expect(keeps(stage)).rejects.toThrow(NotSupported);
    else await keeps(stage);
    await expect(keeps(lie(stage)), 'the lie went unseen').rejects.toThrow();
  });
}
