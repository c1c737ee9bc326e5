/**
 * The boundary sweep: a press just before and just after the edge of a step, on devices that are up to five steps fast or
 * slow, sent after nothing to 45 s. The bank's verdict must equal the oracle's in every placement.
 */
import type { Wrapping } from '../../desk/wrapping.ts';
import type { Exploration } from './exploration.ts';
import { isAccepted, periodMs, shownCode } from './oracle.ts';
import { openSmallDesk } from './small-desk.ts';

export interface Placement {
  /** The press, from the edge of a step. */
  readonly pressMs: number;
  readonly driftSteps: number;
  readonly latencySeconds: number;
}

export interface Judged extends Placement {
  readonly accepted: boolean;
  /** What the oracle says; the display's code is asked of it too. */
  readonly wanted: boolean;
  readonly codeAgrees: boolean;
}

/** Press from −2 s to +2 s, drift from −5 to +5 steps, latency from 0 to 45 s. */
export function placements(pressEveryMs: number, latencyEverySeconds: number): readonly Placement[] {
  const range = (from: number, to: number, step: number) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  return range(-2000, 2000, pressEveryMs).flatMap((pressMs) =>
    range(-5, 5, 1).flatMap((driftSteps) =>
      range(0, 45, latencyEverySeconds).map((latencySeconds) => ({ pressMs, driftSteps, latencySeconds })),
    ),
  );
}

/** As many users as a contract takes; each has a token of their own and tries once. */
const most = 99;

export async function sweep(all: readonly Placement[], wrap: Wrapping = {}): Promise<readonly Judged[]> {
  const desk = openSmallDesk(wrap);
  const judged: Judged[] = [];
  try {
    for (let from = 0; from < all.length; from += most) {
      const part = all.slice(from, from + most);
      const serials = desk.issue('hardware', part.length);
      const userIds = part.map((_, index) => `u${index}`);
      const contractId = desk.contract(userIds);
      const users = Object.fromEntries(userIds.map((userId, index) => [userId, serials[index] as string]));
      const ready = desk.service.setUp(contractId, { mode: 'individual', users });
      if (!ready.ok) throw new Error(ready.error.text.ja);
      for (const [index, placement] of part.entries())
        judged.push(await judge(placement, serials[index] as string, userIds[index] as string, contractId));
    }
    return judged;
  } finally {
    desk.close();
  }

  async function judge(placement: Placement, serial: string, userId: string, contractId: string): Promise<Judged> {
    const { pressMs, driftSteps, latencySeconds } = placement;
    const drifted = desk.tray.send({ type: 'drift', serial, offsetMs: driftSteps * periodMs });
    if (!drifted.ok) throw new Error(drifted.refusal.text.ja);
    const edge = (Math.floor(desk.now() / periodMs) + 2) * periodMs;
    desk.advance(edge + pressMs - desk.now());
    const pressedAt = desk.now();
    const code = (await desk.press(serial)) ?? '';
    desk.advance(latencySeconds * 1000);
    const act = { type: 'transfer', userId, account: '1234567', amount: '1000', otp: code } as const;
    const { ok } = desk.service.act(contractId, act);
    const secret = desk.secret(serial);
    return {
      ...placement,
      accepted: ok,
      wanted: isAccepted(secret, code, desk.now()),
      codeAgrees: code === shownCode(secret, pressedAt, driftSteps),
    };
  }
}

export const agrees = ({ accepted, wanted, codeAgrees }: Judged): boolean => codeAgrees && accepted === wanted;

const bands = [0, 10, 20, 30, 40] as const;

export function boundaryTable(judged: readonly Judged[], at: number, ms: number): Exploration {
  const drifts = [...new Set(judged.map(({ driftSteps }) => driftSteps))].sort((a, b) => a - b);
  const wrong = judged.filter((each) => !agrees(each));
  const share = (some: readonly Judged[]) => `${some.filter(({ accepted }) => accepted).length} / ${some.length}`;
  return {
    name: 'boundary',
    title: { ja: '境界の掃引: 押した時刻 × ずれ × 送信までの時間', en: 'Boundary sweep: press × drift × latency' },
    notes: [
      {
        ja: `${judged.length} 通りのうち ${judged.length - wrong.length} 通りで、独立に書いた判定と一致した。押下はステップの境界の−2秒から+2秒、送信は0秒から45秒後。表は受け付けた数 / 試した数。`,
        en: `${judged.length - wrong.length} of ${judged.length} placements agree with the oracle written apart. Pressed from −2 s to +2 s around the edge of a step, sent 0 to 45 s later. The table: accepted / placed.`,
      },
      ...wrong.slice(0, 20).map((each) => ({
        ja: `不一致: ${JSON.stringify(each)}`,
        en: `differs: ${JSON.stringify(each)}`,
      })),
    ],
    heads: [
      { ja: '機器のずれ', en: 'Drift of the device' },
      ...bands.map((from) => {
        const to = from === 40 ? 45 : from + 9;
        return { ja: `${from}〜${to}秒後`, en: `${from} to ${to} s later` };
      }),
      { ja: '一致', en: 'Agree' },
    ],
    rows: drifts.map((drift) => {
      const row = judged.filter(({ driftSteps }) => driftSteps === drift);
      return [
        `${drift > 0 ? '+' : ''}${drift}`,
        ...bands.map((from) =>
          share(row.filter((each) => Math.min(40, Math.floor(each.latencySeconds / 10) * 10) === from)),
        ),
        `${row.filter(agrees).length} / ${row.length}`,
      ];
    }),
    success: judged.length > 0 && wrong.length === 0,
    at,
    ms,
  };
}
