/** What the desk and the portal tell, written into the log. PURE. */

import type { Text } from '../../../common/text.ts';
import { clean } from '../../../common/text-width.ts';
import { isRight, offsetAt, sameClock } from '../../device/device-clock.ts';
import type { DeskEvent, PortalFact, TokenInfo } from '../desk-port.ts';
import { textOf, texts } from '../texts/texts.ts';
import { duration, japanTime } from '../texts/times.ts';
import type { Context } from './context.ts';
import { guideFact } from './guide/guide.ts';
import { chosenAt, refreshed, touched } from './list.ts';
import { type LogEntry, logged, logLimit, type Model } from './model.ts';

export function deskEvent(model: Model, event: DeskEvent, context: Context): Model {
  switch (event.type) {
    case 'face.changed':
      return faceChanged(model, event, context);
    case 'token.changed':
      return deviceChanged(touched(model, context), event.token.serial, context);
    case 'token.added': {
      const { kind, serial } = event.token;
      const text = textOf((t) => (kind === 'software' ? t.logged.installed : t.logged.issued));
      return logged(touched(model, context), context.now, serial, text, 'good');
    }
    case 'token.removed':
      return logged(
        touched(model, context),
        context.now,
        event.serial,
        textOf((t) => t.logged.removed),
        'dim',
      );
    case 'clock.changed': {
      const { mode, now, offsetMs } = event.state;
      const at = japanTime(now);
      const shift = mode === 'offset' ? ` ${duration(offsetMs)}` : '';
      const text = textOf((t) => t.logged.clock(`${t.clockModes[mode]}${shift} ${at.date} ${at.time}`));
      return logged(model, now, undefined, text);
    }
    case 'link':
      return logged(
        refreshed(model, context),
        context.now,
        undefined,
        textOf((t) => (event.up ? t.logged.linkUp : t.logged.linkDown)),
        event.up ? 'good' : 'bad',
      );
  }
}

function faceChanged(model: Model, event: Extract<DeskEvent, { type: 'face.changed' }>, context: Context): Model {
  const { serial, face, kind } = event.token;
  const before = model.lit.get(serial) ?? 'dark';
  if (kind === 'software') return model;
  const lit = new Map(model.lit);
  if (face.kind === 'dark') lit.delete(serial);
  else lit.set(serial, face.kind);
  const isPress = before === 'dark' && face.kind !== 'dark';
  const next = { ...model, lit, pressed: isPress ? pressedNow(model.pressed, serial, context.now) : model.pressed };
  // The fading of the guide presses and puts out at every percent: one line for each notice is enough.
  const fading = model.guide?.phase === 'fade' && model.guide.old === serial;
  const write = (text: Text, tone: LogEntry['tone']) => logged(next, context.now, serial, text, tone);
  switch (face.kind) {
    case 'dark':
      return before === 'dark' || fading
        ? next
        : write(
            textOf((t) => t.logged.dark),
            'dim',
          );
    case 'code':
      if (fading || before === 'code') return next;
      return write(
        textOf((t) => (before === 'battery' ? t.logged.code : t.logged.lit)),
        'plain',
      );
    case 'battery':
      if (fading)
        return loggedOnce(
          next,
          context,
          serial,
          textOf((t) => t.logged.batteryNotice(clean(face.text))),
          'warn',
        );
      return before === 'battery'
        ? next
        : write(
            textOf((t) => t.logged.batteryNotice(clean(face.text))),
            'warn',
          );
    case 'garbage':
      return before === 'garbage'
        ? next
        : write(
            textOf((t) => t.logged.garbage),
            'bad',
          );
  }
}

/** The newest are kept: nobody looks for the press of a token among thousands. */
function pressedNow(pressed: Model['pressed'], serial: string, at: number): Model['pressed'] {
  const others = [...pressed].filter(([other]) => other !== serial).slice(1 - pressedLimit);
  return new Map([...others, [serial, at]]);
}

const pressedLimit = 100;

function deviceChanged(before: Model, serial: string, context: Context): Model {
  const info = context.desk.info(serial);
  const model = info === undefined ? before : clockTold(before, info, context);
  if (info === undefined || info.state === 'ok') return model;
  if (info.state === 'flat')
    return loggedOnce(
      model,
      context,
      serial,
      textOf((t) => t.logged.flat),
      'bad',
    );
  if (info.state === 'retired')
    return loggedOnce(
      model,
      context,
      serial,
      textOf((t) => t.logged.retired),
      'warn',
    );
  if (info.state === 'failed')
    return loggedOnce(
      model,
      context,
      serial,
      textOf((t) => t.logged.failed),
      'bad',
    );
  if (info.state === 'low' && info.battery !== null && model.guide?.phase !== 'fade') {
    const percent = info.battery;
    return loggedOnce(
      model,
      context,
      serial,
      textOf((t) => t.logged.low(percent)),
      'warn',
    );
  }
  return model;
}

function clockTold(model: Model, { serial, clock }: TokenInfo, context: Context): Model {
  if (clock === null) return model;
  const known = model.clocks.get(serial);
  const told = { ...model, clocks: new Map(model.clocks).set(serial, clock) };
  if (known === undefined ? isRight(clock, context.now) : sameClock(known, clock)) return told;
  const text = textOf((t) => t.logged.drift(t.drift(clock.driftPpm, offsetAt(clock, context.now))));
  return logged(told, context.now, serial, text, 'warn');
}

/** Presses come with a change of charge each time; the same word about the same device is said once. */
function loggedOnce(
  model: Model,
  context: Context,
  serial: string,
  text: LogEntry['text'],
  tone: LogEntry['tone'],
): Model {
  const last = model.log.findLast(
    (entry) => entry.serial === serial && (entry.tone === 'warn' || entry.tone === 'bad'),
  );
  const said = model.log.some((entry) => entry.serial === serial && entry.text.ja === text.ja);
  return last?.text.ja === text.ja || said ? model : logged(model, context.now, serial, text, tone);
}

export function portalFact(model: Model, fact: PortalFact, context: Context): Model {
  const next = fact.type === 'login' || fact.type === 'refused' ? model : touched(model, context);
  return guideFact(factLogged(pastLogged(next, context), fact, context.now, context), fact, context);
}

/** What the bank wrote down before this TUI began stands before everything else, once. */
function pastLogged(model: Model, context: Context): Model {
  const past = model.pastTold ? undefined : context.portal.past();
  if (past === undefined) return model;
  const before = past.reduce<Model>((so, { at, fact }) => factLogged(so, fact, at, context), { ...model, log: [] });
  return { ...model, pastTold: true, log: [...before.log, ...model.log].slice(-logLimit) };
}

function factLogged(model: Model, fact: PortalFact, at: number, context: Context): Model {
  // In shared mode the portal names every user; nobody has to read them all.
  const shared = fact.type === 'registered' && context.portal.holders(fact.serial)?.mode === 'shared';
  const users = 'users' in fact && !shared ? fact.users.map((user) => clean(user, 64)) : [];
  const named = textOf((t) => (users.length === 0 ? t.everyone : users.join(', ')));
  switch (fact.type) {
    case 'registered': {
      const text = textOf((t) => t.logged.registered(t === texts.ja ? named.ja : named.en));
      return logged(model, at, clean(fact.serial, 32), text, 'good');
    }
    case 'deregistered': {
      const text = textOf((t) => t.logged.deregistered(t === texts.ja ? named.ja : named.en));
      return logged(model, at, clean(fact.oldSerials[0] ?? '', 32), text, 'warn');
    }
    case 'done':
      return logged(
        model,
        at,
        undefined,
        textOf((t) => t.logged.done(clean(fact.what, 80))),
      );
    case 'refused': {
      const serial = fact.serial === undefined ? undefined : clean(fact.serial, 32);
      const who = clean(fact.who, 64);
      const text = textOf((t) => t.logged.refused(clean(t === texts.ja ? fact.why.ja : fact.why.en, 200), who));
      const told = logged(model, at, serial, text, 'bad');
      const { locked } = fact;
      if (locked === undefined) return told;
      const stopped = textOf((t) => t.logged.stopped[locked](who));
      return logged(told, at, locked === 'serial' ? serial : undefined, stopped, 'bad');
    }
    // Under a running suite there are more of these than of everything else together.
    case 'login':
    case 'changed':
      return model;
  }
}

/** Everything is read again: at the start, when the servers have come, when an attached desk came back. */
export function worldChanged(model: Model, context: Context): Model {
  const next = pastLogged(refreshed(model, context), context);
  return next.chosen === undefined ? chosenAt(next, 0) : next;
}
