/** Every scenario: its verdict at each level, its steps, and what was seen at each. PURE. */
import { bothLanguages } from '../../../common/text.ts';
import { markers } from '../rules/ids.ts';
import type { Picture, ScenarioVerdict, StepVerdict, Summary } from '../summary.ts';
import { type Runs, scenarioVerdict } from '../verdicts.ts';
import { anchor, html, marks, say, shortBadges } from './html.ts';
import { byPlace, levelsAttribute, scenarioLevels } from './rules.ts';

/** The bytes of a picture as the page holds them, or a link where it holds none. */
export type ShowPicture = (summary: Summary, picture: Picture, alt: string) => string;

export function scenarioSections(
  runs: Runs,
  scenarios: ReadonlyMap<string, ScenarioVerdict>,
  show: ShowPicture,
): string {
  const features = Map.groupBy(scenarios.values(), ({ feature }) => feature);
  const groups = [...features].map(
    ([feature, all]) =>
      `<section data-group><h3>${html(feature)}</h3>\n${all.map((scenario) => scenarioItem(scenario, runs, show)).join('\n')}\n</section>`,
  );
  return `<section data-group aria-label="${bothLanguages({ ja: 'シナリオ', en: 'Scenarios' })}"><h2>${say({ ja: 'シナリオと見たもの', en: 'Scenarios, and what was seen' })}</h2>\n${groups.join('\n')}\n</section>`;
}

function scenarioItem({ at, name, tags }: ScenarioVerdict, runs: Runs, show: ShowPicture): string {
  const levels = scenarioLevels(at, runs);
  const ran = [...runs.values()].flatMap((run) => {
    const verdict = run === undefined ? undefined : byPlace(run.scenarios).get(at);
    return run === undefined || verdict === undefined ? [] : [{ run, verdict }];
  });
  const longest = ran.reduce((most, { verdict }) => Math.max(most, verdict.steps.length), 0);
  const steps = Array.from({ length: longest }, (_, index) =>
    stepItem(
      ran.flatMap(({ run, verdict }) => {
        const step = verdict.steps[index];
        return step === undefined ? [] : [{ run, step, scenario: name }];
      }),
      show,
    ),
  );
  const rest = ran.flatMap(({ run, verdict: { error, reason, unchecked = [], pictures = [] } }) => [
    ...(reason === undefined ? [] : [`<p class="seen">${html(run.level)}: ${html(reason)}</p>`]),
    ...(unchecked.length === 0
      ? []
      : [
          `<p class="seen">${html(run.level)}: ${say({ ja: '確かめていないこと', en: 'not checked' })} ${html(unchecked.join('、'))}</p>`,
        ]),
    ...(error === undefined ? [] : [`<pre class="error">${html(run.level)}: ${html(error)}</pre>`]),
    ...pictures.map((picture) => show(run, picture, `${run.level}: ${name}`)),
  ]);
  const rules = tags
    .filter((tag) => !markers.includes(tag))
    .map((tag) => `<a href="#${html(tag)}">${html(tag)}</a>`)
    .join(' ');
  return `<details class="scenario" id="${anchor(at)}" data-item="scenario" data-levels="${levelsAttribute(levels)}"><summary>${html(name)} ${shortBadges(levels)}</summary><p class="tags">${rules} <code>${html(at)}</code></p><ol class="steps">${steps.join('')}</ol>${rest.join('')}</details>`;
}

interface RanStep {
  readonly run: Summary;
  readonly step: StepVerdict;
  readonly scenario: string;
}

function stepItem(ran: readonly RanStep[], show: ShowPicture): string {
  const [first] = ran;
  if (first === undefined) return '';
  const byVerdict = Map.groupBy(ran, ({ step }) => scenarioVerdict(step.status));
  const verdicts = [...byVerdict].map(
    ([verdict, all]) =>
      `<span class="v ${verdict}">${marks[verdict]} ${all.map(({ run }) => html(run.level)).join(' ')}</span>`,
  );
  const bySeen = Map.groupBy(
    ran.filter(({ step }) => step.seen !== undefined),
    ({ step }) => (step.seen ?? []).join('\n'),
  );
  const seen = [...bySeen].map(
    ([text, all]) =>
      `<p class="seen">${all.map(({ run }) => html(run.level)).join(' ')}: ${html(text).replaceAll('\n', '<br>')}</p>`,
  );
  const errors = ran.flatMap(({ run, step }) =>
    step.error === undefined ? [] : [`<pre class="error">${html(run.level)}: ${html(step.error)}</pre>`],
  );
  const pictures = ran.flatMap(({ run, step, scenario }) =>
    (step.pictures ?? []).map((picture) => show(run, picture, `${run.level}: ${scenario} ${step.text}`)),
  );
  const rows = first.step.rows?.map((row) => `<tr>${row.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`);
  const given = rows === undefined ? '' : `<table><tbody>${rows.join('')}</tbody></table>`;
  return `<li>${html(first.step.text)} ${verdicts.join(' ')}${given}${seen.join('')}${errors.join('')}${pictures.join('')}</li>`;
}
