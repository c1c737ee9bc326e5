/** Files that come again, or hold what no file should (D-23, D-24). PURE. */
import type { ControlResult } from '../../../portal-stub/rules/acts.ts';
import { type JudgeStock, judgeStock, type StockedKey } from '../../../portal-stub/rules/stock.ts';
import type { PskcKey } from '../../../pskc/model.ts';
import type { Fault } from '../fault.ts';
import { altering, answering, validAs } from '../ways/stocks.ts';
import { deciding, wrong } from '../wrongs.ts';

const isOver = ({ policy }: PskcKey, now: number): boolean => (policy?.expiryDate ?? now) < now;

/** What becomes of keys that the stock knows already, beside what the right rules change. */
const updating =
  (more: (before: StockedKey, key: PskcKey) => StockedKey | undefined) =>
  (right: JudgeStock): JudgeStock =>
    function* (file, stock, now) {
      const verdict = yield* right(file, stock, now);
      if (!verdict.ok) return verdict;
      const added = file.keys.flatMap((key) => {
        const before = stock.key(key.serial ?? '');
        return (before && more(before, key)) ?? [];
      });
      return { ...verdict, update: [...verdict.update, ...added] };
    };

export const stockFileFaults: readonly Fault[] = [
  wrong(
    'stock-takes-a-serial-twice',
    'D-24 S-23',
    '一つのファイルに二度あるシリアル番号を、一度と数えて取り込む',
    'a serial that stands twice in a file enters once',
    {
      judgeStock: (right) => (file, stock, now) =>
        right(
          {
            ...file,
            keys: file.keys.filter(({ serial }, at) => at === file.keys.findIndex((it) => it.serial === serial)),
          },
          stock,
          now,
        ),
    },
  ),
  wrong(
    'stock-takes-keys-that-are-over',
    'D-23',
    '有効期間の過ぎた新しい鍵を取り込む',
    'new keys enter after their dates',
    {
      judgeStock: (right) => (file, stock, now) =>
        right(
          { ...file, keys: file.keys.map((key) => (isOver(key, now) ? { ...key, policy: undefined } : key)) },
          stock,
          now,
        ),
    },
  ),
  wrong('stock-hears-no-end', 'D-24', '期間が過ぎたという知らせを断る', 'a file that tells of an end is refused', {
    judgeStock: (right) =>
      function* (file, stock, now) {
        const over = file.keys.find((key) => isOver(key, now));
        return over === undefined
          ? yield* right(file, stock, now)
          : { ok: false, code: 'stock-expired', key: over.serial };
      },
  }),
  wrong(
    'stock-silence-takes-dates-away',
    'D-24',
    '有効期間の書かれていないファイルで、期間が消える',
    'a file without dates takes them away',
    {
      judgeStock: updating((before, { policy }) =>
        policy === undefined && before.validUntil !== undefined
          ? { ...before, validFrom: undefined, validUntil: undefined }
          : undefined,
      ),
    },
  ),
  wrong('stock-same-dates-count', 'D-24', '同じ有効期間を、変わったと数える', 'the same dates count as other ones', {
    judgeStock: updating((before, { policy }) =>
      policy?.expiryDate !== undefined && policy.expiryDate === before.validUntil ? before : undefined,
    ),
  }),
  wrong(
    'stock-start-alone-is-nothing',
    'D-24',
    '始まりだけの変更を取り込まない',
    'a start that changes alone is not taken',
    {
      judgeStock: answering((verdict) =>
        verdict.ok
          ? { ...verdict, update: verdict.update.filter(({ validUntil }) => validUntil !== undefined) }
          : verdict,
      ),
    },
  ),
  wrong(
    'stock-mends-serials',
    'D-23',
    '形の違うシリアル番号を、直して取り込む',
    'crooked serials are mended and enter',
    {
      judgeStock: altering((key) => (key.serial?.length === 8 ? { ...key, serial: `${key.serial}0` } : key)),
    },
  ),
  wrong(
    'stock-invents-serials',
    'D-23',
    'シリアル番号のない鍵に番号を付けて取り込む',
    'keys without a serial are given one',
    {
      judgeStock: altering((key) => (key.serial === undefined ? { ...key, serial: 'SKTH99998' } : key)),
    },
  ),
  wrong('stock-takes-mixed-pins', 'D-23', '暗証番号をまぜる鍵を取り込む', 'keys whose codes take a PIN enter', {
    judgeStock: altering((key) => (key.policy?.pin === undefined ? key : { ...key, policy: undefined })),
  }),
  wrong(
    'stock-passes-over-other-keys',
    'D-23',
    'ワンタイムパスワードでない鍵を、黙って飛ばす',
    'keys that make no codes are passed over',
    {
      judgeStock: (right) => (file, stock, now) => right({ ...file, others: [] }, stock, now),
    },
  ),
  wrong(
    'last-moment-of-a-key-is-over',
    'D-24',
    '有効期間の終わりちょうどに使えない',
    'a key is over at the last moment of its dates',
    {
      decide: (right) => (contract, act, facts) =>
        validAs('transfer', facts.key?.validUntil === facts.now ? { validUntil: facts.now - 1 } : {})(right)(
          contract,
          act,
          facts,
        ),
    },
  ),
  wrong(
    'kinds-must-be-one-token',
    'D-13',
    '併用させない取り決めで、別の利用者の別のトークンを同じ種類でも断る',
    'where kinds do not mix, not even two of a kind do',
    {
      decide: deciding('register', (verdict, { contract, act }) =>
        !contract.policy.mixKinds &&
        verdict.reason === undefined &&
        contract.users.some(
          ({ userId, registration: { serial } }) =>
            serial !== undefined && serial !== act.serial && !act.userIds.includes(userId),
        )
          ? { contract, reason: 'kind-mixed' }
          : verdict,
      ),
    },
  ),
  wrong(
    'kinds-of-the-last-count',
    'D-13',
    '併用の有無を、最後の利用者だけで見る',
    'whether kinds mix is asked of the last user only',
    {
      decide: (right) => (contract, act, facts) => {
        const verdict = right(contract, act, facts);
        if (verdict.reason !== 'kind-mixed') return verdict;
        return right(
          {
            ...contract,
            policy: { ...contract.policy, mixKinds: contract.users.at(-1)?.registration.serial === undefined },
          },
          act,
          facts,
        );
      },
    },
  ),
  wrong(
    'refused-file-enters-behind-its-refusal',
    'D-24 D-23',
    '断った答えの後ろで、ファイルの残りを取り込む',
    'a refused file enters all the same',
    enteringBehind(),
  ),
];

function enteringBehind(): Fault['wrap'] {
  let refused: { readonly code: string; readonly key: string | undefined } | undefined;
  return {
    judgeStock: (right) =>
      function* (file, stock, now) {
        const verdict = yield* right(file, stock, now);
        refused = verdict.ok ? undefined : verdict;
        if (verdict.ok) return verdict;
        const sound = file.keys
          .map((key) => judgeStock({ keys: [key], others: [] }, stock, now))
          .filter(({ ok }) => ok);
        return { ok: true, add: sound.flatMap((each) => (each.ok ? each.add : [])), update: [] };
      },
    service: (right) => ({
      ...right,
      importStock: (file, given) => behind(right.importStock(file, given)),
      importStockInTurns: async (file, given) => behind(await right.importStockInTurns(file, given)),
    }),
  };

  function behind<T>(result: ControlResult<T>): ControlResult<T> {
    if (refused === undefined) return result;
    const { code, key = '' } = refused;
    refused = undefined;
    return { ok: false, error: { code, text: { ja: key, en: key } } };
  }
}
