/** What a page of the portal says, read strictly: whatever it should not say is an error of the page, and no answer. PURE. */
import { ownText } from '../../../browser/dom.ts';
import {
  hasTable,
  type Page,
  type Row,
  refusal,
  region,
  rows,
  status,
  title,
  typedFields,
  valueBeside,
} from '../../../browser/page.ts';
import { serialForm } from '../../../common/token-forms.ts';
import { type Outcome, ScreenRefused, type ShownRegistrations } from '../../ports.ts';
import { partsOf } from './page-parts.ts';

const none = '未登録';

export function outcome(page: Page): Outcome {
  const refused = refusal(page);
  if (refused !== undefined)
    return { accepted: false, ...refused, kept: typedFields(page), traces: traces(page), page: partsOf(page) };
  if (page.httpStatus !== 200) throw new Error(`「${title(page)}」: HTTP ${page.httpStatus}`);
  const shows = ['ワンタイムパスワード利用登録', 'ワンタイムパスワード利用登録解除'].includes(title(page));
  return {
    accepted: true,
    status: status(page),
    shown: shows ? shownRegistrations(page) : undefined,
    page: partsOf(page),
  };
}

/** Status, every word but the time of day, and every mark on a field; what was typed stands in fields and is no word. */
function traces({ httpStatus, elements }: Page): string {
  const words = elements.filter(({ tagName }) => !['html', 'head', 'body', 'time'].includes(tagName)).map(ownText);
  const marked = elements.flatMap(({ attribs }) =>
    isWrong(attribs) ? [`${attribs['name']}: ${attribs['aria-describedby']}`] : [],
  );
  return JSON.stringify([httpStatus, words.filter(Boolean), marked]);
}

const isWrong = (attribs: { readonly [name: string]: string }): boolean => attribs['aria-invalid'] !== undefined;

export function shownRegistrations(page: Page): ShownRegistrations {
  const current = region(page, '現在のトークン情報');
  if (!hasTable(current)) {
    return { mode: 'shared', serial: serialIn(valueBeside(page, current, 'シリアル番号')), users: new Map() };
  }
  const users = rows(page, current).map((row) => [choiceOf(row), serialIn(cell(row, 'シリアル番号'))] as const);
  return { mode: 'individual', serial: undefined, users: new Map(users) };
}

/** The user whose row it is. */
export function choiceOf({ choice }: Row): string {
  if (choice === undefined) throw new Error('利用者を選ぶボタンのない行があります');
  return choice;
}

export function cell({ cells }: Row, heading: string): string {
  const text = cells.get(heading);
  if (text === undefined) throw new Error(`「${heading}」の列がありません（${[...cells.keys()].join('、')}）`);
  return text;
}

/** 利用中止: × or -, and nothing else. */
export function isStopped(mark: string): boolean {
  if (mark !== '×' && mark !== '-') throw new Error(`利用中止の欄に「${mark}」とあります`);
  return mark === '×';
}

/** A serial as shown; a cell that is neither a serial nor 未登録 is an error of the page. */
export function serialIn(shown: string): string | undefined {
  if (shown === none) return undefined;
  if (!serialForm.test(shown)) throw new Error(`シリアル番号の欄に「${shown}」とあります`);
  return shown;
}

export function demandOpen(page: Page): Page {
  const refused = refusal(page);
  if (refused !== undefined)
    throw new ScreenRefused({ accepted: false, ...refused, traces: traces(page), page: partsOf(page) });
  return page;
}

export function expectScreen(page: Page, screen: string): Page {
  demandOpen(page);
  if (title(page) !== screen) throw new Error(`「${screen}」の画面のはずが「${title(page)}」です`);
  return page;
}
