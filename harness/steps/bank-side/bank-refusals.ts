/** What the bank's own side takes and refuses: new contracts, set-up, and where a serial is registered. */
import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { type BankPolicy, NotSupported } from '../../ports.ts';
import { spelled } from '../../scene/mistakes.ts';
import { present } from '../../scene/procedures.ts';
import { contractOf, type Scene, serialOf } from '../../scene/scene.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    userId: `user${String(index + 1).padStart(2, '0')}`,
    name: `法人 ${index + 1}郎`,
  }));

Given('{int}人の利用者のいるご契約先がある', function (this: IchidoWorld, count: number) {
  this.scene.users = people(count);
});
function agree(scene: Scene, policy: BankPolicy): void {
  if (scene.contract !== undefined) throw new Error('取り決めは、ご契約先を使い始める前に書いてください');
  scene.policy = { ...scene.policy, ...policy };
}
Given('銀行の取り決めでは、{int}回続けて誤ると止まる', function (this: IchidoWorld, lockLimit: number) {
  agree(this.scene, { lockLimit });
});
Given('銀行の取り決めでは、前後{int}ステップまで受け付ける', function (this: IchidoWorld, windowSteps: number) {
  agree(this.scene, { windowSteps });
});
Given('銀行の取り決めでは、{int}分使わないとログオフになる', function (this: IchidoWorld, idleMinutes: number) {
  agree(this.scene, { idleMinutes });
});

const refuses = (work: () => Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(work, (error: Error) => {
    // No answer of the bank's: nobody could ask it.
    if (error instanceof NotSupported) throw error;
    assert.ok(error.message.includes(code), `銀行の断りは「${error.message}」です`);
    return true;
  });

Then('銀行は{int}人の利用者のご契約先を作れる', async function (this: IchidoWorld, count: number) {
  assert.equal((await this.scene.stage.bank.createContract({ users: people(count) })).users.length, count);
});
Then(
  '銀行は{int}人の利用者のご契約先を作れず、理由は{理由}である',
  function (this: IchidoWorld, count: number, code: string) {
    return refuses(() => this.scene.stage.bank.createContract({ users: people(count) }), code);
  },
);
Then(
  '銀行は利用者ID{表示}、利用者名{表示}のご契約先を作れず、理由は{理由}である',
  function (this: IchidoWorld, userId: string, name: string, code: string) {
    const users = [...people(1), { userId: spelled(userId), name: spelled(name) }];
    return refuses(() => this.scene.stage.bank.createContract({ users }), code);
  },
);
Then(
  '銀行は利用者ID{表示}、利用者名{表示}のご契約先を作れる',
  async function (this: IchidoWorld, userId: string, name: string) {
    const users = [...people(1), { userId: spelled(userId), name: spelled(name) }];
    const made = await this.scene.stage.bank.createContract({ users });
    assert.deepEqual(
      made.users.map((user) => [user.userId, user.name]),
      users.map((user) => [user.userId, user.name]),
    );
  },
);
Then(
  '銀行はシリアル番号{表示}を登録の準備に使えず、理由は{理由}である',
  async function (this: IchidoWorld, serial: string, code: string) {
    const { contractId } = await contractOf(this.scene);
    const { bank } = this.scene.stage;
    await refuses(() => bank.setUp(contractId, { mode: 'shared', serial: spelled(serial) }), code);
  },
);
Then(
  '銀行は{トークン}を登録の準備に使えず、理由は{理由}である',
  async function (this: IchidoWorld, tokens: string[], code: string) {
    const { contractId, users } = await present(this.scene);
    const serials = tokens.map((name) => serialOf(this.scene, name));
    const each = Object.fromEntries(serials.map((serial, index) => [users[index]?.userId ?? '', serial]));
    await refuses(() => this.scene.stage.bank.setUp(contractId, { mode: 'individual', users: each }), code);
  },
);

When('銀行がご契約先を解約する', async function (this: IchidoWorld) {
  await this.scene.stage.bank.deleteContract((await contractOf(this.scene)).contractId);
});
When('銀行が{トークン}を登録した別のご契約先を解約する', async function (this: IchidoWorld, tokens: string[]) {
  const { bank } = this.scene.stage;
  const { contract } = await bank.serial(serialOf(this.scene, one(tokens)));
  assert.ok(contract !== undefined && contract !== this.scene.contract?.contractId, '別のご契約先にありません');
  await bank.deleteContract(contract);
});
When('銀行が別のご契約先の契約利用中止を解除する', async function (this: IchidoWorld) {
  const { bank } = this.scene.stage;
  await bank.unlock((await bank.createContract({ users: people(1) })).contractId);
});
Then('銀行では{トークン}はどこにも登録されていない', async function (this: IchidoWorld, tokens: string[]) {
  for (const token of tokens) {
    const status = await this.scene.stage.bank.serial(serialOf(this.scene, token));
    assert.deepEqual([status.contract, status.users], [undefined, []], token);
  }
});
Then(
  '銀行では{トークン}は{利用者}に登録されている',
  async function (this: IchidoWorld, tokens: string[], userIds: string[]) {
    const status = await this.scene.stage.bank.serial(serialOf(this.scene, one(tokens)));
    assert.equal(status.contract, (await contractOf(this.scene)).contractId);
    assert.deepEqual([...status.users].sort(), [...userIds].sort());
  },
);
Then('銀行では{トークン}は登録画面でロックされている', async function (this: IchidoWorld, tokens: string[]) {
  assert.equal((await this.scene.stage.bank.serial(serialOf(this.scene, one(tokens)))).lock, true);
});
Then('銀行では{トークン}は登録画面でロックされていない', async function (this: IchidoWorld, tokens: string[]) {
  for (const token of tokens)
    assert.equal((await this.scene.stage.bank.serial(serialOf(this.scene, token))).lock, false, token);
});
/** A policy belongs to a contract from its first day, so another policy is another contract of the same people. */
Given('銀行の取り決めを使うため、ご契約先を改める', function (this: IchidoWorld) {
  this.scene.contract = undefined;
  this.scene.setUp = { mode: 'shared' };
});
Then('銀行は取り決め{表示}を{int}とするご契約先を作れない', function (this: IchidoWorld, name: string, value: number) {
  const policy = { [name]: value } as BankPolicy;
  return refuses(() => this.scene.stage.bank.createContract({ users: people(1), policy }), 'policy-invalid');
});
