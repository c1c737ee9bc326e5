/**
 * Pages from Eta templates, compiled once and kept. Everything is escaped by default; no template prints raw text but
 * the layout its body. SHELL: reads the templates.
 */

import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { japanIso } from '../../../common/japan-time.ts';
import { type Contract, serialOf, type User } from '../../rules/contract.ts';
import type { PortalService } from '../../service/service.ts';
import { modeChangeNote, modeTexts, notRegisteredText, refusalTexts, stopTexts } from '../../texts.ts';
import { wrongFields } from './refusal-fields.ts';
import type { Notice } from './request-context.ts';
import { type ScreenName, screens } from './screens.ts';

export interface PageData {
  readonly [name: string]: unknown;
  readonly at: number;
  readonly notice: Notice;
  readonly contract?: Contract | undefined;
  readonly user?: User | undefined;
  /** Whose menu stands on the page. */
  readonly role?: 'anonymous' | 'administrator' | 'user' | undefined;
  readonly csrf?: string | undefined;
  readonly form?: string | undefined;
}
export type Render = (screen: ScreenName, data: PageData) => string;

export const pagesFolder = fileURLToPath(new URL('./templates/', import.meta.url));

/** @param demo the demo contract's id: what it takes to log in is printed on the login pages while it exists. */
export function createRender(service: PortalService, demo: string | undefined): Render {
  const eta = new Eta({ views: pagesFolder, cache: true, autoEscape: true });
  const helpers = { modes: modeTexts, modeChangeNote, none: notRegisteredText, serialOf };
  return (name, data) => {
    const screen = screens[name];
    const login = name === 'adminLogin' || name === 'userLogin';
    const { refused, stops } = data.notice;
    return eta.render(`./${screen.template}`, {
      ...helpers,
      ...data,
      name,
      screen,
      now: { text: dateLine(data.at), iso: japanIso(data.at) },
      refused: refused && { code: refused, text: refusalTexts[refused].ja, more: stops && stopTexts[stops].ja },
      wrong: (refused && wrongFields[refused]) ?? [],
      demo: login && demo !== undefined ? service.contract(demo) : undefined,
    });
  };
}

/** 「2026年11月22日 19時03分26秒」, in Japanese time. */
export function dateLine(at: number): string {
  const [date = '', time = ''] = japanIso(at).split('T');
  const [year, month, day] = date.split('-');
  const [hour, minute, second] = time.slice(0, 8).split(':');
  return `${year}年${month}月${day}日 ${hour}時${minute}分${second}秒`;
}
