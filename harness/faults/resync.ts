/** The bank’s correction of a device’s time by two codes (D-04). PURE. */

import { codeOf } from '../../portal-stub/rules/otp.ts';
import { bankLogTexts } from '../../portal-stub/texts/records.ts';
import type { Fault } from './fault.ts';
import { changed, near, rejecting, resyncForAll, resyncFrees, within } from './ways/resyncs.ts';
import { wrong } from './wrongs.ts';

export const resyncFaults: readonly Fault[] = [
  {
    name: 'resync-with-a-gap',
    breaks: ['D-04'],
    text: { ja: '間の抜けた二つの値でも補正する', en: 'two codes with a gap are taken' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right(key, otp1, otp2, now) ??
        near(key, now, 10, ({ step }) => codeOf(key.secret, step - 2) === otp1 && codeOf(key.secret, step) === otp2),
    },
  },
  {
    name: 'resync-swapped',
    breaks: ['D-04'],
    text: { ja: '順序の逆の二つの値でも補正する', en: 'two codes in the wrong order are taken' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) => right(key, otp1, otp2, now) ?? right(key, otp2, otp1, now),
    },
  },
  {
    name: 'resync-with-one-code-twice',
    breaks: ['D-04'],
    text: { ja: '同じ値を二度伝えても補正する', en: 'one code told twice is taken' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right(key, otp1, otp2, now) ??
        (otp1 === otp2 ? near(key, now, 10, ({ step }) => codeOf(key.secret, step) === otp2) : undefined),
    },
  },
  {
    name: 'resync-by-the-second-code',
    breaks: ['D-04'],
    text: { ja: '一つ目の値を確かめずに補正する', en: 'the first of the two codes is not looked at' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right(key, otp1, otp2, now) ??
        near(key, now, 10, ({ step, isNewer }) => isNewer && codeOf(key.secret, step) === otp2),
    },
  },
  {
    name: 'resync-by-the-first-code',
    breaks: ['D-04'],
    text: { ja: '二つ目の値を確かめずに補正する', en: 'the second of the two codes is not looked at' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right(key, otp1, otp2, now) ??
        near(key, now, 10, ({ step, isNewer }) => isNewer && codeOf(key.secret, step) === otp1),
    },
  },
  {
    name: 'resync-with-used-codes',
    breaks: ['D-04'],
    text: { ja: '受け付け済みの値より前の二つでも補正する', en: 'codes older than an accepted one correct the time' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) => right({ ...key, lastStep: undefined }, otp1, otp2, now),
    },
  },
  {
    name: 'resync-with-a-used-first-code',
    breaks: ['D-04'],
    text: { ja: '一つ目が使用済みでも補正する', en: 'a used first code is taken' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right({ ...key, lastStep: key.lastStep === undefined ? undefined : key.lastStep - 1 }, otp1, otp2, now),
    },
  },
  {
    name: 'resync-reaches-eleven',
    breaks: ['D-04'],
    text: { ja: '11回分のずれまで補正する', en: 'a drift of eleven steps is corrected' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        right(key, otp1, otp2, now) ??
        right({ ...key, driftSteps: key.driftSteps + 1 }, otp1, otp2, now) ??
        right({ ...key, driftSteps: key.driftSteps - 1 }, otp1, otp2, now),
    },
  },
  {
    name: 'resync-reaches-nine',
    breaks: ['D-04'],
    text: { ja: '10回分のずれは補正しない', en: 'a drift of ten steps is not corrected' },
    at: 'everywhere',
    wrap: { resynchronise: (right) => (key, otp1, otp2, now) => within(9, key, now, right(key, otp1, otp2, now)) },
  },
  {
    name: 'resync-of-fast-clocks-only',
    breaks: ['D-04'],
    text: { ja: '遅れた時計は補正しない', en: 'a slow clock is not corrected' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        rejecting(right(key, otp1, otp2, now), ({ driftSteps }) => driftSteps < key.driftSteps),
    },
  },
  {
    name: 'resync-of-slow-clocks-only',
    breaks: ['D-04'],
    text: { ja: '進んだ時計は補正しない', en: 'a fast clock is not corrected' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        rejecting(right(key, otp1, otp2, now), ({ driftSteps }) => driftSteps > key.driftSteps),
    },
  },
  {
    name: 'resync-needs-a-drift',
    breaks: ['D-04'],
    text: { ja: 'ずれていない機器の補正を断る', en: 'a clock that is right is not corrected' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        rejecting(right(key, otp1, otp2, now), ({ driftSteps }) => driftSteps === key.driftSteps),
    },
  },
  {
    name: 'resync-counts-from-the-bank-clock',
    breaks: ['D-04'],
    text: {
      ja: '補正の幅を、覚えたずれからでなく銀行の時計から数える',
      en: 'the reach counts from the clock of the bank, not from the drift it knows',
    },
    at: 'everywhere',
    wrap: { resynchronise: (right) => (key, otp1, otp2, now) => right({ ...key, driftSteps: 0 }, otp1, otp2, now) },
  },
  {
    name: 'resync-leaves-its-codes-alive',
    breaks: ['D-04'],
    text: { ja: '補正に使った値で、まだ取引できる', en: 'the codes of a resync still pay' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        changed(right(key, otp1, otp2, now), () => ({ lastStep: key.lastStep })),
    },
  },
  {
    name: 'resync-leaves-the-second-code-alive',
    breaks: ['D-04'],
    text: { ja: '補正に使った二つ目の値で、まだ取引できる', en: 'the second code of a resync still pays' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        changed(right(key, otp1, otp2, now), ({ lastStep }) => ({ lastStep: Number(lastStep) - 1 })),
    },
  },
  {
    name: 'resync-stores-no-drift',
    breaks: ['D-04'],
    text: { ja: '補正してもずれを覚えない', en: 'a resync remembers no drift' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        changed(right(key, otp1, otp2, now), () => ({ driftSteps: key.driftSteps })),
    },
  },
  {
    name: 'resync-stores-the-first-drift',
    breaks: ['D-04'],
    text: { ja: '補正で覚えるずれが1回分少ない', en: 'a resync remembers one step too little' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        changed(right(key, otp1, otp2, now), ({ driftSteps }) => ({ driftSteps: driftSteps - 1 })),
    },
  },
  {
    name: 'resync-stores-half-the-drift',
    breaks: ['D-04'],
    text: { ja: '補正で覚えるずれが半分になる', en: 'a resync remembers half the drift' },
    at: 'everywhere',
    wrap: {
      resynchronise: (right) => (key, otp1, otp2, now) =>
        changed(right(key, otp1, otp2, now), ({ driftSteps }) => ({ driftSteps: Math.trunc(driftSteps / 2) })),
    },
  },
  {
    name: 'resync-of-one-for-all',
    breaks: ['D-04'],
    text: { ja: '補正すると、すべての機器のずれが変わる', en: 'a resync changes the drift of every device' },
    at: 'everywhere',
    wrap: resyncForAll(),
  },
  {
    name: 'resync-clears-the-form-lock',
    breaks: ['D-04', 'D-09'],
    text: { ja: '補正すると、登録画面でのロックも解ける', en: 'a resync clears the lock of the form too' },
    at: 'everywhere',
    wrap: {
      service: (right) => ({
        ...right,
        resync: (serial, otp1, otp2) => {
          const done = right.resync(serial, otp1, otp2);
          if (done.ok) right.resetSerial(serial);
          return done;
        },
      }),
    },
  },
  {
    name: 'resync-clears-the-count',
    breaks: ['D-04', 'D-09'],
    text: { ja: '補正すると、利用者の誤りの回数が戻る', en: 'a resync resets the counts of the users' },
    at: 'everywhere',
    wrap: {
      service: (right) => ({
        ...right,
        resync: (serial, otp1, otp2) => {
          const done = right.resync(serial, otp1, otp2);
          if (done.ok && done.value.contractId !== undefined) right.unlock(done.value.contractId);
          return done;
        },
      }),
    },
  },
  {
    name: 'resync-frees-the-serial',
    breaks: ['D-04', 'D-22'],
    text: {
      ja: '補正すると、どのご契約先でも登録できるようになる',
      en: 'a resync frees the serial for other contracts',
    },
    at: 'everywhere',
    wrap: resyncFrees(),
  },
  {
    name: 'resync-of-registered-serials-only',
    breaks: ['D-04'],
    text: { ja: '登録されていないトークンは補正しない', en: 'a serial that is registered nowhere is not corrected' },
    at: 'everywhere',
    wrap: {
      service: (right) => ({
        ...right,
        resync: (serial, otp1, otp2) =>
          right.resync(serial, otp1, right.serial(serial)?.contractId === undefined ? otp1 : otp2),
      }),
    },
  },
  {
    name: 'resync-leaves-no-record',
    breaks: ['D-04', 'D-17'],
    text: { ja: '補正が銀行の記録に残らない', en: 'a resync leaves no entry in the log of the bank' },
    at: 'everywhere',
    wrap: {
      store: (right) => ({
        ...right,
        transact: (work) =>
          right.transact((transaction) =>
            work({
              ...transaction,
              addHistory: (id, entry) => {
                if (entry.what !== bankLogTexts.resynchronised) transaction.addHistory(id, entry);
              },
            }),
          ),
      }),
    },
  },
  wrong('resync-takes-anything', 'D-04 S-23', 'どんな二つの値でも補正する', 'any two codes correct the time', {
    resynchronise: (right) => (key, otp1, otp2, now) =>
      right(key, otp1, otp2, now) ?? { driftSteps: key.driftSteps, lastStep: key.lastStep },
  }),
];
