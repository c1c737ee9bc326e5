/**
 * Pages from Eta templates, compiled once and kept. Everything is escaped by default; no template prints raw text but
 * the layout its body. SHELL: reads the templates.
 */

import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { japanIso } from '../../../common/japan-time.ts';
import { serialOf } from '../../rules/contract.ts';
import type { PortalService } from '../../service/portal-service.ts';
import { dateLine, modeChangeNote, modeTexts, notRegisteredText, pinHint } from '../../texts/labels.ts';
import { hiddenText, refusalText, stopTexts } from '../../texts/refusals.ts';
import { screenTexts } from '../../texts/screens.ts';
import { wrongFields } from './refusal-fields.ts';
import type { PageFrame } from './reply.ts';
import { type Shown, screens } from './screens.ts';

/** `csrf`: the form token, '' where the page has no form that acts. */
export type Render = (page: Shown & PageFrame & { readonly csrf?: string }) => string;

export const pagesFolder = fileURLToPath(new URL('./templates/', import.meta.url));

/** @param demo the demo contract's id: what it takes to log in is printed on the login pages while it exists. */
export function createRender(service: PortalService, demo: string | undefined): Render {
  const eta = new Eta({ views: pagesFolder, cache: true, autoEscape: true });
  const helpers = { modes: modeTexts, modeChangeNote, none: notRegisteredText, pinHint, serialOf };
  return ({ screen: name, data, at, notice, contract, user, role, form, csrf }) => {
    const { id, template } = screens[name];
    const login = name === 'adminLogin' || name === 'userLogin';
    const { refused, stops, hiddenAt } = notice;
    return eta.render(`./${template}`, {
      ...helpers,
      ...data,
      name,
      screen: { id, ...screenTexts[name] },
      now: { text: dateLine(at), iso: japanIso(at) },
      notice,
      refused: refused && {
        code: refused,
        text: refusalText(refused, name === 'userLogin' ? 'user' : role).ja,
        more: stops ? stopTexts[stops].ja : hiddenAt && hiddenText(hiddenAt).ja,
      },
      wrong: (refused && wrongFields[refused]) ?? [],
      contract,
      user,
      role,
      form,
      csrf,
      demo: login && demo !== undefined ? service.contract(demo) : undefined,
    });
  };
}
