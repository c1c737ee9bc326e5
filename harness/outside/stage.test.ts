/** A stage of somebody else's portal, held against a bank of a few lines in memory. */
import { describe, expect, test } from 'vitest';
import { otpForm } from '../../common/token-forms.ts';
import { NotSupported, type Stage, UnknownFact } from '../ports.ts';
import type { Company, OutsidePortal, Told } from './portal.ts';
import { outsideStage } from './stage.ts';

const company: Company = {
  id: '10000000001',
  password: 'Kanri123',
  pin: 'Shonin12',
  users: ['ichi', 'ni', 'san'].map((id) => ({ id, name: id, password: `Pass${id}1` })),
};

/** Takes every code with the right PIN; `wrong` is what it gets wrong. */
function smallBank(wrong: { keeps?: boolean } = {}) {
  const told: string[] = [];
  let serial: string | undefined;
  let mode: 'shared' | 'individual' = 'shared';
  const users = new Map<string, string | undefined>(company.users.map(({ id }) => [id, undefined]));
  const answer = (ok: boolean, text: string): Told => ({ ok, text });
  const portal: OutsidePortal<string> = {
    name: '小さな銀行',
    refusals: { 確認暗証番号の誤り: '番号違い', 利用中止: '中止' },
    done: { registered: '済', deregistered: '消', unchanged: '同', transferred: '受' },
    lease: async ({ nth }) => {
      if (nth > 1) throw new NotSupported('会社は一つだけです');
      return company;
    },
    stock: async (pskc) => void told.push(`stock ${pskc.includes('PlainValue')}`),
    setClock: async (now) => void told.push(`clock ${now}`),
    logIn: async ({ password }, userId) =>
      userId === undefined && password !== company.password ? answer(false, '番号違い') : (userId ?? 'admin'),
    registrations: async () => ({ mode, serial, users: mode === 'shared' ? new Map() : new Map(users) }),
    changeMode: async (_window, wanted) => {
      mode = wanted ?? mode;
      return answer(true, '変更');
    },
    register: async (_window, form) => {
      if (form.pin !== company.pin) return answer(false, '番号違い');
      if (!otpForm.test(form.otp)) return answer(false, 'これは知らない文言');
      if (mode === 'shared') serial = form.serial;
      for (const id of form.userIds) users.set(id, form.serial);
      return answer(true, '済');
    },
    deregister: async (_window, form) => {
      if (!wrong.keeps) serial = undefined;
      for (const id of form.userIds) users.set(id, undefined);
      return answer(true, '消');
    },
    transfer: async () => answer(true, '受'),
    inquiry: async () => answer(true, '残高'),
  };
  return { portal, told };
}

const open = (portal: OutsidePortal<string>): Promise<Stage> =>
  outsideStage(portal).open({ seed: 7, now: 1_775_001_600_000 });
const people = [
  { userId: 'user01', name: '法人 太郎' },
  { userId: 'user02', name: '法人 花子' },
];

describe('an outside stage', () => {
  test("calls the company's users by the names of the features, and sees those whom nobody named", async () => {
    const { portal } = smallBank();
    const stage = await open(portal);
    const contract = await stage.bank.createContract({ users: people });
    expect(contract.users.map(({ userId, password }) => [userId, password])).toEqual([
      ['user01', 'Passichi1'],
      ['user02', 'Passni1'],
    ]);
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    await (await admin.openMode()).submit('individual');
    const serial = await stage.tokens.issue('software');
    const screen = await admin.openRegistration();
    const outcome = await screen.submit({ userIds: ['user02'], serial, otp: '123456', pin: contract.confirmationPin });
    expect(outcome).toMatchObject({ accepted: true, status: '登録完了' });
    expect(outcome.accepted && outcome.shown?.users.get('user02')).toBe(serial);
    expect(await stage.bank.contract(contract.contractId)).toMatchObject({ beyond: [['san', undefined]] });
    await stage.close();
  });

  test('is cleared before the next scenario, and one that can not be put back fails', async () => {
    const { portal } = smallBank({ keeps: true });
    const stage = await open(portal);
    const contract = await stage.bank.createContract({ users: people });
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    const form = { userIds: [], serial: await stage.tokens.issue('software'), otp: '123456', pin: company.pin };
    await (await admin.openRegistration()).submit(form);
    await stage.end?.();
    await expect(stage.bank.createContract({ users: people })).rejects.toThrow(/元に戻せません/);
    await stage.close();
  });

  test('tells the bank the secret before an issue is answered, and moves both clocks as one', async () => {
    const { portal, told } = smallBank();
    const stage = await open(portal);
    await stage.tokens.issue('hardware');
    await stage.clock.advance(30_000);
    expect(told).toEqual(['clock 1775001600000', 'stock true', 'clock 1775001630000']);
    await stage.close();
  });

  test('says of each fact that it is unknown, and skips what needs a function that is not there', async () => {
    const { portal } = smallBank();
    const stage = await open(portal);
    const contract = await stage.bank.createContract({ users: people });
    for (const fact of ['history', 'mails', 'attempts'] as const) {
      await expect(stage.bank[fact](contract.contractId)).rejects.toThrow(UnknownFact);
    }
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    await expect(admin.openUserScreen('rename', 'user01')).rejects.toThrow(/manageUser/);
    await expect(stage.bank.createContract({ users: people })).rejects.toThrow('会社は一つだけです');
    await expect(stage.bank.createContract({ users: people, policy: { lockLimit: 3 } })).rejects.toThrow(/lockLimit/);
    await stage.close();
  });

  test('does not pass off a form that was filled before another act as a fresh one', async () => {
    const { portal } = smallBank();
    const stage = await open(portal);
    const contract = await stage.bank.createContract({ users: people });
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    const before = await admin.openDeregistration();
    await (await admin.openMode()).submit('individual');
    await expect(before.submit({ userIds: [], pin: company.pin })).rejects.toThrow(NotSupported);
    await stage.close();
  });

  test('keeps a screen open where the adapter can, in the company’s own ids', async () => {
    const { portal } = smallBank();
    const sent: unknown[] = [];
    const stage = await open({
      ...portal,
      openScreen: async (_window, screen) => ({
        submit: async (form) => {
          sent.push([screen, form.userIds]);
          return { ok: false, text: '画面が古くなりました。' };
        },
      }),
      refusals: { ...portal.refusals, 表示後の変更: '画面が古くなりました。' },
    });
    const contract = await stage.bank.createContract({ users: people });
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    const before = await admin.openDeregistration();
    await (await admin.openMode()).submit('individual');
    expect(await before.submit({ userIds: ['user02'], pin: company.pin })).toMatchObject({ code: 'E-STA-01' });
    expect(sent).toEqual([
      ['mode', undefined],
      ['deregister', [company.users[1]?.id]],
    ]);
    await stage.close();
  });

  test('leads nobody into a stop by several acts at once', async () => {
    const { portal } = smallBank();
    let sent = 0;
    const stage = await open({
      ...portal,
      transfer: async () => {
        sent += 1;
        return { ok: false, text: 'カードを確認できません。' };
      },
      refusals: { ...portal.refusals, トークン認証の誤り: 'カードを確認できません。' },
    });
    const user = stage.user(await stage.bank.createContract({ users: people }), 'user01');
    await user.logIn(company.users[0]?.password ?? '');
    const open12 = await Promise.all(Array.from({ length: 12 }, () => user.openTransfer()));
    const order = { account: '1234567', amount: '10000', otp: '123456' };
    await Promise.allSettled(open12.map((screen) => screen.submit(order)));
    expect(sent).toBe(6);
    await stage.close();
  });

  test('fails on a text that no table knows', async () => {
    const { portal } = smallBank();
    const stage = await open(portal);
    const contract = await stage.bank.createContract({ users: people });
    const admin = stage.admin(contract);
    await admin.logIn(contract.password);
    const screen = await admin.openRegistration();
    const form = { userIds: [], serial: 'SKTH00001', otp: 'abc', pin: company.pin };
    await expect(screen.submit(form)).rejects.toThrow('これは知らない文言');
    await stage.close();
  });
});
