/** Judging codes: what a verifier gets wrong (D-04). PURE. */

import { stepAt } from '../../portal-stub/rules/otp.ts';
import type { Fault } from './fault.ts';
import { hasTwinBefore, isEarly, offBy, oldTokenPays, perUser, remembering } from './ways/verifiers.ts';
import { codeActs, deciding, refusedFor, refusing, retrying, savingKey, withPolicy } from './wrongs.ts';

export const verificationFaults: readonly Fault[] = [
  {
    name: 'window-of-two-steps',
    breaks: ['D-04'],
    text: { ja: '2ステップずれたワンタイムパスワードも受け付ける', en: 'codes two steps off are taken' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 2 }) },
  },
  {
    name: 'window-of-no-step',
    breaks: ['D-04'],
    text: { ja: '1ステップでもずれた値を受け付けない', en: 'a code one step off is refused' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 0 }) },
  },
  {
    name: 'window-two-steps-early',
    breaks: ['D-04'],
    text: { ja: '2ステップ進んだ値も受け付ける', en: 'codes two steps early are taken' },
    at: 'everywhere',
    wrap: {
      decide: retrying(codeActs, ['otp-outside-window'], (asked) =>
        isEarly(asked) ? { policy: { windowSteps: 2 } } : undefined,
      ),
    },
  },
  {
    name: 'window-two-steps-late',
    breaks: ['D-04'],
    text: { ja: '2ステップ遅れた値も受け付ける', en: 'codes two steps late are taken' },
    at: 'everywhere',
    wrap: {
      decide: retrying(codeActs, ['otp-outside-window'], (asked) =>
        isEarly(asked) ? undefined : { policy: { windowSteps: 2 } },
      ),
    },
  },
  {
    name: 'early-code-refused',
    breaks: ['D-04'],
    text: { ja: '進んだ機器の値を受け付けない', en: 'a code one step early is refused' },
    at: 'everywhere',
    wrap: {
      decide: refusing(codeActs, (verdict, { facts }) =>
        offBy(verdict, facts) > 0 ? 'otp-outside-window' : undefined,
      ),
    },
  },
  {
    name: 'late-code-refused',
    breaks: ['D-04'],
    text: { ja: '遅れた機器の値を受け付けない', en: 'a code one step late is refused' },
    at: 'everywhere',
    wrap: {
      decide: refusing(codeActs, (verdict, { facts }) =>
        offBy(verdict, facts) < 0 ? 'otp-outside-window' : undefined,
      ),
    },
  },
  {
    name: 'early-code-refused-at-registration',
    breaks: ['D-04'],
    text: { ja: '登録の画面では、進んだ機器の値を受け付けない', en: 'registration refuses a code one step early' },
    at: 'everywhere',
    wrap: {
      decide: refusing('register', (verdict, { facts }) =>
        offBy(verdict, facts) > 0 ? 'otp-outside-window' : undefined,
      ),
    },
  },
  {
    name: 'registration-without-window',
    breaks: ['D-04'],
    text: { ja: '登録の画面では、ずれた値を受け付けない', en: 'registration takes the exact step only' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 0 }, ['register']) },
  },
  {
    name: 'registration-with-a-wide-window',
    breaks: ['D-04'],
    text: { ja: '登録の画面では、2ステップずれた値も受け付ける', en: 'registration takes codes two steps off' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 2 }, ['register']) },
  },
  {
    name: 'window-policy-ignored',
    breaks: ['D-04'],
    text: { ja: '受け付ける幅の取り決めを見ない', en: 'the policy of the window is ignored' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 1 }) },
  },
  {
    name: 'window-policy-zero-is-one',
    breaks: ['D-04'],
    text: { ja: '受け付ける幅の取り決めが0でも1として扱う', en: 'a window of 0 counts as 1' },
    at: 'everywhere',
    wrap: {
      decide: (right) => (contract, act, facts) =>
        withPolicy({ windowSteps: contract.policy.windowSteps || 1 })(right)(contract, act, facts),
    },
  },
  {
    name: 'window-policy-at-most-five',
    breaks: ['D-04'],
    text: { ja: '受け付ける幅は取り決めにかかわらず5までになる', en: 'no window is wider than 5' },
    at: 'everywhere',
    wrap: {
      decide: (right) => (contract, act, facts) =>
        withPolicy({ windowSteps: Math.min(5, contract.policy.windowSteps) })(right)(contract, act, facts),
    },
  },
  {
    name: 'window-policy-not-at-registration',
    breaks: ['D-04'],
    text: { ja: '登録の画面は受け付ける幅の取り決めを見ない', en: 'registration ignores the policy of the window' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 1 }, ['register']) },
  },
  {
    name: 'used-code-taken-again',
    breaks: ['D-04'],
    text: { ja: '使用済みのワンタイムパスワードをもう一度受け付ける', en: 'a used code is taken again' },
    at: 'everywhere',
    wrap: { store: savingKey((key) => ({ ...key, lastStep: undefined })) },
  },
  {
    name: 'used-code-taken-from-another-user',
    breaks: ['D-04'],
    text: {
      ja: '一人が使った値を、ほかの利用者からは受け付ける',
      en: 'a code that one user used is taken from another',
    },
    at: 'everywhere',
    wrap: { decide: perUser },
  },
  {
    name: 'registered-code-pays',
    breaks: ['D-04', 'S-02'],
    text: { ja: '登録に使った値で取引できる', en: 'the code of the registration pays' },
    at: 'everywhere',
    wrap: remembering('register'),
  },
  {
    name: 'paid-code-registers',
    breaks: ['D-04'],
    text: { ja: '取引に使った値で登録できる', en: 'the code of a payment registers' },
    at: 'everywhere',
    wrap: remembering('transfer'),
  },
  {
    name: 'older-code-after-newer',
    breaks: ['D-04'],
    text: { ja: '新しい値の後でも古い値を受け付ける', en: 'an older code is taken after a newer one' },
    at: 'everywhere',
    wrap: { decide: retrying(codeActs, ['otp-old'], () => ({ key: { lastStep: undefined } })) },
  },
  {
    name: 'older-code-registers',
    breaks: ['D-04'],
    text: {
      ja: '新しい値の後でも、登録の画面では古い値を受け付ける',
      en: 'registration takes an older code after a newer one',
    },
    at: 'everywhere',
    wrap: { decide: retrying('register', ['otp-old'], () => ({ key: { lastStep: undefined } })) },
  },
  {
    name: 'accepted-step-itself-lives',
    breaks: ['D-04'],
    text: { ja: '受け付けた値そのものは使用済みにならない', en: 'only the steps before the accepted one die' },
    at: 'everywhere',
    wrap: {
      store: savingKey((key) => ({ ...key, lastStep: key.lastStep === undefined ? undefined : key.lastStep - 1 })),
    },
  },
  {
    name: 'next-code-dies-too',
    breaks: ['D-04'],
    text: { ja: '受け付けた値の次の値も使えなくなる', en: 'the code after the accepted one dies too' },
    at: 'everywhere',
    wrap: {
      store: savingKey((key, before) => ({
        ...key,
        lastStep: key.lastStep === undefined || key.lastStep === before.lastStep ? key.lastStep : key.lastStep + 1,
      })),
    },
  },
  {
    name: 'present-step-dies-with-the-earlier',
    breaks: ['D-04'],
    text: { ja: '前の値を受け付けると、今の値も使えなくなる', en: 'accepting the code before kills the present one' },
    at: 'everywhere',
    wrap: {
      decide: deciding(codeActs, (verdict, { facts }) =>
        verdict.memory === undefined
          ? verdict
          : {
              ...verdict,
              memory: { ...verdict.memory, lastStep: Math.max(verdict.memory.lastStep ?? 0, stepAt(facts.now)) },
            },
      ),
    },
  },
  {
    name: 'neighbours-with-the-same-digits',
    breaks: ['D-04'],
    text: {
      ja: '隣の回と同じ数字なら二度受け付ける',
      en: 'the same digits are taken twice when neighbouring steps share them',
    },
    at: 'everywhere',
    wrap: { store: savingKey((key) => (hasTwinBefore(key) ? { ...key, lastStep: Number(key.lastStep) - 1 } : key)) },
  },
  {
    name: 'refused-code-burns-the-step',
    breaks: ['D-04', 'D-06'],
    text: {
      ja: '断った値のために、その回の正しい値も使えなくなる',
      en: 'a refused code kills the right one of its step',
    },
    at: 'everywhere',
    wrap: {
      decide: deciding('transfer', (verdict, { facts }) =>
        refusedFor(verdict, 'otp-wrong') && facts.key !== undefined
          ? { ...verdict, memory: { driftSteps: facts.key.driftSteps, lastStep: stepAt(facts.now) } }
          : verdict,
      ),
    },
  },
  {
    name: 'wrong-pin-burns-the-code',
    breaks: ['D-04', 'D-05'],
    text: { ja: '暗証番号を誤ると、添えた値も使えなくなる', en: 'a wrong PIN burns the code beside it' },
    at: 'everywhere',
    wrap: {
      decide: deciding('register', (verdict, { facts }) =>
        refusedFor(verdict, 'pin-wrong') && facts.key !== undefined
          ? { ...verdict, memory: { driftSteps: facts.key.driftSteps, lastStep: stepAt(facts.now) } }
          : verdict,
      ),
    },
  },
  {
    name: 'code-of-a-leading-zero-refused',
    breaks: ['D-04'],
    text: { ja: '先頭が0の値を受け付けない', en: 'a code that begins with 0 is refused' },
    at: 'everywhere',
    wrap: {
      decide: refusing(codeActs, (_verdict, { act }) => (act.otp?.startsWith('0') === true ? 'otp-wrong' : undefined)),
    },
  },
  {
    name: 'any-code-of-the-hour',
    breaks: ['D-04'],
    text: { ja: 'ずれた値を1時間まで受け付ける', en: 'codes up to an hour off are taken' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 120 }) },
  },
  {
    name: 'old-token-still-pays',
    breaks: ['S-24', 'S-31'],
    text: { ja: '取り替えた後も古いトークンで取引できる', en: 'after a swap the old token still pays' },
    at: 'everywhere',
    wrap: oldTokenPays('register'),
  },
  {
    name: 'cancelled-token-still-pays',
    breaks: ['S-18', 'S-24'],
    text: {
      ja: '利用形態を変更して別のトークンを登録しても、前のトークンで取引できる',
      en: 'after a change of mode the cancelled token still pays',
    },
    at: 'everywhere',
    wrap: oldTokenPays('changeMode'),
  },
];
