/** What the pages show, in the manual's words (S-05 to S-36); a level without pages skips. */
import assert from 'node:assert/strict';
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { type Entrance, NotSupported, type PagePart, type PartKind, type ScreenName } from '../ports.ts';
import { attempt, lastAct } from '../scene/acts.ts';
import { adminWindow, contractOf, type Scene, serialOf, userWindow } from '../scene/scene.ts';
import { lookUp } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

const entrances: { readonly [word: string]: Entrance } = {
  トップ: 'top',
  管理者ログイン: 'adminLogin',
  利用者ログイン: 'userLogin',
};
const kinds: { readonly [word: string]: PartKind } = {
  題: 'title',
  見出し: 'heading',
  閉じた見出し: 'closed',
  文: 'text',
  印: 'mark',
  項目: 'term',
  値: 'value',
  列: 'column',
  入力欄: 'field',
  伏せた入力欄: 'masked',
  選択肢: 'choice',
  選ばれた選択肢: 'chosen',
  ボタン: 'button',
  リンク: 'link',
};
const aboutOne: readonly ScreenName[] = ['rename', 'delete', 'unlock'];

When('誰かが{表示}の入口を見る', function (this: IchidoWorld, word: string) {
  const place = lookUp(entrances, word);
  return attempt(this.scene, async () => this.scene.stage.admin(await contractOf(this.scene)).goTo(place));
});
When('管理者が{画面}を見る', function (this: IchidoWorld, screen: ScreenName) {
  const subject = aboutOne.includes(screen) ? 'user01' : undefined;
  return attempt(this.scene, async () => (await adminWindow(this.scene, '')).goTo(screen, subject));
});
When('{利用者}が{画面}を見る', function (this: IchidoWorld, userIds: string[], screen: ScreenName) {
  return attempt(this.scene, async () => (await userWindow(this.scene, one(userIds))).goTo(screen));
});

/** The page that the last act led to. */
function shownPage(scene: Scene): readonly PagePart[] {
  const { page } = lastAct(scene).outcome;
  if (page === undefined) throw new NotSupported('この実行レベルには画面がありません');
  return page;
}
const said = ({ kind, text }: PagePart): string => `${Object.keys(kinds).find((word) => kinds[word] === kind)} ${text}`;

/** What only this run knows stands in the words by its name: a token's serial, the contract's address. */
async function inFull(scene: Scene, words: string): Promise<string> {
  const text = words.replace(/トークン「([^」]+)」のシリアル番号/g, (_, name: string) => serialOf(scene, name));
  if (text !== 'ご契約先Eメールアドレス') return text;
  const mails = await scene.stage.bank.mails((await contractOf(scene)).contractId);
  return mails.at(-1)?.to ?? assert.fail('メールがありません');
}

Then('画面には、上から次のものがこの順にある:', async function (this: IchidoWorld, table: DataTable) {
  const page = shownPage(this.scene);
  let from = 0;
  for (const [word = '', words = ''] of table.raw()) {
    const text = await inFull(this.scene, words);
    const kind = lookUp(kinds, word);
    const found = page.findIndex((part, index) => index >= from && part.kind === kind && part.text === text);
    assert.notEqual(found, -1, `「${word} ${text}」がその順にありません。画面: ${page.map(said).join('｜')}`);
    from = found + 1;
  }
});
Then('画面の題は{表示}である', function (this: IchidoWorld, text: string) {
  assert.deepEqual(textsOf(shownPage(this.scene), ['title']), [text]);
});
Then('画面の入力欄は次のもので、ほかにはない:', function (this: IchidoWorld, table: DataTable) {
  assert.deepEqual(textsOf(shownPage(this.scene), ['field', 'masked']), table.raw().flat());
});
Then('画面に入力欄はない', function (this: IchidoWorld) {
  assert.deepEqual(textsOf(shownPage(this.scene), ['field', 'masked']), []);
});
Then('画面のボタンは次のもので、ほかにはない:', function (this: IchidoWorld, table: DataTable) {
  assert.deepEqual(textsOf(shownPage(this.scene), ['button']), table.raw().flat());
});
Then('{表示}には次のものがこの順にある:', function (this: IchidoWorld, menu: string, table: DataTable) {
  const links = shownPage(this.scene).filter((part) => part.menu === menu && part.kind === 'link');
  assert.deepEqual(textsOf(links, ['link']), table.raw().flat());
});
Then('画面のどこにも{表示}とはない', function (this: IchidoWorld, text: string) {
  assert.deepEqual(
    shownPage(this.scene).filter((part) => part.text.includes(text)),
    [],
  );
});

const textsOf = (page: readonly PagePart[], wanted: readonly PartKind[]): string[] =>
  page.filter(({ kind }) => wanted.includes(kind)).map(({ text }) => text);
