/**
 * The battery-depletion swap as a person does it (S-26 to S-31): one eye on the desk's screen, the other on the portal's
 * pages. Nothing is read but what the screens show. Used by the tests in a pty and in tmux, and by the pictures.
 */
import { adminHttp } from '../../harness/drivers/http/admin.ts';
import type { AdminPortal, BankContract } from '../../harness/ports.ts';

/** A screen in somebody's hands. */
export interface Hands {
  type(text: string): void;
  text(): string;
  /** Zero-based cell of a text. */
  place(text: string): { readonly x: number; readonly y: number };
  until(wanted: string | RegExp | ((text: string) => boolean), deadlineMs?: number): Promise<void>;
}

export interface Walk {
  readonly by: 'keys' | 'mouse';
  readonly lang: 'ja' | 'en';
  /** Called at the moments worth a picture. */
  readonly look?: (moment: 'desk' | 'fading' | 'walk' | 'code' | 'done') => Promise<void>;
}

const words = {
  ja: {
    swap: '電池切れ交換',
    press: '  ① 押す ',
    next: '次へ →',
    refused: '受け付けません',
    done: '登録完了',
    fading: '電池がなくなって',
    yes: 'はい (y)',
  },
  en: {
    swap: 's swap',
    press: '  ① press ',
    next: 'Next →',
    refused: 'refused',
    done: 'Registered',
    fading: 'running down',
    yes: 'Yes (y)',
  },
} as const;

/** Returns the serial that the portal shows at the end. Throws with the screen when something expected is not seen. */
export async function walkSwap(hands: Hands, walk: Walk): Promise<string | undefined> {
  const say = words[walk.lang];
  const look = walk.look ?? (async () => {});
  const mouse = async (text: string, nth: 'first' | 'last' = 'first') => {
    // A frame may still be on its way.
    await hands.until(text);
    const { x, y } = nth === 'first' ? hands.place(text) : lastPlace(hands, text);
    hands.type(`\u001b[<0;${x + 2};${y + 1}M\u001b[<0;${x + 2};${y + 1}m`);
  };
  const act = async (key: string, click: () => Promise<void>) => (walk.by === 'keys' ? hands.type(key) : click());

  await hands.until(/http:\/\/127\.0\.0\.1:\d+/);
  await hands.until('SKTH00001');
  const { admin, pin } = await enterPortal(hands.text());

  // The token that is in use, with a full battery.
  await act(' ', () => mouse(say.press));
  const shown = /SKTH00001.* (\d{6}) /;
  await hands.until(shown);
  const code = shown.exec(hands.text())?.[1] ?? '';
  await registered(admin, { serial: 'SKTH00001', otp: code, pin });
  await hands.until(/SKTH00001 (ポータルに登録|registered)/);
  await look('desk');

  await act('s', () => mouse(say.swap));
  await hands.until(say.yes);
  await act('y', () => mouse(say.yes));
  await hands.until(say.fading);
  await hands.until(/ [54] ?%/);
  await look('fading');
  await hands.until(/SKTH00001 [→>] (SKTH\d{5})/, 60_000);
  const fresh = /SKTH00001 [→>] (SKTH\d{5})/.exec(hands.text())![1]!;
  await look('walk');
  for (let step = 0; step < 5; step++) {
    const before = hands.text();
    await act('\r', () => mouse(say.next));
    await hands.until((text) => text !== before);
  }
  await act(' ', () => mouse(say.press, 'last'));
  const aid = /① \S+ +(\d{6})/;
  await hands.until(aid);
  const typed = aid.exec(hands.text())![1]!;
  await look('code');
  // A person who mistypes the PIN sees why on the desk, too.
  const wrong = await (await admin.openRegistration()).submit({
    userIds: [],
    serial: fresh,
    otp: typed,
    pin: 'machigai9',
  });
  if (wrong.accepted) throw new Error('a wrong PIN was accepted');
  await hands.until(say.refused);
  await registered(admin, { serial: fresh, otp: typed, pin });
  await hands.until(new RegExp(`${say.done} +${fresh}`));
  await look('done');
  await act('\r', () => mouse(walk.lang === 'ja' ? '閉じる' : 'Close'));
  await hands.until((text) => !text.includes(say.done));
  return (await admin.openRegistration()).shown.serial;
}

async function registered(admin: AdminPortal, form: { serial: string; otp: string; pin: string }): Promise<void> {
  const screen = await admin.openRegistration();
  const outcome = await screen.submit({ userIds: [], ...form });
  if (!outcome.accepted) throw new Error(`not registered: ${outcome.code} ${outcome.text}`);
}

/** What a person copies from the desk's second line into the login page. */
async function enterPortal(text: string): Promise<{ admin: AdminPortal; pin: string }> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
  const [, contractId, password, pin] =
    /(?:契約|ご契約先ID|Contract) (\d{11})\s+(?:暗証番号|password) (\S+)\s+(?:確認|確認暗証番号|PIN) (\S+)/.exec(
      text,
    ) ?? [];
  if (contractId === undefined || password === undefined || pin === undefined)
    throw new Error(`no contract on:\n${text}`);
  const admin = adminHttp(url, { contractId } as BankContract);
  const login = await admin.logIn(password);
  if (!login.accepted) throw new Error(`login refused: ${login.code} ${login.text}`);
  return { admin, pin };
}

function lastPlace(hands: Hands, text: string): { x: number; y: number } {
  const lines = hands.text().split('\n');
  const y = lines.findLastIndex((line) => line.includes(`${text.trim()} `));
  const column = lines[y]!.lastIndexOf(`${text.trim()} `);
  // Cells before it: this is only asked for texts whose line begins in the same column as another of their kind.
  const before = lines[y]!.slice(0, column);
  return { x: [...before].reduce((cells, ch) => cells + (/[　-鿿＀-｠]/.test(ch) ? 2 : 1), 0), y };
}
