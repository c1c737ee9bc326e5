/** What the desk says where it is lines and no screen. PURE. */
import { commandTexts } from './commands.ts';

const { press, menu, help, quit } = commandTexts;

export const linesJa = {
  welcome: '一度 ichido デスク（行モード）',
  hint: `番号でトークンを選択、p ${press.short.ja}、m ${menu.short.ja}、? ${help.short.ja}、q ${quit.short.ja}。空行で一覧。`,
  chosen: '選択中',
  more: (count: number) => `ほか${count}個。/ に続けて文字を入力すると絞り込めます`,
  choose: '番号を入力（空行で戻る）',
  yesOrNo: 'y で実行、それ以外で中止',
  fieldHint: '（空行でそのまま、. で戻る）',
  pinHint: '（入力した文字は画面に見えます。. で戻る）',
  noSuchNumber: 'その番号はありません',
  unknown: 'そのキーはありません。? でキーの一覧',
  guideKeys: '空行で次へ、b で前へ、p で①を押す、c でコード、y でシリアル番号、. でデスクに戻る',
  guideLeft: 'デスクに戻りました',
  devices: '番号でデバイスを選択、r 読み取り、b 割り当て、s スロットや名前を指定、u 割り当て解除、. で戻る',
  device: (name: string) => `デバイス ${name}`,
};

export type LinesTexts = typeof linesJa;

export const linesEn: LinesTexts = {
  welcome: 'ichido desk, line by line',
  hint: `A number chooses a token, p ${press.short.en}, m ${menu.short.en}, ? ${help.short.en}, q ${quit.short.en}. An empty line lists the tokens.`,
  chosen: 'chosen',
  more: (count) => `${count} more: / and some letters filter them`,
  choose: 'type a number (an empty line goes back)',
  yesOrNo: 'y does it, anything else does not',
  fieldHint: '(an empty line keeps it, . goes back)',
  pinHint: '(what you type can be seen; . goes back)',
  noSuchNumber: 'there is no such number',
  unknown: 'no such key; ? lists them',
  guideKeys: 'empty line: next; b: back; p: press ①; c: the code; y: the serial; . back to the desk',
  guideLeft: 'back at the desk',
  devices: 'a number chooses a device; r reads, b binds, s names a slot, u unbinds; . goes back',
  device: (name) => `device ${name}`,
};
