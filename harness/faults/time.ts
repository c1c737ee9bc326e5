/** Drift: what a bank learns of a clock and what becomes of it (D-04, P-07). PURE. */
import type { Fault } from './fault.ts';
import { leaving } from './ways/tokens.ts';
import {
  correctingItself,
  driftForAll,
  keepingDrift,
  offBy,
  perContract,
  seenDrift,
  stepForAll,
} from './ways/verifiers.ts';
import { codeActs, deciding, forgetting, refusedFor, savingKey } from './wrongs.ts';

export const timeFaults: readonly Fault[] = [
  {
    name: 'drift-not-learned',
    breaks: ['D-04', 'P-07'],
    text: { ja: '時計のずれを覚えない', en: 'the drift that was seen is not remembered' },
    at: 'everywhere',
    wrap: { store: savingKey((key, before) => ({ ...key, driftSteps: before.driftSteps })) },
  },
  {
    name: 'drift-learned-forwards-only',
    breaks: ['D-04', 'P-07'],
    text: { ja: '進みだけを覚え、遅れを覚えない', en: 'only a fast clock is remembered' },
    at: 'everywhere',
    wrap: { store: savingKey((key) => ({ ...key, driftSteps: Math.max(0, key.driftSteps) })) },
  },
  {
    name: 'drift-learned-backwards-only',
    breaks: ['D-04', 'P-07'],
    text: { ja: '遅れだけを覚え、進みを覚えない', en: 'only a slow clock is remembered' },
    at: 'everywhere',
    wrap: { store: savingKey((key) => ({ ...key, driftSteps: Math.min(0, key.driftSteps) })) },
  },
  {
    name: 'drift-never-above-one',
    breaks: ['D-04', 'P-07'],
    text: { ja: '覚えるずれは1ステップまでで、それ以上に追従しない', en: 'no drift beyond one step is remembered' },
    at: 'everywhere',
    wrap: { store: savingKey((key) => ({ ...key, driftSteps: Math.sign(key.driftSteps) })) },
  },
  {
    name: 'drift-adds-up',
    breaks: ['D-04', 'P-07'],
    text: { ja: '見えたずれを、前のずれに足してしまう', en: 'each drift that is seen is added to the last' },
    at: 'everywhere',
    wrap: {
      decide: deciding(codeActs, (verdict, { facts }) =>
        verdict.memory === undefined
          ? verdict
          : {
              ...verdict,
              memory: { ...verdict.memory, driftSteps: verdict.memory.driftSteps + (facts.key?.driftSteps ?? 0) },
            },
      ),
    },
  },
  {
    name: 'drift-never-unlearned',
    breaks: ['D-04', 'P-07'],
    text: { ja: '一度覚えたずれより小さくならない', en: 'a drift never shrinks again' },
    at: 'everywhere',
    wrap: {
      store: savingKey((key, before) => ({
        ...key,
        driftSteps: Math.abs(key.driftSteps) < Math.abs(before.driftSteps) ? before.driftSteps : key.driftSteps,
      })),
    },
  },
  {
    name: 'drift-not-learned-at-registration',
    breaks: ['D-04', 'P-07'],
    text: { ja: '登録のときに見えたずれは覚えない', en: 'registration learns no drift' },
    at: 'everywhere',
    wrap: { decide: deciding('register', keepingDrift) },
  },
  {
    name: 'drift-learned-at-registration-only',
    breaks: ['D-04', 'P-07'],
    text: { ja: '取引で見えたずれは覚えない', en: 'a payment learns no drift' },
    at: 'everywhere',
    wrap: { decide: deciding('transfer', keepingDrift) },
  },
  {
    name: 'drift-from-late-codes-not-learned',
    breaks: ['D-04', 'P-07'],
    text: { ja: '遅れて届いた値からはずれを覚えない', en: 'a code that comes late teaches nothing' },
    at: 'everywhere',
    wrap: {
      decide: deciding(codeActs, (verdict, asked) =>
        offBy(verdict, asked.facts) < 0 ? keepingDrift(verdict, asked) : verdict,
      ),
    },
  },
  {
    name: 'drift-of-one-for-all',
    breaks: ['D-04'],
    text: { ja: '一つの機器のずれを、すべての機器に当てはめる', en: 'the drift of one device is taken for all' },
    at: 'everywhere',
    wrap: driftForAll(),
  },
  {
    name: 'step-of-one-for-all',
    breaks: ['D-04', 'S-23'],
    text: {
      ja: '一つの機器で値を使うと、ほかの機器のその回の値も使えなくなる',
      en: 'a code of one device kills the step of all',
    },
    at: 'everywhere',
    wrap: stepForAll(),
  },
  {
    name: 'drift-learned-from-refused-codes',
    breaks: ['D-04'],
    text: { ja: '断った値からもずれを覚える', en: 'refused codes teach a drift' },
    at: 'everywhere',
    wrap: {
      decide: deciding('transfer', (verdict, { facts, act }) =>
        refusedFor(verdict, 'otp-outside-window') && facts.key !== undefined
          ? { ...verdict, memory: { ...facts.key, driftSteps: seenDrift(facts, act.otp) } }
          : verdict,
      ),
    },
  },
  {
    name: 'drift-followed-after-two-refusals',
    breaks: ['D-04'],
    text: {
      ja: '幅の外の値でも、二度続けば自分で補正する',
      en: 'two refused codes in a row correct the time by themselves',
    },
    at: 'everywhere',
    wrap: correctingItself(),
  },
  {
    name: 'memory-lost-by-deregistration',
    breaks: ['D-04', 'D-07'],
    text: { ja: '登録を解くと、使用済みの値を忘れる', en: 'deregistration forgets which codes were used' },
    at: 'everywhere',
    wrap: forgetting('deregister', { lastStep: undefined }),
  },
  {
    name: 'drift-lost-by-deregistration',
    breaks: ['D-04', 'D-07'],
    text: { ja: '登録を解くと、時計のずれを忘れる', en: 'deregistration forgets the drift' },
    at: 'everywhere',
    wrap: forgetting('deregister', { driftSteps: 0 }),
  },
  {
    name: 'memory-lost-by-mode-change',
    breaks: ['D-04', 'S-18'],
    text: { ja: '利用形態を変更すると、使用済みの値を忘れる', en: 'a change of mode forgets which codes were used' },
    at: 'everywhere',
    wrap: forgetting('changeMode', { lastStep: undefined }),
  },
  {
    name: 'drift-lost-by-mode-change',
    breaks: ['D-04', 'S-18'],
    text: { ja: '利用形態を変更すると、時計のずれを忘れる', en: 'a change of mode forgets the drift' },
    at: 'everywhere',
    wrap: forgetting('changeMode', { driftSteps: 0 }),
  },
  {
    name: 'memory-lost-by-swap',
    breaks: ['D-04', 'S-31'],
    text: {
      ja: '取り替えると、古いトークンの使用済みの値を忘れる',
      en: 'a swap forgets which codes of the old token were used',
    },
    at: 'everywhere',
    wrap: forgetting('register', { lastStep: undefined }),
  },
  {
    name: 'memory-lost-by-deleting-a-user',
    breaks: ['D-04', 'D-11'],
    text: { ja: '利用者を登録抹消すると、使用済みの値を忘れる', en: 'deleting a user forgets which codes were used' },
    at: 'everywhere',
    wrap: forgetting('deleteUser', { lastStep: undefined }),
  },
  {
    name: 'drift-lost-by-deleting-a-user',
    breaks: ['D-04', 'D-11'],
    text: { ja: '利用者を登録抹消すると、時計のずれを忘れる', en: 'deleting a user forgets the drift' },
    at: 'everywhere',
    wrap: forgetting('deleteUser', { driftSteps: 0 }),
  },
  {
    name: 'memory-lost-with-the-contract',
    breaks: ['D-04', 'D-22'],
    text: { ja: 'ご契約先がなくなると、使用済みの値を忘れる', en: 'a deleted contract takes the used codes with it' },
    at: 'everywhere',
    wrap: forgetting('deleteContract', { lastStep: undefined }),
  },
  {
    name: 'drift-lost-with-the-contract',
    breaks: ['D-04', 'D-22'],
    text: { ja: 'ご契約先がなくなると、時計のずれを忘れる', en: 'a deleted contract takes the drift with it' },
    at: 'everywhere',
    wrap: forgetting('deleteContract', { driftSteps: 0 }),
  },
  {
    name: 'memory-lost-in-a-new-contract',
    breaks: ['D-04', 'D-22'],
    text: { ja: '別のご契約先に移ると、使用済みの値を忘れる', en: 'another contract does not know the used codes' },
    at: 'everywhere',
    wrap: { decide: perContract({ lastStep: undefined }) },
  },
  {
    name: 'drift-lost-in-a-new-contract',
    breaks: ['D-04', 'D-22'],
    text: { ja: '別のご契約先に移ると、時計のずれを忘れる', en: 'another contract does not know the drift' },
    at: 'everywhere',
    wrap: { decide: perContract({ driftSteps: 0 }) },
  },
  {
    name: 'clocks-never-drift',
    breaks: ['P-07'],
    text: { ja: '機器の時計がずれていかない', en: 'the clocks of devices never gain or lose' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        update: (tray, message, now) =>
          right.update(
            tray,
            message.type === 'drift' && message.ppm !== undefined ? { ...message, ppm: 0 } : message,
            now,
          ),
      }),
    },
  },
  {
    name: 'press-sets-the-clock-right',
    breaks: ['P-07'],
    text: { ja: 'ボタンを押すと時計のずれが消える', en: 'a press sets the clock of the device right' },
    at: 'everywhere',
    wrap: leaving('press', (token, _before, now) => ({ ...token, clock: { ...token.clock, offsetMs: 0, setAt: now } })),
  },
  {
    name: 'clocks-drift-ten-times-as-fast',
    breaks: ['P-07'],
    text: { ja: '時計が10倍の速さでずれていく', en: 'clocks drift ten times as fast' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        update: (tray, message, now) =>
          right.update(
            tray,
            message.type === 'drift' && message.ppm !== undefined ? { ...message, ppm: 10 * message.ppm } : message,
            now,
          ),
      }),
    },
  },
];
