/** Judging codes: what a verifier gets wrong (D-04). PURE. */
import type { Fault } from './fault.ts';
import { withPolicy } from './wrongs.ts';

export const verificationFaults: readonly Fault[] = [
  {
    name: 'window-of-two-steps',
    breaks: ['D-04'],
    text: { ja: '2ステップずれたワンタイムパスワードも受け付ける', en: 'codes two steps off are taken' },
    at: 'everywhere',
    wrap: { decide: withPolicy({ windowSteps: 2 }) },
  },
  {
    name: 'used-code-taken-again',
    breaks: ['D-04'],
    text: { ja: '使用済みのワンタイムパスワードをもう一度受け付ける', en: 'a used code is taken again' },
    at: 'everywhere',
    wrap: {
      store: (right) => ({
        ...right,
        transact: (work) =>
          right.transact((transaction) =>
            work({ ...transaction, saveKey: (key) => transaction.saveKey({ ...key, lastStep: undefined }) }),
          ),
      }),
    },
  },
];
