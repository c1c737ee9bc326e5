/**
 * The physics of makes of tokens, as data. PURE.
 *
 * Each profile names the published pages that its figures come from (P-01 … P-05); what no page states is listed under
 * `inferred`, and a report must not print that as anybody's word. All profiles show 6 digits for 30 s steps: a bank of
 * this family takes nothing else (D-04, D-23), even where a maker also ships the same case with 60 s.
 */
import type { Text } from '../../common/text.ts';

export interface Profile {
  readonly name: string;
  readonly label: Text;
  /** Presses that a full battery allows. */
  readonly lifePresses: number;
  /** As published. Not simulated: a desk whose clock is set to 2038 is not to find its tray dead. */
  readonly lifeYears: number;
  /** How long a code stays lit after it appears, ms. */
  readonly litMs: number;
  /** How long the battery notice is shown before the code, ms. */
  readonly noticeMs: number;
  /** Battery notices, lowest first, by the whole percent left, rounded down: the first whose `upToPercent` is not below it. */
  readonly notices: readonly { readonly upToPercent: number; readonly text: string }[];
  /** Dies without a warning when the charge falls below this (P-05). */
  readonly dies?: { readonly belowPercent: number; readonly as: 'dark' | 'garbage' };
  readonly sources: readonly string[];
  readonly inferred: readonly string[];
}

const ehime = 'https://www.shinkin.co.jp/ehime/personal/netbanking/token.html';
const bihoku = 'http://www.shinkin.co.jp/bihoku/ib/kojin/token/hard_token_01_riyou.html';
const smbcTrust = 'https://faq.smbctb.co.jp/faq/show/955';
const postBank = 'Japan Post Bank, FAQ on the battery of its token (Lo-bAtt 2, Lo-bAtt 1, Lo-bAtt)';

const noticeIsTwoSeconds = 'the notice is shown for 2 s: no page states a time';

export const profiles: readonly Profile[] = [
  {
    name: 'shinkin-keyfob',
    label: { ja: '信用金庫のキーホルダー型', en: 'shinkin bank key fob' },
    lifePresses: 8000,
    lifeYears: 5,
    litMs: 30_000,
    noticeMs: 2000,
    // x is 0 to 9 (ehime, bihoku).
    notices: [
      { upToPercent: 0, text: 'bAtt 00' },
      { upToPercent: 1, text: 'bAtt 01' },
      { upToPercent: 2, text: 'bAtt 02' },
      { upToPercent: 3, text: 'bAtt 03' },
      { upToPercent: 4, text: 'bAtt 04' },
      { upToPercent: 5, text: 'bAtt 05' },
      { upToPercent: 6, text: 'bAtt 06' },
      { upToPercent: 7, text: 'bAtt 07' },
      { upToPercent: 8, text: 'bAtt 08' },
      { upToPercent: 9, text: 'bAtt 09' },
    ],
    sources: [ehime, bihoku],
    inferred: [noticeIsTwoSeconds],
  },
  {
    name: 'feitian-c200',
    label: { ja: 'Feitian c200', en: 'Feitian OTP c200' },
    lifePresses: 14_000,
    lifeYears: 5,
    litMs: 30_000,
    noticeMs: 2000,
    notices: [
      { upToPercent: 0, text: 'bAtt 0' },
      { upToPercent: 1, text: 'bAtt 1' },
      { upToPercent: 2, text: 'bAtt 2' },
      { upToPercent: 3, text: 'bAtt 3' },
      { upToPercent: 4, text: 'bAtt 4' },
      { upToPercent: 5, text: 'bAtt 5' },
    ],
    sources: ['Feitian, FAQ: 14,000 presses', smbcTrust],
    inferred: [
      noticeIsTwoSeconds,
      'the notices are those that SMBC Trust Bank describes (bAtt 5 to bAtt 0); no page ties them to this maker, nor to percents',
      'the display stays lit for 30 s',
    ],
  },
  {
    name: 'lo-batt-card',
    label: { ja: 'カード型（Lo-bAtt 表示）', en: 'card with Lo-bAtt notices' },
    lifePresses: 15_000,
    lifeYears: 5,
    litMs: 30_000,
    noticeMs: 2000,
    notices: [
      { upToPercent: 2, text: 'Lo-bAtt' },
      { upToPercent: 5, text: 'Lo-bAtt 1' },
      { upToPercent: 9, text: 'Lo-bAtt 2' },
    ],
    sources: [postBank, 'Broadcom VIP, hardware credentials: 15,000 codes or 5 years'],
    inferred: [
      noticeIsTwoSeconds,
      'the percents of the notices: the bank gives months (3 to 1.5, 1.5 to just before the end, just before the end)',
      'steps of 30 s: this bank’s own tokens change every 60 s',
    ],
  },
  {
    name: 'sudden-death',
    label: { ja: '予告なく切れるもの', en: 'dies without a warning' },
    lifePresses: 20,
    lifeYears: 5,
    litMs: 30_000,
    noticeMs: 0,
    notices: [],
    dies: { belowPercent: 50, as: 'dark' },
    sources: [smbcTrust, ehime],
    inferred: ['it dies below 50 %, after some ten presses, so that a test reaches it'],
  },
  {
    name: 'garbled-display',
    label: { ja: '表示が乱れるもの', en: 'shows segments that mean nothing' },
    lifePresses: 8000,
    lifeYears: 5,
    litMs: 30_000,
    noticeMs: 0,
    notices: [],
    dies: { belowPercent: 10, as: 'garbage' },
    sources: [smbcTrust],
    inferred: ['it is garbled below 10 %'],
  },
];

/** What tells one make from the others, in a line. */
export function differenceOf({ label, lifePresses, notices, dies }: Profile): Text {
  const first = notices.at(-1)?.text;
  const end =
    dies?.as === 'garbage' ? { ja: '表示が乱れる', en: 'ends in garbage' } : { ja: '予告なし', en: 'no notice' };
  return {
    ja: `${label.ja}、${lifePresses}回、${first === undefined ? end.ja : `「${first}」から予告`}`,
    en: `${label.en}, ${lifePresses} presses, ${first === undefined ? end.en : `notices from ${first}`}`,
  };
}

export const defaultProfile = 'shinkin-keyfob';

/** P-08: shows the current code at once and all the time, has no battery of its own and no expiry. */
export const appProfile = 'phone-app';

export function profileNamed(name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}
