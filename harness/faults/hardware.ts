/** Hardware tokens: button and display (P-01, P-02, P-05, S-22). PURE. */

import { deviceTime } from '../../simulator/device/device-clock.ts';
import { codeFace, press } from '../../simulator/device/hardware-token.ts';
import { stepAt } from '../../simulator/device/otp.ts';
import type { Fault } from './fault.ts';
import { isLit, leaving, lightingAll, relit, showingHardware, showingOneSecret } from './ways/tokens.ts';

export const hardwareFaults: readonly Fault[] = [
  {
    name: 'code-of-sixty-seconds',
    breaks: ['P-01'],
    text: { ja: '値が60秒ごとに変わる', en: 'the code changes every 60 s' },
    at: 'everywhere',
    wrap: showingHardware((face, token) =>
      face.kind === 'code' ? codeFace(token.secret, face.step - (face.step % 2)) : face,
    ),
  },
  {
    name: 'code-one-second-late',
    breaks: ['P-01'],
    text: { ja: '値が1秒遅れて変わる', en: 'the code changes one second late' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ step }) => ({ step: now % 30_000 < 1000 ? step - 1 : step })),
    ),
  },
  {
    name: 'code-rounded-to-the-next',
    breaks: ['P-01', 'P-02'],
    text: { ja: '30秒の終わりごろに押すと次の値が出る', en: 'pressed late in a step it shows the next code' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ step }) => ({ step: now % 30_000 >= 25_000 ? step + 1 : step })),
    ),
  },
  {
    name: 'display-follows-the-time',
    breaks: ['P-02'],
    text: { ja: '点灯中に値が変わる', en: 'the code changes while it is lit' },
    at: 'everywhere',
    wrap: showingHardware((face, token, now) =>
      face.kind === 'code' ? codeFace(token.secret, stepAt(deviceTime(token.clock, now))) : face,
    ),
  },
  {
    name: 'light-of-twenty-nine-seconds',
    breaks: ['P-02'],
    text: { ja: '29秒で消える', en: 'the light goes out after 29 s' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ litUntil }) => ({ litUntil: litUntil - 1000 })),
    ),
  },
  {
    name: 'light-of-thirty-one-seconds',
    breaks: ['P-02'],
    text: { ja: '31秒点灯する', en: 'the light stays for 31 s' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ litUntil }) => ({ litUntil: litUntil + 1000 })),
    ),
  },
  {
    name: 'light-ends-with-the-step',
    breaks: ['P-02'],
    text: { ja: '30秒の区切りで消える', en: 'the light goes out when the step ends' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ step }) => ({ litUntil: (step + 1) * 30_000 })),
    ),
  },
  {
    name: 'second-press-does-nothing',
    breaks: ['P-02'],
    text: { ja: '点灯中に押しても消えない', en: 'a press while it is lit does nothing' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) => ({ ...token, lit: isLit(before, now) ? before.lit : token.lit })),
  },
  {
    name: 'second-press-lights-anew',
    breaks: ['P-02'],
    text: { ja: '点灯中に押すと、点灯が延びる', en: 'a press while it is lit makes it last longer' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      isLit(before, now) && before.lit !== undefined
        ? { ...token, lit: { ...before.lit, litUntil: now + 30_000 } }
        : token,
    ),
  },
  {
    name: 'light-comes-back',
    breaks: ['P-02'],
    text: { ja: '消した後、残りの時間にまた点灯する', en: 'put out, it lights again for the rest of its time' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      isLit(before, now) && before.lit !== undefined
        ? {
            ...token,
            lit: { ...before.lit, codeAt: before.lit.codeAt, notice: undefined, garbage: undefined, pressedAt: now },
          }
        : token,
    ),
  },
  {
    name: 'relit-for-the-rest-only',
    breaks: ['P-02'],
    text: {
      ja: '押し直しても、はじめの30秒の残りしか点灯しない',
      en: 'lit again, it stays for the rest of the first 30 s only',
    },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ litUntil }) => ({
        litUntil: before.lit !== undefined && now < before.lit.codeAt + 30_000 ? before.lit.codeAt + 30_000 : litUntil,
      })),
    ),
  },
  {
    name: 'press-counts-the-code-on',
    breaks: ['P-02'],
    text: { ja: '押し直すたびに次の値が出る', en: 'each press shows the next code' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ step }) => ({
        step: before.lit !== undefined && before.lit.step >= step ? before.lit.step + 1 : step,
      })),
    ),
  },
  {
    name: 'code-without-a-press',
    breaks: ['S-22', 'P-02'],
    text: { ja: '押さなくても値が表示されている', en: 'a code is shown without a press' },
    at: 'everywhere',
    wrap: showingHardware((face, token, now) =>
      face.kind === 'dark' && token.charge > 0 && token.failed === undefined
        ? codeFace(token.secret, stepAt(deviceTime(token.clock, now)))
        : face,
    ),
  },
  {
    name: 'one-press-lights-every-token',
    breaks: ['S-22', 'S-23'],
    text: { ja: '一つを押すと、ほかのトークンも点灯する', en: 'one press lights every token' },
    at: 'everywhere',
    wrap: lightingAll(),
  },
  {
    name: 'all-show-one-code',
    breaks: ['S-23'],
    text: { ja: 'どのトークンも同じ値を表示する', en: 'every token shows the same code' },
    at: 'everywhere',
    wrap: showingOneSecret(),
  },
  {
    name: 'hardware-serial-of-software',
    breaks: ['S-34'],
    text: { ja: 'ハードウェアトークンのシリアル番号がSKTSで始まる', en: 'a hardware token comes with an SKTS serial' },
    at: 'everywhere',
    wrap: {
      physics: (right) => ({
        ...right,
        update: (tray, message, now) =>
          right.update(
            tray,
            message.type === 'issue' && message.kind === 'hardware' && message.profile === undefined
              ? { ...message, kind: 'software' }
              : message,
            now,
          ),
      }),
    },
  },
  {
    name: 'flat-shows-the-last-code',
    breaks: ['P-05'],
    text: { ja: '電池が切れても、最後の値を表示し続ける', en: 'flat, it keeps showing its last code' },
    at: 'everywhere',
    wrap: showingHardware((face, token) =>
      token.charge <= 0 && token.lit !== undefined ? codeFace(token.secret, token.lit.step) : face,
    ),
  },
  {
    name: 'flat-still-shows-codes',
    breaks: ['P-05'],
    text: { ja: '電池が切れても、押せば値が出る', en: 'flat, a press still shows a code' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      before.charge <= 0 ? { ...press({ ...before, charge: 1 }, now), charge: 0 } : token,
    ),
  },
  {
    name: 'flat-while-lit-stays-lit',
    breaks: ['P-05'],
    text: { ja: '点灯中に電池が切れても消えない', en: 'a battery that dies while it is lit leaves the light on' },
    at: 'everywhere',
    wrap: leaving('setBattery', (token, before) => ({ ...token, lit: before.lit })),
  },
  {
    name: 'dead-token-recovers',
    breaks: ['P-05'],
    text: { ja: '壊れたトークンが、しばらくすると直る', en: 'a dead token works again after a while' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      before.failed === 'dark' ? press({ ...before, failed: undefined }, now) : token,
    ),
  },
  {
    name: 'dead-token-can-be-garbled',
    breaks: ['P-05'],
    text: { ja: '表示の消えたトークンが、また点灯する', en: 'a dark token shows segments again' },
    at: 'everywhere',
    wrap: leaving('fail', (token, before) => (before.failed === 'dark' ? { ...token, failed: 'garbage' } : token)),
  },
  {
    name: 'failing-leaves-the-light-on',
    breaks: ['P-05'],
    text: { ja: '壊れても、点灯したままである', en: 'a token that fails stays lit' },
    at: 'everywhere',
    wrap: leaving('fail', (token, before) => ({ ...token, failed: undefined, lit: before.lit })),
  },
  {
    name: 'garbage-looks-like-a-code',
    breaks: ['P-05'],
    text: { ja: '乱れた表示が6桁の数字に見える', en: 'garbage looks like six digits' },
    at: 'everywhere',
    wrap: showingHardware((face, token, now) =>
      face.kind === 'garbage' ? codeFace(token.secret, stepAt(deviceTime(token.clock, now)) + 40) : face,
    ),
  },
  {
    name: 'garbage-stays',
    breaks: ['P-05'],
    text: { ja: '乱れた表示が消えない', en: 'garbage stays on the display' },
    at: 'everywhere',
    wrap: showingHardware((face, token) =>
      face.kind === 'dark' && token.failed === 'garbage' && token.lit?.garbage !== undefined
        ? { kind: 'garbage', text: token.lit.garbage }
        : face,
    ),
  },
  {
    name: 'sudden-death-earlier',
    breaks: ['P-05'],
    text: { ja: '予告なく切れる型が、半分より前に切れる', en: 'the make that dies suddenly dies before half' },
    at: 'everywhere',
    wrap: leaving('press', (token, before) =>
      before.profile === 'sudden-death' && before.charge <= 12 ? { ...token, lit: undefined } : token,
    ),
  },
  {
    name: 'sudden-death-later',
    breaks: ['P-05'],
    text: { ja: '予告なく切れる型が、半分を切っても動く', en: 'the make that dies suddenly lives on below half' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      before.profile === 'sudden-death' && before.charge === 9
        ? { ...press({ ...before, charge: 10 }, now), charge: 8 }
        : token,
    ),
  },
  {
    name: 'sudden-death-warns',
    breaks: ['P-05'],
    text: { ja: '予告なく切れる型が、電池の表示を出す', en: 'the make that dies suddenly warns first' },
    at: 'everywhere',
    wrap: leaving('press', (token, before, now) =>
      relit(token, before, now, ({ codeAt }) =>
        before.profile === 'sudden-death' && before.charge <= 11 ? { notice: 'bAtt 05', codeAt: codeAt + 2000 } : {},
      ),
    ),
  },
];
