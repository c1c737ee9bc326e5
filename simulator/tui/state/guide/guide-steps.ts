/** The walk through the portal's screens, in the portal's own words. PURE. */

import { texts } from '../../texts/texts.ts';
import type { Context } from '../context.ts';
import type { Model } from '../model.ts';
import type { Guide } from './guide-state.ts';

export const guideContract = (guide: Guide, context: Pick<Context, 'portal'>): string | undefined =>
  guide.before?.contractId ?? context.portal.demo()?.contractId;

export interface Step {
  readonly text: string;
  /** What there is to do with the tokens at this step. */
  readonly about?: 'serial' | 'code' | 'url';
}

/** The walk in the portal's own words. */
export function guideSteps(guide: Guide, lang: Model['lang'], context: Pick<Context, 'portal'>): readonly Step[] {
  const t = texts[lang].guide;
  const contract = context.portal.demo();
  const known = contract !== undefined && contract.contractId === guideContract(guide, context);
  const mode = guide.before?.mode ?? contract?.mode ?? 'shared';
  const users = guide.before?.users.map((user) => `${user.userId} ${user.name}`) ?? [];
  const chosenUsers =
    users.length > 0 ? users : (contract?.users.slice(0, 1).map((user) => `${user.userId} ${user.name}`) ?? []);
  const hidden = '********';
  return [
    { text: t.opened(context.portal.url() ?? '…'), about: 'url' },
    {
      text: t.login(guideContract(guide, context) ?? '', known && contract !== undefined ? contract.password : hidden),
    },
    { text: t.menu },
    { text: t.register },
    // S-36: only in individual mode are users chosen.
    ...(mode === 'individual' ? [{ text: t.chooseUsers(chosenUsers.join(texts[lang].comma)) }] : []),
    { text: t.typeSerial(guide.fresh ?? ''), about: 'serial' },
    { text: guide.reason === 'battery' ? t.pressAndType : t.typeCode, about: 'code' },
    { text: t.typePin(known && contract !== undefined ? contract.confirmationPin : hidden) },
  ];
}
