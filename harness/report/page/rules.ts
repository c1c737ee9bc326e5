/** The rules in the manual's order: the bank's words, what a test shows, what we infer apart, the verdicts, the scenarios. PURE. */
import { bothLanguages } from '../../../common/text.ts';
import { markers } from '../rules/ids.ts';
import { allRules, type Rule, type Section, sections } from '../rules/sections.ts';
import type { ScenarioVerdict } from '../summary.ts';
import { type RuleVerdict, type Runs, ruleVerdicts, scenarioVerdict } from '../verdicts.ts';
import { anchor, badges, html, say, shortBadges } from './html.ts';

/** Tags that name no rule of ours: a project's own. */
export function foreignTags(scenarios: readonly ScenarioVerdict[]): readonly string[] {
  const known = new Set([...allRules.map(({ id }) => id), ...markers]);
  return [...new Set(scenarios.flatMap(({ tags }) => tags))].filter((tag) => !known.has(tag)).sort();
}

/** @param scenarios one for each place, from whatever level has it. */
export function ruleSections(runs: Runs, scenarios: ReadonlyMap<string, ScenarioVerdict>): string {
  const foreign = foreignTags([...scenarios.values()]);
  const own: readonly Section[] =
    foreign.length === 0
      ? []
      : [
          {
            kind: 'C',
            title: { ja: 'そのほかのタグ', en: 'Other tags' },
            note: { ja: '規則の番号ではないタグ。', en: 'Tags that name no rule.' },
            rules: foreign.map((id) => ({ id, shows: { ja: `@${id}`, en: `@${id}` }, quotations: [] })),
          },
        ];
  const all = [...sections, ...own];
  const verdicts = ruleVerdicts(
    runs,
    all.flatMap(({ rules }) => rules.map(({ id }) => id)),
  );
  return all
    .map(({ kind, title, note, rules }) => {
      const inside = rules.map((rule) => ruleItem(kind, rule, verdicts.get(rule.id) as RuleVerdict, runs, scenarios));
      return `<section data-group aria-label="${html(bothLanguages(title))}"><h2>${say(title)}</h2><p>${say(note)}</p>\n${inside.join('\n')}\n</section>`;
    })
    .join('\n');
}

function ruleItem(
  kind: Section['kind'],
  { id, shows, quotations, infer }: Rule,
  verdict: RuleVerdict,
  runs: Runs,
  scenarios: ReadonlyMap<string, ScenarioVerdict>,
): string {
  const none = verdict.scenarios.length === 0;
  const quotes = quotations.map(
    ({ text, at }) =>
      `<blockquote lang="ja">「<span class="quote">${html(text)}</span>」 <cite>${html(at)}</cite></blockquote>`,
  );
  const inferred =
    infer === undefined ? '' : `<p class="infer">${say({ ja: '推定', en: 'We infer' })}: ${say(infer)}</p>`;
  const reasons = verdict.reasons.filter((reason) => reason !== '');
  const why =
    verdict.overall === 'cannot' && reasons.length > 0 ? `<p class="infer">${html(reasons.join('、'))}</p>` : '';
  const list = none
    ? `<p class="none">${say({ ja: '実行されたシナリオがありません', en: 'No scenario of it was run' })}</p>`
    : `<details><summary>${say({ ja: `シナリオ ${verdict.scenarios.length} 件`, en: `${verdict.scenarios.length} scenarios` })}</summary><ul class="plain">${verdict.scenarios.map((at) => scenarioLink(at, runs, scenarios)).join('')}</ul></details>`;
  return `<article class="rule" id="${html(id)}" data-item="rule" data-kind="${kind}" data-levels="${levelsAttribute(verdict.levels)}"${none ? ' data-none="1"' : ''}><div class="head"><span class="id"><a href="#${html(id)}">${html(id)}</a></span><div>${quotes.join('')}<p>${say(shows)}</p>${inferred}${badges(verdict.levels)}${why}${list}</div></div></article>`;
}

function scenarioLink(at: string, runs: Runs, scenarios: ReadonlyMap<string, ScenarioVerdict>): string {
  return `<li><a href="#${anchor(at)}">${html(scenarios.get(at)?.name ?? at)}</a> ${shortBadges(scenarioLevels(at, runs))}</li>`;
}

/** A scenario's verdict at each level. */
export function scenarioLevels(at: string, runs: Runs): ReadonlyMap<string, ReturnType<typeof scenarioVerdict>> {
  return new Map(
    [...runs].flatMap(([level, run]) => {
      if (run === undefined) return [];
      return [[level, scenarioVerdict(byPlace(run.scenarios).get(at)?.status)] as const];
    }),
  );
}

const places = new WeakMap<readonly ScenarioVerdict[], ReadonlyMap<string, ScenarioVerdict>>();

/** The scenarios of one run by their places, made once for each run. */
export function byPlace(scenarios: readonly ScenarioVerdict[]): ReadonlyMap<string, ScenarioVerdict> {
  const known = places.get(scenarios) ?? new Map(scenarios.map((scenario) => [scenario.at, scenario]));
  places.set(scenarios, known);
  return known;
}

export const levelsAttribute = (levels: ReadonlyMap<string, string>): string =>
  html(JSON.stringify(Object.fromEntries(levels)));
