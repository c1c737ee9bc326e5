/**
 * かもめ銀行, a bank made up to be unlike ichido's stub: cards instead of tokens, companies that exist for good, its own
 * sentences. Rules only; pages.ts shows them. One thing at a time can be wrong on purpose: `faults`.
 */
import { createHmac } from 'node:crypto';

/** What can be wrong on purpose, and the ids of the rules whose scenarios tell it. */
export const faults = {
  'mode-change-keeps-cards': ['S-18'],
  'any-approval-number': ['S-28', 'S-20'],
  'card-number-used-again': ['D-04'],
  'wide-window': ['D-04'],
  'swap-moves-all-sharers': ['easy-b', 'S-31'],
  'burnt-before-approval': ['D-05'],
  'removal-hits-all': ['D-07'],
  'order-without-card': ['D-08'],
  'refusal-registers': ['D-06', 'S-23'],
  'card-id-trimmed': ['D-14'],
  'old-card-works': ['S-31'],
  'text-of-its-own': ['D-12'],
  'foreign-card': ['D-22'],
} as const;
export type Fault = keyof typeof faults;

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly secretWord: string;
  card?: string;
}
export interface Firm {
  readonly id: string;
  readonly secretWord: string;
  readonly approvalNumber: string;
  readonly members: readonly Member[];
  together: boolean;
  card?: string;
}
interface Card {
  readonly secret: Buffer;
  lastStep: number;
  drift: number;
  /** By firm: wrong numbers in a row when it was to be registered. */
  readonly misses: Map<string, number>;
}
const mostMisses = 7;
export interface CardForm {
  readonly members: readonly string[];
  readonly card: string;
  readonly number: string;
  readonly approval: string;
}

export const texts = {
  registered: 'カードを登録しました。',
  removed: 'カードの登録を取り消しました。',
  unchanged: 'いまの設定と同じです。変更はありません。',
  changed: '設定を変更しました。',
  ordered: 'お振込みを受け付けました。',
  session: 'ログインし直してください。',
  login: 'お客様番号か暗証語が違います。',
  noMode: '使い方を選んでください。',
  noCard: 'カード番号が入っていません。',
  cardForm: 'カード番号は英数半角9文字です。',
  noNumber: 'カードの数字が入っていません。',
  numberForm: 'カードの数字は半角6桁です。',
  noApproval: '承認番号が入っていません。',
  approvalForm: '承認番号は半角英数字です。',
  noMember: '担当者を選んでください。',
  nothing: 'カードがありません。',
  approval: '承認番号が違います。',
  card: 'カードを確認できませんでした。',
  unknownCard: 'そのカードは当行のものではありません。',
  account: '口座番号は半角数字です。',
  amount: '金額は1円以上の半角数字です。',
} as const;

export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}
const no = (text: string): Answer => ({ ok: false, text });
const yes = (text: string): Answer => ({ ok: true, text });

export interface Bank {
  readonly firms: readonly Firm[];
  setNow(now: number): void;
  now(): number;
  stock(serial: string, secret: Buffer): void;
  changeMode(firm: Firm, together: boolean | undefined): Answer;
  register(firm: Firm, form: CardForm): Answer;
  remove(firm: Firm, form: Pick<CardForm, 'members' | 'approval'>): Answer;
  order(firm: Firm, member: Member, form: { account: string; amount: string; number: string }): Answer;
}

/** @param clock milliseconds since the epoch, until somebody sets the bank's own. */
export function openBank(firms: readonly Firm[], clock: () => number, fault?: Fault): Bank {
  const cards = new Map<string, Card>();
  /** Cards that were somebody's once: for the fault in which they go on working. */
  const former = new Map<Member, string[]>();
  let set: number | undefined;
  const now = (): number => set ?? clock();
  const wrong = (name: Fault): boolean => fault === name;

  const approvalWrong = (firm: Firm, approval: string): string | undefined => {
    if (approval === firm.approvalNumber || wrong('any-approval-number')) return undefined;
    return texts.approval;
  };
  const approvalForm = (approval: string): string | undefined => {
    if (approval === '') return texts.noApproval;
    return /^(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9().\-/{}:,#<>*%@+;=?_]{6,12}$/.test(approval)
      ? undefined
      : texts.approvalForm;
  };
  const cardOf = (firm: Firm, member: Member): string | undefined => (firm.together ? firm.card : member.card);

  /** The step of a right number that nobody has used yet. */
  function stepOf(card: Card | undefined, number: string): number | undefined {
    if (card === undefined) return undefined;
    const [here, width] = [Math.floor(now() / 30_000) + card.drift, wrong('wide-window') ? 4 : 1];
    for (let step = here - width; step <= here + width; step += 1) {
      const used = step <= card.lastStep && !wrong('card-number-used-again');
      if (!used && numberAt(card.secret, step) === number) return step;
    }
    return undefined;
  }
  function spend(card: Card, step: number): void {
    card.drift += step - (Math.floor(now() / 30_000) + card.drift);
    card.lastStep = Math.max(card.lastStep, step);
  }
  const holders = (serial: string): Firm | undefined =>
    firms.find((firm) => firm.card === serial || firm.members.some(({ card }) => card === serial));

  function give(firm: Firm, members: readonly Member[], serial: string): void {
    const olds = firm.together ? [firm.card] : members.map(({ card }) => card);
    for (const member of firm.together ? firm.members : members) {
      former.set(member, [...(former.get(member) ?? []), ...olds.filter((old) => old !== undefined)]);
    }
    if (firm.together) firm.card = serial;
    const moved = wrong('swap-moves-all-sharers')
      ? firm.members.filter(({ card }) => card !== undefined && olds.includes(card))
      : [];
    for (const member of firm.together ? [] : [...members, ...moved]) member.card = serial;
  }

  return {
    firms,
    now,
    setNow: (at) => {
      set = at;
    },
    stock: (serial, secret) =>
      void cards.set(serial, { secret, lastStep: Number.NEGATIVE_INFINITY, drift: 0, misses: new Map() }),

    changeMode(firm, together) {
      if (together === undefined) return no(texts.noMode);
      if (together === firm.together) return yes(texts.unchanged);
      if (wrong('mode-change-keeps-cards')) {
        if (together) firm.card = firm.members.find(({ card }) => card !== undefined)?.card;
        else for (const member of firm.members) member.card = firm.card;
      } else {
        firm.card = undefined;
        for (const member of firm.members) member.card = undefined;
      }
      firm.together = together;
      return yes(texts.changed);
    },

    register(firm, { members: ids, card: typed, number, approval }) {
      const serial = wrong('card-id-trimmed') ? typed.trim() : typed;
      if (serial === '') return no(texts.noCard);
      if (!/^SKT[HS][0-9]{5}$/.test(serial)) return no(texts.cardForm);
      if (number === '') return no(texts.noNumber);
      if (!/^[0-9]{6}$/.test(number)) return no(texts.numberForm);
      const form = approvalForm(approval);
      if (form !== undefined) return no(form);
      const members = firm.members.filter(({ id }) => ids.includes(id));
      if (!firm.together && members.length === 0) return no(texts.noMember);
      const card = cards.get(serial);
      const misses = card?.misses.get(firm.id) ?? 0;
      const step = misses < mostMisses ? stepOf(card, number) : undefined;
      if (wrong('burnt-before-approval') && card !== undefined && step !== undefined) spend(card, step);
      const pin = approvalWrong(firm, approval);
      if (pin !== undefined) return no(pin);
      if (wrong('text-of-its-own') && card === undefined) return no(texts.unknownCard);
      const holder = holders(serial);
      const foreign = holder !== undefined && holder !== firm && !wrong('foreign-card');
      if (wrong('refusal-registers') && card !== undefined && step === undefined) give(firm, members, serial);
      if (card === undefined || foreign) return no(texts.card);
      card.misses.set(firm.id, step === undefined ? misses + 1 : 0);
      if (step === undefined) return no(texts.card);
      spend(card, step);
      give(firm, members, serial);
      return yes(texts.registered);
    },

    remove(firm, { members: ids, approval }) {
      const form = approvalForm(approval);
      if (form !== undefined) return no(form);
      const members = firm.members.filter(({ id }) => ids.includes(id));
      if (!firm.together && members.length === 0) return no(texts.noMember);
      const held = firm.together ? firm.card !== undefined : members.some(({ card }) => card !== undefined);
      if (!held) return no(texts.nothing);
      const pin = approvalWrong(firm, approval);
      if (pin !== undefined) return no(pin);
      firm.card = undefined;
      for (const member of wrong('removal-hits-all') ? firm.members : members) member.card = undefined;
      return yes(texts.removed);
    },

    order(firm, member, { account, amount, number }) {
      if (!/^[0-9]{1,14}$/.test(account)) return no(texts.account);
      if (!/^[1-9][0-9]{0,9}$/.test(amount)) return no(texts.amount);
      const serial = cardOf(firm, member);
      if (serial === undefined && wrong('order-without-card')) return yes(texts.ordered);
      if (number === '') return no(texts.noNumber);
      if (!/^[0-9]{6}$/.test(number)) return no(texts.numberForm);
      if (serial === undefined) return no(texts.nothing);
      const tried = [serial, ...(wrong('old-card-works') ? (former.get(member) ?? []) : [])];
      for (const each of tried) {
        const card = cards.get(each);
        const step = stepOf(card, number);
        if (card === undefined || step === undefined) continue;
        spend(card, step);
        return yes(texts.ordered);
      }
      return no(texts.card);
    },
  };
}

/** RFC 6238 with HMAC-SHA-1, 30 s, six digits: written here once more, so that two who err would have to err alike. */
function numberAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
