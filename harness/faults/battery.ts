/** The battery: how long it lives, what it says, that it only falls (P-03, P-04, P-06). PURE. */

import { deviceTime } from '../../simulator/device/device-clock.ts';
import { stepAt } from '../../simulator/device/otp.ts';
import type { Fault } from './fault.ts';
import { lifeOf, listing, noticing, recharging, renoticing, stating, whole } from './ways/batteries.ts';
import { isLit, leaving, relit } from './ways/tokens.ts';

export const batteryFaults: readonly Fault[] = [
  {
    name: 'one-press-too-many',
    breaks: ['P-03'],
    text: { ja: '決まった回数より1回多く押せる', en: 'one press more than its life' },
    at: 'everywhere',
    wrap: leaving('setBattery', (token) => ({ ...token, charge: token.charge > 0 ? token.charge + 1 : 0 })),
  },
  {
    name: 'one-press-too-few',
    breaks: ['P-03'],
    text: { ja: '決まった回数より1回少なく切れる', en: 'one press less than its life' },
    at: 'everywhere',
    wrap: leaving('setBattery', (token) => ({ ...token, charge: Math.max(0, token.charge - 1) })),
  },
  {
    name: 'press-costs-two',
    breaks: ['P-03'],
    text: { ja: '1回押すと2回分減る', en: 'a press costs two' },
    at: 'everywhere',
    wrap: leaving('press', (token, before) => ({
      ...token,
      charge: Math.max(0, token.charge - (before.charge > 0 ? 1 : 0)),
    })),
  },
  {
    name: 'press-costs-nothing',
    breaks: ['P-03', 'P-06'],
    text: { ja: '押しても電池が減らない', en: 'a press costs nothing' },
    at: 'everywhere',
    wrap: leaving('press', (token, before) => ({ ...token, charge: before.charge })),
  },
  {
    name: 'putting-out-costs-nothing',
    breaks: ['P-03'],
    text: { ja: '消すために押しても電池が減らない', en: 'the press that puts it out costs nothing' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) => ({
      ...token,
      charge: isLit(before, now) ? before.charge : token.charge,
    })),
  },
  {
    name: 'every-make-lives-as-long',
    breaks: ['P-03'],
    text: { ja: 'どの型も8000回で切れる', en: 'every make lives for 8,000 presses' },
    at: 'everywhere',
    wrap: leaving('setBattery', (token) => ({
      ...token,
      charge: Math.min(
        token.charge,
        Math.max(token.charge > 0 ? 1 : 0, Math.round((token.charge * 8000) / lifeOf(token))),
      ),
    })),
  },
  {
    name: 'notice-from-ten-percent',
    breaks: ['P-04'],
    text: { ja: '10%ちょうどで電池の表示が出る', en: 'the notice comes at 10 %' },
    at: 'everywhere',
    wrap: noticing((left) => (left < 11 ? whole(left) : undefined)),
  },
  {
    name: 'notice-below-nine-percent',
    breaks: ['P-04'],
    text: { ja: '9%では電池の表示が出ない', en: 'no notice at 9 %' },
    at: 'everywhere',
    wrap: noticing((left) => (left < 9 ? whole(left) : undefined)),
  },
  {
    name: 'notice-rounded-up',
    breaks: ['P-04'],
    text: { ja: '残りを切り上げて示す', en: 'the percent of the notice is rounded up' },
    at: 'everywhere',
    wrap: noticing((left) => (Math.ceil(left) < 10 ? Math.ceil(left) : undefined)),
  },
  {
    name: 'notice-rounded',
    breaks: ['P-04'],
    text: { ja: '残りを四捨五入して示す', en: 'the percent of the notice is rounded' },
    at: 'everywhere',
    wrap: noticing((left) => (left < 10 ? Math.min(9, Math.round(left)) : undefined)),
  },
  {
    name: 'notice-after-the-press',
    breaks: ['P-04'],
    text: { ja: '押した後の残りを示す', en: 'the notice tells what is left after the press' },
    at: 'everywhere',
    wrap: noticing((left, token) => (left < 10 ? whole(left - 100 / lifeOf(token)) : undefined)),
  },
  {
    name: 'no-notice-below-one-percent',
    breaks: ['P-04'],
    text: { ja: '1%を切ると電池の表示が出ない', en: 'no notice below 1 %' },
    at: 'everywhere',
    wrap: noticing((left) => (left < 10 && left >= 1 ? whole(left) : undefined)),
  },
  {
    name: 'notice-never-zero',
    breaks: ['P-04'],
    text: { ja: '1%を切っても01と示す', en: 'the notice never counts to 00' },
    at: 'everywhere',
    wrap: noticing((left) => (left < 10 ? Math.max(1, whole(left)) : undefined)),
  },
  {
    name: 'notice-without-its-zero',
    breaks: ['P-04'],
    text: { ja: '「bAtt 5」のように1桁で示す', en: 'the notice has no leading zero' },
    at: 'everywhere',
    wrap: renoticing((text) => text.replace(/^bAtt 0/, 'bAtt ')),
  },
  {
    name: 'notice-of-other-words',
    breaks: ['P-04'],
    text: { ja: '「Lo-bAtt」の型も「bAtt」と示す', en: 'other makes say bAtt, too' },
    at: 'everywhere',
    wrap: renoticing((text) => text.replace('Lo-bAtt', 'bAtt')),
  },
  {
    name: 'no-notice',
    breaks: ['P-04'],
    text: { ja: '電池の表示が出ない', en: 'there is no notice at all' },
    at: 'everywhere',
    wrap: noticing(() => undefined),
  },
  {
    name: 'notice-only-once',
    breaks: ['P-04'],
    text: { ja: '電池の表示は一度しか出ない', en: 'the notice comes once only' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ pressedAt }) =>
        before.lit?.notice !== undefined || before.lit?.garbage === '' ? { notice: undefined, codeAt: pressedAt } : {},
      ),
    ),
  },
  {
    name: 'notice-of-one-second',
    breaks: ['P-04'],
    text: { ja: '電池の表示が1秒で消える', en: 'the notice lasts one second' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ notice, codeAt, litUntil }) =>
        notice === undefined ? {} : { codeAt: codeAt - 1000, litUntil: litUntil - 1000 },
      ),
    ),
  },
  {
    name: 'notice-of-three-seconds',
    breaks: ['P-04'],
    text: { ja: '電池の表示が3秒続く', en: 'the notice lasts three seconds' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ notice, codeAt, litUntil }) =>
        notice === undefined ? {} : { codeAt: codeAt + 1000, litUntil: litUntil + 1000 },
      ),
    ),
  },
  {
    name: 'notice-in-place-of-the-code',
    breaks: ['P-04'],
    text: { ja: '電池の表示の後に値が出ない', en: 'no code comes after the notice' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ notice, litUntil }) => (notice === undefined ? {} : { codeAt: litUntil })),
    ),
  },
  {
    name: 'notice-takes-from-the-light',
    breaks: ['P-04', 'P-02'],
    text: { ja: '電池の表示の分だけ、値の表示が短くなる', en: 'the notice takes its time from the light of the code' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ notice, pressedAt }) =>
        notice === undefined ? {} : { litUntil: pressedAt + 30_000 },
      ),
    ),
  },
  {
    name: 'code-after-the-notice-is-newer',
    breaks: ['P-04'],
    text: {
      ja: '電池の表示の後の値が、押したときの値ではない',
      en: 'the code after the notice is not that of the press',
    },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ notice, codeAt }) =>
        notice === undefined ? {} : { step: stepAt(deviceTime(token.clock, codeAt)) },
      ),
    ),
  },
  {
    name: 'empty-percent-counts-as-flat',
    breaks: ['P-04', 'P-05'],
    text: { ja: '0%と示すと、まだ押せても電池切れとされる', en: '0 % is called flat while there is charge' },
    at: 'everywhere',
    wrap: stating((state, battery) => (state === 'low' && battery === 0 ? 'flat' : state)),
  },
  {
    name: 'low-is-not-told',
    breaks: ['P-04'],
    text: { ja: '残りが少なくても、正常とされる', en: 'a low battery is called fine' },
    at: 'everywhere',
    wrap: stating((state) => (state === 'low' ? 'ok' : state)),
  },
  {
    name: 'percent-rounded-up',
    breaks: ['P-04'],
    text: { ja: '残量を切り上げて示す', en: 'the list rounds the percent up' },
    at: 'everywhere',
    wrap: listing((percent, token) => (token.charge > 0 && token.charge < lifeOf(token) ? percent + 1 : percent)),
  },
  {
    name: 'battery-rises',
    breaks: ['P-06'],
    text: { ja: '電池残量を増やせる', en: 'a battery can be charged' },
    at: 'everywhere',
    wrap: recharging(() => true),
  },
  {
    name: 'flat-battery-rises',
    breaks: ['P-06'],
    text: { ja: '切れた電池を増やせる', en: 'a flat battery can be charged' },
    at: 'everywhere',
    wrap: recharging((token) => token.charge <= 0),
  },
  {
    name: 'battery-recovers-with-rest',
    breaks: ['P-06', 'P-03'],
    text: { ja: '置いておくと電池が戻る', en: 'a battery recovers when it rests' },
    at: 'everywhere',
    wrap: listing((percent, token, now) =>
      now - token.clock.setAt > 86_400_000 && percent < 100 ? percent + 1 : percent,
    ),
  },
  {
    name: 'falling-battery-puts-the-light-out',
    breaks: ['P-02', 'P-06'],
    text: { ja: '点灯中に電池が減ると、残っていても消える', en: 'a battery that falls puts the light out' },
    at: 'everywhere',
    wrap: leaving('setBattery', (token) => ({ ...token, lit: undefined })),
  },
];
