/** Software tokens: always on, and new with every installation (P-08, S-30, S-32, S-35). PURE. */

import { deviceTime } from '../../simulator/device/device-clock.ts';
import { codeFace } from '../../simulator/device/hardware-token.ts';
import { stepAt } from '../../simulator/device/otp.ts';
import type { Fault } from './fault.ts';
import { needingTheOldToken, replaces, restoring, sharingSecret } from './ways/apps.ts';
import { showingApp } from './ways/tokens.ts';
import { unregisteredPays } from './ways/verifiers.ts';
import { refusing } from './wrongs.ts';

export const appFaults: readonly Fault[] = [
  {
    name: 'app-needs-a-press',
    breaks: ['P-08', 'S-30'],
    text: { ja: 'アプリも押さないと値が出ない', en: 'an app shows nothing until it is touched' },
    at: 'everywhere',
    wrap: showingApp((face, app, now) =>
      app.takenStep === stepAt(deviceTime(app.clock, now)) ? face : { kind: 'dark', text: '' },
    ),
  },
  {
    name: 'app-goes-dark-when-touched',
    breaks: ['P-08'],
    text: { ja: 'アプリは触ると消える', en: 'an app goes dark when it is touched' },
    at: 'everywhere',
    wrap: showingApp((face, app, now) =>
      app.takenStep === stepAt(deviceTime(app.clock, now)) ? { kind: 'dark', text: '' } : face,
    ),
  },
  {
    name: 'app-keeps-the-code-it-was-touched-at',
    breaks: ['P-08'],
    text: { ja: 'アプリの値が、触ったときのまま変わらない', en: 'an app keeps the code that it was touched at' },
    at: 'everywhere',
    wrap: showingApp((face, app) => (app.takenStep === undefined ? face : codeFace(app.secret, app.takenStep))),
  },
  {
    name: 'app-of-sixty-seconds',
    breaks: ['P-08', 'P-01'],
    text: { ja: 'アプリの値が60秒ごとに変わる', en: 'the code of an app changes every 60 s' },
    at: 'everywhere',
    wrap: showingApp((face, app) => (face.kind === 'code' ? codeFace(app.secret, face.step - (face.step % 2)) : face)),
  },
  {
    name: 'app-one-step-behind',
    breaks: ['P-08', 'P-01'],
    text: { ja: 'アプリが一つ前の値を表示する', en: 'an app shows the code before' },
    at: 'everywhere',
    wrap: showingApp((face, app) => (face.kind === 'code' ? codeFace(app.secret, face.step - 3) : face)),
  },
  {
    name: 'app-expires',
    breaks: ['P-08'],
    text: { ja: 'アプリが5年で使えなくなる', en: 'an app expires after five years' },
    at: 'everywhere',
    wrap: showingApp((face, app, now) =>
      now - app.clock.setAt > 5 * 365 * 86_400_000 ? { kind: 'dark', text: '' } : face,
    ),
  },
  {
    name: 'app-with-a-battery',
    breaks: ['P-08'],
    text: { ja: 'アプリにも電池残量がある', en: 'an app has a battery' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        summaryOf: (device, now) => ({
          ...right.summaryOf(device, now),
          ...(device.source === 'app' ? { battery: 100 } : {}),
        }),
      }),
    },
  },
  {
    name: 'app-clock-is-always-right',
    breaks: ['P-07', 'P-08'],
    text: { ja: 'スマートフォンの時計がずれない', en: 'the clock of a phone is never wrong' },
    at: 'everywhere',
    wrap: showingApp((face, app, now) => (face.kind === 'code' ? codeFace(app.secret, stepAt(now)) : face)),
  },
  {
    name: 'app-of-seven-digits',
    breaks: ['S-30'],
    text: { ja: 'アプリが7桁の値を表示する', en: 'an app shows seven digits' },
    at: 'everywhere',
    wrap: showingApp((face) =>
      face.kind === 'code' ? { ...face, text: `${face.text}0`, code: `${face.code}0` } : face,
    ),
  },
  {
    name: 'app-serial-of-hardware',
    breaks: ['S-30', 'S-34'],
    text: { ja: 'アプリのシリアル番号がSKTHで始まる', en: 'an app comes with an SKTH serial' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        update: (tray, message, now) =>
          right.update(
            tray,
            message.type === 'installApp' || (message.type === 'issue' && message.kind === 'software')
              ? { type: 'issue', kind: 'hardware' }
              : message,
            now,
          ),
      }),
    },
  },
  {
    name: 'restore-gives-the-old-serial',
    breaks: ['S-32'],
    text: { ja: 'バックアップから元のシリアル番号が戻る', en: 'a restore brings the old serial back' },
    at: 'everywhere',
    wrap: restoring(),
  },
  {
    name: 'phone-change-keeps-the-serial',
    breaks: ['S-32', 'S-35'],
    text: { ja: '機種変更してもシリアル番号が変わらない', en: 'a new phone keeps the serial' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        update: (tray, message, now) =>
          message.type === 'changePhone'
            ? { ok: true, changes: [], serials: [message.serial] }
            : right.update(tray, message, now),
      }),
    },
  },
  {
    name: 'new-app-has-the-old-secret',
    breaks: ['S-32'],
    text: { ja: '新しいアプリが元の鍵で値を作る', en: 'a new app makes its codes with the old secret' },
    at: 'everywhere',
    wrap: sharingSecret(['changePhone', 'restoreApp']),
  },
  {
    name: 'restored-app-has-the-old-secret',
    breaks: ['S-32'],
    text: { ja: '復元したアプリが元の鍵で値を作る', en: 'a restored app makes its codes with the old secret' },
    at: 'everywhere',
    wrap: sharingSecret(['restoreApp']),
  },
  {
    name: 'reinstalled-app-has-the-old-secret',
    breaks: ['S-32'],
    text: { ja: '入れ直したアプリが前の鍵で値を作る', en: 'a reinstalled app makes its codes with the last secret' },
    at: 'everywhere',
    wrap: sharingSecret(['issue', 'installApp']),
  },
  {
    name: 'old-app-stops-at-once',
    breaks: ['S-35'],
    text: {
      ja: '機種変更すると、登録し直す前に古いアプリが使えなくなる',
      en: 'the old app stops before the new one is registered',
    },
    at: 'everywhere',
    wrap: showingApp((face, app) => (app.replacedBy === undefined ? face : { kind: 'dark', text: '' })),
  },
  {
    name: 'old-app-not-called-replaced',
    breaks: ['S-35'],
    text: { ja: '機種変更した古いアプリが交換済みとされない', en: 'the old app is not called replaced' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        summaryOf: (device, now) => ({
          ...right.summaryOf(device, now),
          ...(device.source === 'app' ? { state: 'ok' as const } : {}),
        }),
      }),
    },
  },
  {
    name: 'unregistered-app-pays',
    breaks: ['S-24', 'S-35'],
    text: { ja: '登録していない新しいアプリの値でも取引できる', en: 'codes of an app that is not registered pay' },
    at: 'everywhere',
    wrap: unregisteredPays('SKTS'),
  },
  {
    name: 'unregistered-token-pays',
    breaks: ['S-24', 'S-35'],
    text: {
      ja: '登録していないハードウェアトークンの値でも取引できる',
      en: 'codes of a hardware token that is not registered pay',
    },
    at: 'everywhere',
    wrap: unregisteredPays('SKTH'),
  },
  {
    name: 'swap-needs-deregistration',
    breaks: ['S-26', 'S-27'],
    text: {
      ja: '先に利用登録を解除しないと、トークンを取り替えられない',
      en: 'a token can be replaced only after it was deregistered',
    },
    at: 'everywhere',
    wrap: { decide: refusing('register', (verdict) => (replaces(verdict) ? 'stale' : undefined)) },
  },
  {
    name: 'swap-in-shared-mode-only',
    breaks: ['S-26', 'S-36'],
    text: {
      ja: '個別の利用形態では、トークンを取り替えられない',
      en: 'in individual mode no token can be replaced',
    },
    at: 'everywhere',
    wrap: {
      decide: refusing('register', (verdict, { act }) =>
        act.mode === 'individual' && replaces(verdict) ? 'stale' : undefined,
      ),
    },
  },
  {
    name: 'swap-between-kinds-refused',
    breaks: ['S-26', 'S-34', 'D-13'],
    text: {
      ja: 'ハードウェアからソフトウェアへ、またその逆へは取り替えられない',
      en: 'a token can be replaced by one of its own kind only',
    },
    at: 'everywhere',
    wrap: {
      decide: refusing('register', (verdict, { act }) =>
        verdict.record?.oldSerials.some((old) => old.slice(0, 4) !== act.serial.slice(0, 4)) ? 'kind-mixed' : undefined,
      ),
    },
  },
  {
    name: 'swap-needs-the-old-token',
    breaks: ['S-28'],
    text: {
      ja: '古いトークンが電池切れだと、取り替えられない',
      en: 'a token whose battery is flat can not be replaced',
    },
    at: 'everywhere',
    wrap: needingTheOldToken(),
  },
];
