/**
 * 試験成績書, the rows of its table: one for each scenario and level, as Japanese QA hands tests on. Preconditions,
 * numbered steps, what is expected after which of them, what came of it. PURE.
 */

import { createHash } from 'node:crypto';
import { japanDateTime } from '../../../common/japan-time.ts';
import { levelFolder } from '../level-folder.ts';
import { allRules } from '../rules/sections.ts';
import type { Picture, ScenarioVerdict, StepVerdict, Summary } from '../summary.ts';
import { scenarioVerdict, type Verdict, verdictTexts } from '../verdicts.ts';

export interface EvidenceRow {
  /** 項番: the same for the same scenario in every run, whatever was added before it. */
  readonly number: string;
  readonly level: string;
  readonly feature: string;
  readonly name: string;
  /** 規則, and the manual's words for those that have them. */
  readonly rules: string;
  readonly quotations: string;
  readonly preconditions: string;
  readonly operations: string;
  readonly expected: string;
  readonly actual: string;
  readonly verdict: Verdict;
  readonly at: string;
  readonly executor: string;
  readonly notes: string;
  readonly pictures: readonly EvidencePicture[];
}

export interface EvidencePicture {
  /** From `reports/`. */
  readonly path: string;
  readonly mediaType: string;
  readonly caption: string;
}

export function evidenceRows(summaries: readonly Summary[]): readonly EvidenceRow[] {
  const numbers = numbersOf(summaries.flatMap(({ scenarios }) => scenarios));
  return summaries.flatMap((run) => run.scenarios.map((scenario) => rowOf(run, scenario, numbers)));
}

/**
 * The file's name, and six digits of a hash over file, name and its place among those of that name: `swap-3f2a1c`. Lines move
 * when something is written above them; these don't.
 */
export function numbersOf(scenarios: readonly ScenarioVerdict[]): ReadonlyMap<string, string> {
  const places = [...new Map(scenarios.map((scenario) => [scenario.at, scenario])).values()].sort(inFileOrder);
  const times = new Map<string, number>();
  return new Map(
    places.map(({ at, name }) => {
      const file = at.replace(/:\d+$/, '');
      const key = `${file}\n${name}`;
      const nth = (times.get(key) ?? 0) + 1;
      times.set(key, nth);
      const hash = createHash('sha256').update(`${key}\n${nth}`).digest('hex').slice(0, 6);
      return [at, `${file.replace(/^.*\//, '').replace(/\.feature$/, '')}-${hash}`];
    }),
  );
}

const lineOf = (at: string): number => Number(at.slice(at.lastIndexOf(':') + 1));
const inFileOrder = (a: ScenarioVerdict, b: ScenarioVerdict): number => lineOf(a.at) - lineOf(b.at);

function rowOf(run: Summary, scenario: ScenarioVerdict, numbers: ReadonlyMap<string, string>): EvidenceRow {
  const rules = allRules.filter(({ id }) => scenario.tags.includes(id));
  const parts = partsOf(scenario.steps);
  return {
    number: numbers.get(scenario.at) ?? scenario.at,
    level: run.level,
    feature: scenario.feature,
    name: scenario.name,
    rules: scenario.tags.join(' '),
    quotations: rules.flatMap(({ id, quotations }) => quotations.map(({ text }) => `${id}「${text}」`)).join('\n'),
    ...parts,
    actual: actualOf(scenario),
    verdict: scenarioVerdict(scenario.status),
    at: japanDateTime(scenario.startedAt),
    executor: run.executor ?? '',
    notes: [scenario.reason, scenario.at].filter(Boolean).join('\n'),
    pictures: picturesOf(run, scenario),
  };
}

type Kind = 'given' | 'act' | 'check';

/** かつ and しかし go on with what stands before them. */
const kindOf = (text: string, before: Kind): Kind =>
  /^(前提|Given)/.test(text)
    ? 'given'
    : /^(もし|When)/.test(text)
      ? 'act'
      : /^(ならば|Then)/.test(text)
        ? 'check'
        : before;

const wordsOf = ({ text, rows = [] }: StepVerdict): string =>
  [text.replace(/^\S+\s+/, ''), ...rows.map((row) => `  ${row.join(' | ')}`)].join('\n');

function partsOf(steps: readonly StepVerdict[]): Pick<EvidenceRow, 'preconditions' | 'operations' | 'expected'> {
  const lines: { readonly [kind in Kind]: string[] } = { given: [], act: [], check: [] };
  let kind: Kind = 'given';
  for (const step of steps) {
    kind = kindOf(step.text, kind);
    if (kind === 'given') lines.given.push(`・${wordsOf(step)}`);
    else if (kind === 'act') lines.act.push(`${lines.act.length + 1}. ${wordsOf(step)}`);
    else lines.check.push(`(${lines.act.length}) ${wordsOf(step)}`);
  }
  return {
    preconditions: lines.given.join('\n'),
    operations: lines.act.join('\n'),
    expected: lines.check.join('\n'),
  };
}

function actualOf({ steps, status, error, reason }: ScenarioVerdict): string {
  let acts = 0;
  let kind: Kind = 'given';
  const seen = steps.flatMap((step) => {
    kind = kindOf(step.text, kind);
    if (kind === 'act') acts += 1;
    return (step.seen ?? []).map((line) => `(${acts}) ${line}`);
  });
  const failed = steps.find((step) => scenarioVerdict(step.status) === 'failing');
  const first = (text: string) => text.split('\n')[0] ?? '';
  const end =
    status === 'passed'
      ? ['期待結果のとおり']
      : status === 'skipped'
        ? [`確認できなかった（${reason ?? '理由の記録なし'}）`]
        : [
            failed === undefined ? '' : `「${wordsOf(failed)}」で不合格: ${first(failed.error ?? failed.status)}`,
            error === undefined ? '' : first(error),
          ].filter((line) => line !== '');
  return [...seen, ...end].join('\n');
}

function picturesOf({ level }: Summary, { name, steps, pictures = [] }: ScenarioVerdict): readonly EvidencePicture[] {
  const taken = (all: readonly Picture[], caption: string) =>
    all.map(({ file, mediaType }) => ({ path: `${levelFolder(level)}/${file}`, mediaType, caption }));
  return [...steps.flatMap((step) => taken(step.pictures ?? [], step.text)), ...taken(pictures, name)];
}

/** 合格, 不合格 … */
export const verdictWord = (verdict: Verdict): string => verdictTexts[verdict].ja;
