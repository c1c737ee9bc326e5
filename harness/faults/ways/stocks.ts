/** Stocks that several faults share. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { ControlResult } from '../../../portal-stub/rules/acts.ts';
import { type JudgeStock, judgeStock, type StockedKey, type StockVerdict } from '../../../portal-stub/rules/stock.ts';
import type { ImportedStock } from '../../../portal-stub/service/portal-service.ts';
import type { PskcKey } from '../../../pskc/model.ts';
import { seeing } from '../wrongs.ts';

type Wrap<T> = (right: T) => T;

/** Keys are judged as if the file said something else. */
export const altering =
  (change: (key: PskcKey) => PskcKey): Wrap<JudgeStock> =>
  (right) =>
  (file, stock, now) =>
    right({ ...file, keys: file.keys.map(change) }, stock, now);

export const answering =
  (change: (verdict: StockVerdict) => StockVerdict): Wrap<JudgeStock> =>
  (right) =>
    function* (file, stock, now) {
      return change(yield* right(file, stock, now));
    };

/** Each key is judged alone. `skipping`: refused ones are left out where another is sound. */
export const oneByOne =
  (skipping: boolean): Wrap<JudgeStock> =>
  (right) =>
    function* (file, stock, now) {
      if (file.keys.length < 2) return yield* right(file, stock, now);
      const verdicts = file.keys.map((key) => judgeStock({ keys: [key], others: [] }, stock, now));
      const sound = verdicts.filter((verdict) => verdict.ok);
      const refused = verdicts.find((verdict) => !verdict.ok);
      if (refused !== undefined && (!skipping || sound.length === 0)) return refused;
      return {
        ok: true,
        add: sound.flatMap(({ add }) => add),
        update: sound.flatMap(({ update }) => update),
      };
    };

const answered =
  (change: (answer: ImportedStock) => ImportedStock) =>
  (result: ControlResult<ImportedStock>): ControlResult<ImportedStock> =>
    result.ok ? { ok: true, value: change(result.value) } : result;

export const answeringImport = (change: (answer: ImportedStock) => ImportedStock): Wrapping => ({
  service: (right) => ({
    ...right,
    importStock: (file, given) => answered(change)(right.importStock(file, given)),
    importStockInTurns: async (file, given) => answered(change)(await right.importStockInTurns(file, given)),
  }),
});

/** Every import forgets which codes of all keys were used. */
export function forgettingOnImport(): Wrapping {
  const importedAt = new Set<string>();
  let imports = 0;
  return {
    judgeStock: (right) => (file, stock, now) => {
      imports += 1;
      importedAt.clear();
      for (const { serial } of file.keys) importedAt.add(serial ?? '');
      return right(file, stock, now);
    },
    decide: (right) => (contract, act, facts) => {
      const forgotten = imports > 0 && facts.key !== undefined && importedAt.delete(facts.key.serial);
      return right(contract, act, forgotten ? { ...facts, key: { ...facts.key, lastStep: undefined } } : facts);
    },
  };
}

/** The dates of keys are seen otherwise. */
export const validAs = (type: 'register' | 'transfer', dates: Partial<StockedKey>) =>
  seeing(type, ({ facts }) =>
    facts.key === undefined ? {} : { facts: { ...facts, key: { ...facts.key, ...dates } } },
  );
