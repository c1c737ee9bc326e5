/** What failed, first of all, with the text of the step and its cause; and where levels differ. PURE. */
import { bothLanguages } from '../../../common/text.ts';
import { comparedCount, differences, notRun } from '../compare.ts';
import type { ScenarioVerdict, Summary } from '../summary.ts';
import { scenarioVerdict } from '../verdicts.ts';
import { anchor, html, say, table } from './html.ts';
import type { ShowPicture } from './scenarios.ts';

export function failureList(summaries: readonly Summary[], show: ShowPicture): string {
  const failed = summaries.flatMap((run) =>
    run.scenarios
      .filter(({ status }) => scenarioVerdict(status) === 'failing')
      .map((scenario) => failure(run, scenario, show)),
  );
  const [title, none] = [
    { ja: `不合格 ${failed.length} 件`, en: `${failed.length} failing` },
    { ja: '不合格のシナリオはありません。', en: 'No scenario fails.' },
  ];
  if (summaries.length === 0) return '';
  return `<section id="failures" aria-label="${bothLanguages({ ja: '不合格', en: 'Failing' })}"><h2>${say(title)}</h2>${failed.length === 0 ? `<p>${say(none)}</p>` : failed.join('\n')}</section>`;
}

function failure(run: Summary, scenario: ScenarioVerdict, show: ShowPicture): string {
  const step = scenario.steps.find(({ status }) => scenarioVerdict(status) === 'failing');
  const cause = step?.error ?? scenario.error ?? step?.status ?? scenario.status;
  const pictures = [...(step?.pictures ?? []), ...(scenario.pictures ?? [])].map((picture) =>
    show(run, picture, `${run.level}: ${scenario.name}`),
  );
  const seen = (step?.seen ?? []).map((line) => `<p class="seen">${html(line)}</p>`);
  return `<article class="failure"><p><b>${html(run.level)}</b> <a href="#${anchor(scenario.at)}">${html(scenario.name)}</a> <code>${html(scenario.at)}</code> ${scenario.tags.map((tag) => `<a href="#${html(tag)}">${html(tag)}</a>`).join(' ')}</p><p>${html(step?.text ?? '')}</p><pre>${html(cause)}</pre>${seen.join('')}${pictures.join('')}</article>`;
}

export function differenceList(summaries: readonly Summary[]): string {
  const [first, ...rest] = summaries;
  if (first === undefined || rest.length === 0) return '';
  if (rest.every((other) => comparedCount(first, other) === 0))
    return `<p>${say({ ja: '複数の実行レベルで実行したシナリオはありません。', en: 'No scenario was run at several levels.' })}</p>`;
  // A level may have fewer scenarios (`real`): no verdict is not another verdict.
  const found = rest
    .flatMap((other) => differences(first, other))
    .filter(({ verdicts }) => !Object.values(verdicts).includes(notRun));
  if (found.length === 0)
    return `<p>${say({ ja: '複数の実行レベルで実行したシナリオの判定は、すべて同じです。', en: 'Scenarios run at several levels came to the same verdicts.' })}</p>`;
  const rows = found.map(
    ({ at, name, verdicts }) =>
      `<tr><td><a href="#${anchor(at)}">${html(name)}</a> <code>${html(at)}</code></td><td>${html(
        Object.entries(verdicts)
          .map(([level, verdict]) => `${level}: ${verdict}`)
          .join(', '),
      )}</td></tr>`,
  );
  return table(
    { ja: '実行レベルによる判定の違い', en: 'Different verdicts' },
    [
      { ja: 'シナリオ', en: 'Scenario' },
      { ja: '判定', en: 'Verdicts' },
    ],
    rows,
  );
}
