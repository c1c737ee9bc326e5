/**
 * The guided exchange of a token (S-26 to S-31): the old one fades to nothing, a new one is got, and the person is led
 * through the portal's screens until the portal says that the new serial is registered. PURE.
 */
import type { DeskReply, PortalFact } from '../../desk-port.ts';
import { textOf } from '../../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from '../context.ts';
import { exchangeConfirm, leftExchangeMenu } from '../dialogs/menus.ts';
import { chosen } from '../list.ts';
import type { Effect } from '../message.ts';
import { logged, type Model } from '../model.ts';
import type { Guide } from './guide-state.ts';
import { guideContract } from './guide-steps.ts';

/** One percent of battery takes so long to fade. */
const fadeMs = 450;
/** The moment of the dead display before the replacement comes. */
const deadMs = 1200;

/** Asks before anything is lost, and where an exchange of this token was left half done, whether to go on with it. */
export function askExchange(model: Model, reason: Guide['reason'], serial: string, context: Context): Updated {
  const left = model.leftGuide;
  const isLeft = left !== undefined && (left.old === serial || left.fresh === serial);
  if (isLeft && left.fresh !== undefined && context.portal.holders(left.fresh) === undefined) {
    return withoutEffects({ ...model, dialog: leftExchangeMenu(reason, serial) });
  }
  return askNewExchange(model, reason, serial, context);
}

/** The exchange that was left half done, where it was left. */
export function resumeGuide(model: Model): Updated {
  const left = model.leftGuide;
  if (left?.fresh === undefined) return withoutEffects(model);
  return withoutEffects({ ...chosen(model, left.fresh), guide: left, leftGuide: undefined, focus: 'list' });
}

/** A flat token has nothing to lose. */
export function askNewExchange(model: Model, reason: Guide['reason'], serial: string, context: Context): Updated {
  if (context.desk.info(serial)?.state === 'flat') return beginGuide(model, reason, serial, context);
  return withoutEffects({ ...model, dialog: exchangeConfirm(reason, serial) });
}

export function beginGuide(model: Model, reason: Guide['reason'], serial: string, context: Context): Updated {
  const info = context.desk.info(serial);
  const kind = reason === 'battery' ? 'hardware' : 'software';
  if (info === undefined || info.kind !== kind) {
    return withoutEffects(
      logged(
        model,
        context.now,
        serial,
        textOf((t) => t.notThisKind),
        'warn',
      ),
    );
  }
  const guide: Guide = {
    reason,
    old: serial,
    fresh: undefined,
    phase: reason === 'battery' ? 'fade' : 'issue',
    percent: Math.min(10, info.battery ?? 0),
    nextAt: context.ui,
    step: 0,
    before: context.portal.holders(serial),
    registeredFor: [],
    presses: 0,
    held: false,
    failure: undefined,
  };
  const begun = { ...chosen(model, serial), guide, dialog: undefined, focus: 'list' as const };
  return reason === 'phone' ? { model: begun, effects: [getFresh(guide, context)] } : withoutEffects(begun);
}

/** What is due now: the next percent of the fading, the last presses, the dead display, the replacement. */
export function tickGuide(model: Model, context: Context): Updated {
  const guide = model.guide;
  if (guide === undefined || guide.phase !== 'fade' || context.ui < guide.nextAt) return withoutEffects(model);
  if (guide.percent <= 0) {
    return { model: { ...model, guide: { ...guide, phase: 'issue' } }, effects: [getFresh(guide, context)] };
  }
  if (guide.percent === 1 && !guide.held) return lastPercent(model, guide, context);
  const percent = guide.percent - 1;
  return fallTo(model, guide, percent, percent === 0 ? deadMs : fadeMs, context);
}

function fallTo(model: Model, guide: Guide, percent: number, waitMs: number, context: Context): Updated {
  const lit = context.desk.face(guide.old, context.now).kind !== 'dark';
  const drain: Effect = {
    type: 'send',
    command: { type: 'setBattery', serial: guide.old, percent },
    tag: { type: 'guide' },
  };
  return {
    model: { ...model, guide: { ...guide, percent, nextAt: context.ui + waitMs } },
    // Pressing a lit token turns it off (P-02), so it takes two presses to see the next notice.
    effects: percent === 0 ? [drain] : [drain, ...presses(guide.old, lit ? 2 : 1)],
  };
}

/**
 * A battery is set in whole percents, and the notice 00 belongs to the last half percent: it is reached as in life, by
 * pressing on. Makes that count otherwise are not pressed.
 */
function lastPercent(model: Model, guide: Guide, context: Context): Updated {
  const face = context.desk.face(guide.old, context.now);
  const shows = face.kind === 'battery' ? / 0*([01])$/.exec(face.text)?.[1] : undefined;
  if (shows === '0') return withoutEffects({ ...model, guide: { ...guide, held: true, nextAt: context.ui + fadeMs } });
  const pressing = (shows === '1' || guide.presses > 0) && guide.presses < mostPresses;
  if (!pressing) return fallTo(model, guide, 0, deadMs, context);
  // It must end lit, or the notice is not seen.
  const count = face.kind === 'dark' ? pressesAtOnce - 1 : pressesAtOnce;
  const next = { ...guide, presses: guide.presses + count, nextAt: context.ui + pressMs };
  return { model: { ...model, guide: next }, effects: presses(guide.old, count) };
}

/** Half a percent of the longest-lived profile is 75 presses; each is followed by one that puts the light out. */
const mostPresses = 170;
const pressesAtOnce = 8;
const pressMs = 90;

const presses = (serial: string, count: number): Effect[] =>
  Array.from({ length: count }, () => ({ type: 'send', command: { type: 'press', serial }, tag: { type: 'quiet' } }));

function getFresh(guide: Guide, context: Context): Effect {
  const profile = context.desk.info(guide.old)?.profile;
  return {
    type: 'send',
    command: guide.reason === 'phone' ? { type: 'changePhone', serial: guide.old } : { type: 'issue', profile },
    tag: { type: 'guide' },
  };
}

/** The desk's answer to what the guide asked. */
export function guideReply(model: Model, reply: DeskReply, context: Context): Model {
  const guide = model.guide;
  if (guide === undefined) return model;
  if (!reply.ok) {
    const failure = reply.text;
    return logged({ ...model, guide: { ...guide, phase: 'failed', failure } }, context.now, guide.old, failure, 'bad');
  }
  if (guide.phase !== 'issue' || reply.serial === undefined) return model;
  return chosen({ ...model, guide: { ...guide, phase: 'walk', fresh: reply.serial } }, reply.serial);
}

/** The walk follows the portal's events: who logged in, what was refused, and at last the registration. */
export function guideFact(model: Model, fact: PortalFact, context: Context): Model {
  const guide = model.guide;
  if (guide === undefined || guide.phase !== 'walk' || !('contractId' in fact)) return model;
  if (fact.contractId !== guideContract(guide, context)) {
    // Another contract's business, unless it registered this very token.
    if (fact.type !== 'registered' || fact.serial !== guide.fresh) return model;
  }
  // Whoever is in has opened the page and logged on: the first two steps are done.
  if (fact.type === 'login' && fact.userId === undefined) {
    return { ...model, guide: { ...guide, step: Math.max(guide.step, 2), failure: undefined } };
  }
  if (fact.type === 'registered' && fact.serial === guide.fresh) {
    // In shared mode the portal names every user of the contract: that is everybody.
    const everybody = context.portal.holders(fact.serial)?.mode === 'shared';
    const registeredFor = everybody ? [] : fact.users;
    return { ...model, guide: { ...guide, phase: 'done', registeredFor, failure: undefined } };
  }
  if (
    fact.type === 'refused' &&
    (fact.serial === undefined || fact.serial === guide.fresh || fact.act === 'register')
  ) {
    return { ...model, guide: { ...guide, failure: fact.why } };
  }
  return model;
}
