/** Shards of one run put together: the run as one machine would have left it, or why it can't be, or what is missing of it. PURE. */
import type { Text } from '../../../common/text.ts';
import { compareWhere } from '../fold.ts';
import { outcomeOf } from '../outcome.ts';
import { type ScenarioVerdict, type Summary, summaryFormat } from '../summary.ts';
import { shardOf, withoutShard } from './shard.ts';

/** A summary, and where it was found: told to people, and where its pictures lie. */
export interface FoundRun {
  readonly folder: string;
  readonly summary: Summary;
}

export interface Merged {
  readonly summary: Summary;
  /** In the order of the shards; the newest where one was run twice. */
  readonly shards: readonly { readonly index: number; readonly run: FoundRun }[];
  readonly total: number;
  /** Never run, or broken off. */
  readonly missing: readonly number[];
}

export type MergeResult =
  | { readonly ok: true; readonly levels: readonly Merged[] }
  | { readonly ok: false; readonly text: Text };

/** @param maxSkips more skipped scenarios than that in all are no success. */
export function mergeShards(found: readonly FoundRun[], maxSkips?: number): MergeResult {
  const shards = found.filter(({ summary }) => shardOf(summary.args) !== undefined);
  if (shards.length === 0)
    return refuse('分割した実行（--shard）が見つかりません。', 'no shard (a run with --shard) was found');
  const levels: Merged[] = [];
  for (const runs of Map.groupBy(shards, ({ summary }) => summary.level).values()) {
    const other = runs.find((run) => differs(runs[0] as FoundRun, run) !== undefined);
    if (other !== undefined) return apart(runs[0] as FoundRun, other);
    const merged = mergeLevel(runs, maxSkips);
    if ('ja' in merged) return { ok: false, text: merged };
    levels.push(merged);
  }
  return { ok: true, levels };
}

function mergeLevel(runs: readonly FoundRun[], maxSkips: number | undefined): Merged | Text {
  const newest = new Map<number, FoundRun>();
  for (const run of runs.toSorted((a, b) => a.summary.startedAt - b.summary.startedAt))
    newest.set(shardOf(run.summary.args)?.index ?? 0, run);
  const first = (runs[0] as FoundRun).summary;
  const total = shardOf(first.args)?.total ?? 0;
  const shards = [...newest].sort(([a], [b]) => a - b).map(([index, run]) => ({ index, run }));
  const all = shards.map(({ run }) => run.summary);
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((index) => !newest.get(index)?.summary.ended);
  const scenarios = shards.flatMap(({ index, run }) => run.summary.scenarios.map((each) => ofShard(each, index)));
  const twice = scenarios.find(({ at }, index) => scenarios.findIndex((other) => other.at === at) !== index);
  if (twice !== undefined)
    return {
      ja: `${twice.at} が二つの分割にあります。同じ機能を分けた実行ではありません。`,
      en: `${twice.at} is in two shards: these are no shards of one run`,
    };
  const chosen = all.reduce((sum, each) => sum + each.chosen, 0);
  const ended = missing.length === 0;
  const outcome = outcomeOf({ success: all.every(passedItself), scenarios, chosen, maxSkips });
  const executors = [...new Set(all.flatMap(({ executor }) => executor ?? []))];
  const { executor: _one, ...rest } = first;
  return {
    summary: {
      ...rest,
      format: summaryFormat,
      startedAt: Math.min(...all.map(({ startedAt }) => startedAt)),
      ms: Math.max(...all.map(({ ms }) => ms)),
      args: withoutShard(first.args),
      chosen,
      full: ended && scenarios.length === first.of,
      ended,
      success: ended && outcome === 'passed',
      scenarios: scenarios.sort((a, b) => compareWhere(a.at, b.at)),
      ...(executors.length === 0 ? {} : { executor: executors.join('、') }),
    },
    shards,
    total,
    missing,
  };
}

/** A shard whose scenarios were all skipped is no failure of the whole. */
const passedItself = ({ success, scenarios }: Summary): boolean =>
  success || scenarios.every(({ status }) => status === 'skipped');

/** Pictures of several shards have the same names. */
export const pictureOf = (index: number, file: string): string =>
  file.replace(/^pictures\//, `pictures/shard-${index}-`);

function ofShard(scenario: ScenarioVerdict, index: number): ScenarioVerdict {
  const moved = <T extends Pick<ScenarioVerdict, 'pictures'>>(from: T): T =>
    from.pictures === undefined
      ? from
      : { ...from, pictures: from.pictures.map((each) => ({ ...each, file: pictureOf(index, each.file) })) };
  return { ...moved(scenario), steps: scenario.steps.map(moved) };
}

/** In what two runs differ that shards of one run share. */
function differs(a: FoundRun, b: FoundRun): Text | undefined {
  const facts = ({ summary: { args, made, of } }: FoundRun): readonly [Text, string][] => [
    [{ ja: '分割の数', en: 'number of shards' }, String(shardOf(args)?.total)],
    [{ ja: '引数', en: 'arguments' }, withoutShard(args).join(' ')],
    [{ ja: '版', en: 'version' }, `${made.version} ${made.commit ?? ''}`],
    [{ ja: '乱数の種・時計', en: 'seed or clock' }, `${made.seed} ${made.clock}`],
    [{ ja: '全体の件数', en: 'number of scenarios in all' }, String(of)],
  ];
  const theirs = facts(b);
  return facts(a).find(([, value], index) => theirs[index]?.[1] !== value)?.[0];
}

function apart(a: FoundRun, b: FoundRun): MergeResult {
  const what = differs(a, b) as Text;
  return refuse(
    `同じ実行の分割ではありません（${what.ja}が違います）: ${a.folder} と ${b.folder}`,
    `no shards of one run (${what.en} differs): ${a.folder} and ${b.folder}`,
  );
}

const refuse = (ja: string, en: string): MergeResult => ({ ok: false, text: { ja, en } });
