/** Histories of years by fast-check: random acts, the model beside the bank; a difference becomes a feature that shows it. */
import fc from 'fast-check';
import type { WorldAct } from '../../harness/explore/acts.ts';
import type { Exploration } from '../../harness/explore/exploration.ts';
import { type HistoryWrapping, play, shortest } from '../../harness/explore/history.ts';
import { historyFeature } from '../../harness/explore/history-feature.ts';
import type { Played } from '../../harness/explore/history-shape.ts';

const stepsADay = 2880;
export const actsInHistory = 500;

const user = fc.integer({ min: 0, max: 2 });
const users = fc.uniqueArray(user, { minLength: 1, maxLength: 3 });
const token = fc.integer({ min: 0, max: 3 });
const code = fc.oneof(
  { weight: 3, arbitrary: token.map((of) => ({ of, off: 0 })) },
  { weight: 1, arbitrary: fc.constant('wrong' as const) },
);
const mostly = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0);
const one = <T extends WorldAct>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

/** The administrator types the code of the token that they register, more often than not. */
const register = fc.tuple(users, token, fc.option(code, { freq: 2 }), mostly).map(
  ([chosen, of, other, pin]): WorldAct => ({
    type: 'register',
    at: 0,
    users: chosen,
    token: of,
    code: pin ? (other ?? { of, off: 0 }) : { of, off: 0 },
    pin,
  }),
);

const acts: fc.Arbitrary<WorldAct> = fc.oneof(
  one(
    1,
    fc.constantFrom('shared', 'individual').map((mode): WorldAct => ({ type: 'changeMode', at: 0, mode })),
  ),
  one(6, register),
  one(
    2,
    fc.tuple(users, mostly).map(([chosen, pin]): WorldAct => ({ type: 'deregister', at: 0, users: chosen, pin })),
  ),
  one(
    8,
    fc.tuple(user, code).map(([who, typed]): WorldAct => ({ type: 'transfer', at: 0, user: who, code: typed })),
  ),
  one(
    3,
    fc.tuple(user, mostly).map(([who, right]): WorldAct => ({ type: 'userLogin', at: 0, user: who, right })),
  ),
  one(
    2,
    mostly.map((right): WorldAct => ({ type: 'adminLogin', at: 0, right })),
  ),
  one(
    3,
    fc.tuple(user, mostly).map(([who, pin]): WorldAct => ({ type: 'unlockUser', at: 0, user: who, pin })),
  ),
  one(2, fc.constant<WorldAct>({ type: 'bankUnlock', at: 0 })),
  one(
    1,
    token.map((of): WorldAct => ({ type: 'resetSerial', token: of })),
  ),
  one(
    1,
    token.map((of): WorldAct => ({ type: 'resync', token: of, off: 0 })),
  ),
  one(
    2,
    fc.integer({ min: 1, max: 30 }).map((days): WorldAct => ({ type: 'wait', steps: days * stepsADay })),
  ),
  one(1, fc.constant<WorldAct>({ type: 'changePhone', token: 2, to: 3 })),
);

export interface Histories {
  readonly seed: number;
  readonly histories: number;
  readonly acts: number;
  readonly days: number;
  readonly refused: number;
  /** The first difference, as short as it gets. */
  readonly found: Played | undefined;
}

/** `runs` histories of 500 acts each. */
export function searchHistories(seed: number, runs: number, wrap: HistoryWrapping = {}): Histories {
  const history = fc.array(acts, { minLength: actsInHistory, maxLength: actsInHistory, size: 'max' });
  const counted = { histories: 0, acts: 0, days: 0, refused: 0 };
  for (const each of fc.sample(history, { seed, numRuns: runs })) {
    const played = play(each, wrap);
    counted.histories += 1;
    counted.acts += played.done.length;
    counted.refused += played.done.filter(({ wanted }) => wanted.reason !== undefined).length;
    for (const { act } of played.done) if (act.type === 'wait') counted.days += act.steps / stepsADay;
    if (played.got !== undefined) return { seed, ...counted, found: shortest(each, wrap) };
  }
  return { seed, ...counted, found: undefined };
}

/** The feature that shows what was found. */
export const featureOf = ({ seed }: Histories, found: Played): string =>
  historyFeature(found, '模型と銀行が食い違う', `乱数の種 ${seed}、${actsInHistory} 個の操作から縮めました。`);

export function historyTable(histories: Histories, at: number, ms: number): Exploration {
  const { seed, found, histories: count, acts: done, days, refused } = histories;
  const years = (days / 365).toFixed(1);
  return {
    name: 'histories',
    title: { ja: '乱数の履歴', en: 'Random histories' },
    notes: [
      {
        ja: `${count} 個の履歴（乱数の種 ${seed}、合わせて ${years} 年）で ${done} 回の操作をし、模型との不一致は ${found === undefined ? 0 : 1} 件。`,
        en: `${count} histories (seed ${seed}, ${years} years in all) of ${done} acts; ${found === undefined ? 0 : 1} differ from the model.`,
      },
    ],
    heads: [
      { ja: '結果', en: 'Outcome' },
      { ja: '回数', en: 'Times' },
    ],
    rows: [
      ['accepted', done - refused],
      ['refused', refused],
    ],
    success: found === undefined && done > 0,
    at,
    ms,
  };
}
