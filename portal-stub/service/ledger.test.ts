/** What is written down of an act, and what a refused one leaves alone. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '../rules/acts.ts';
import { stepMs } from '../rules/otp.ts';
import { startAt, type TestBank, testBank } from '../testing/test-bank.ts';

const [H1, H2, S1] = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
let bank: TestBank;
let id: string;
beforeEach(() => {
  bank = testBank();
  id = bank.contract();
});
const screen = () => ({ pin: bank.get(id).confirmationPin, seen: bank.get(id).revision });

describe('D-17: what is written down', () => {
  test('each committed act: one history entry and one mail; logins, inquiries, refusals: neither', () => {
    const pin = bank.get(id).confirmationPin;
    const acts: readonly (readonly [committed: boolean, run: () => unknown])[] = [
      [false, () => bank.service.act(id, { type: 'adminLogin', password: bank.get(id).password })],
      [true, () => bank.register(id, H1)],
      [false, () => bank.register(id, H2, { otp: '000000' })],
      [true, () => bank.register(id, S1)],
      [false, () => bank.changeMode(id, 'shared')],
      [true, () => bank.transfer(id, 'user01', bank.freshCode(S1))],
      [false, () => bank.transfer(id, 'user01', bank.code(S1))],
      [false, () => bank.service.act(id, { type: 'inquiry', userId: 'user01' })],
      [true, () => bank.deregister(id)],
      [true, () => bank.changeMode(id, 'individual')],
      [true, () => bank.service.act(id, { type: 'addUser', userId: 'user04', name: '新', ...screen() })],
      [true, () => bank.service.act(id, { type: 'renameUser', userId: 'user04', name: '改', ...screen() })],
      [true, () => bank.register(id, H1, { userIds: ['user01', 'user04'] })],
      [false, () => Array.from({ length: 7 }, () => bank.transfer(id, 'user04', '000000'))],
      [true, () => bank.service.act(id, { type: 'unlockUser', userId: 'user04', ...screen() })],
      [true, () => bank.service.act(id, { type: 'deleteUser', userId: 'user04', ...screen() })],
    ];
    let expected = 0;
    for (const [committed, run] of acts) {
      run();
      if (committed) expected += 1;
      expect(bank.service.history(id)).toHaveLength(expected);
      expect(bank.service.mails(id)).toHaveLength(expected);
    }
    expect(bank.service.history(id).map(({ who, what }) => `${who} ${what}`)).toEqual([
      '管理者 ワンタイムパスワードの利用登録',
      '管理者 ワンタイムパスワードの利用登録',
      'user01 資金移動',
      '管理者 ワンタイムパスワードの利用登録解除',
      '管理者 ワンタイムパスワード利用形態の変更（全ての利用者が異なるトークンを使用する）',
      '管理者 利用者登録',
      '管理者 利用者情報変更',
      '管理者 ワンタイムパスワードの利用登録',
      '管理者 利用中止解除',
      '管理者 利用者登録抹消',
    ]);
    expect(bank.service.history(id)[1]).toEqual({
      at: startAt + 2 * stepMs,
      who: '管理者',
      what: 'ワンタイムパスワードの利用登録',
      users: ['user01', 'user02', 'user03'],
      oldSerials: [H1],
      newSerial: S1,
    });
    const mail = bank.service.mails(id)[1];
    expect(mail).toMatchObject({ to: bank.get(id).email, at: startAt + 2 * stepMs });
    expect(mail?.body).toContain(`変更前のシリアル番号：${H1}\n変更後のシリアル番号：${S1}`);
    expect(JSON.stringify([bank.service.history(id), bank.service.mails(id)])).not.toContain(pin);
  });

  test('I5: each act judged leaves one attempt with one reason, in both languages', () => {
    const given: readonly [Act['type'], string | undefined][] = [];
    const expected = [...given];
    const note = (act: Act['type'], reason?: string) => expected.push([act, reason]);
    bank.register(id, H1);
    note('register');
    bank.register(id, 'SKTH09999', { otp: '123456' });
    note('register', 'serial-unknown');
    bank.register(id, H1, { pin: 'wrong1234' });
    note('register', 'pin-wrong');
    bank.changeMode(id, 'shared');
    note('changeMode');
    bank.transfer(id, 'user01', bank.freshCode(H1));
    note('transfer');
    bank.transfer(id, 'user01', bank.code(H1));
    note('transfer', 'otp-used');
    bank.service.act(id, { type: 'userLogin', userId: 'nobody', password: 'x' });
    note('userLogin', 'login-wrong');
    bank.service.recordRefusal(id, 'register', 'form-token');
    note('register', 'form-token');
    const attempts = bank.service.attempts(id);
    expect(attempts.map(({ act, reason }) => [act, reason])).toEqual(expected);
    // The reason, not its words.
    expect(JSON.stringify(attempts)).not.toMatch(/受理|accepted|使用済み/);
    expect(attempts.map(({ who }) => who)).toEqual([
      '管理者',
      '管理者',
      '管理者',
      '管理者',
      'user01',
      'user01',
      '不明',
      '不明',
    ]);
    expect(attempts[4]?.serial).toBe(H1);
  });

  test('I1: nothing that was typed as a secret is written anywhere, whichever field it was typed into', () => {
    const typed = ['secret77pin', '314159', 'otherSecret8', 'himitsu999'] as const;
    const [pin, otp, password, lost] = typed;
    bank.register(id, H1, { otp, pin });
    bank.register(id, H1, { otp });
    bank.register(id, lost, { otp, pin });
    bank.register(id, otp, { otp: lost });
    bank.transfer(id, 'user01', otp);
    bank.service.act(id, { type: 'transfer', userId: 'user01', account: otp, amount: otp, otp });
    bank.service.act(id, { type: 'adminLogin', password });
    bank.service.act(id, { type: 'userLogin', userId: lost, password });
    bank.service.act(lost, { type: 'adminLogin', password });
    bank.service.act('99999999999', { type: 'userLogin', userId: lost, password });
    bank.service.act(id, { type: 'deleteUser', userId: lost, pin, seen: bank.get(id).revision });
    const written = ['', id].flatMap((log) => [
      bank.service.history(log),
      bank.service.mails(log),
      bank.service.attempts(log),
    ]);
    expect(written.flat().length).toBeGreaterThan(8);
    for (const secret of typed) expect(JSON.stringify(written)).not.toContain(secret);
  });
});

describe('D-06: a refused act changes failure counters and the attempt log, nothing else', () => {
  test('the whole of it, compared', () => {
    bank.register(id, H1);
    const state = () => {
      const contract = bank.get(id);
      const users = contract.users.map((user) => ({ ...user, failures: 0 }));
      return JSON.stringify([
        { ...contract, failures: 0, users },
        bank.service.history(id),
        bank.service.mails(id),
        [H1, H2, S1].map((serial) => bank.service.serial(serial)),
      ]);
    };
    const before = state();
    bank.register(id, H2, { otp: '000000' });
    bank.register(id, H2, { otp: bank.code(H2), pin: 'wrong1234' });
    bank.register(id, '', { otp: '' });
    bank.deregister(id, { pin: 'wrong1234' });
    bank.transfer(id, 'user01', '000000');
    bank.service.act(id, { type: 'addUser', userId: 'user01', name: 'x', ...screen() });
    bank.service.act(id, { type: 'deleteUser', userId: 'nobody', ...screen() });
    expect(state()).toBe(before);
  });
});
