/**
 * What was seen, for whoever reads a report later: the screens, the faces of the tokens, the clock, and what the bank
 * noted. No code and no PIN is told: a face says that a code stands there, and until when.
 */
import { japanDateTime } from '../../common/japan-time.ts';
import { bothLanguages } from '../../common/text.ts';
import type { Face } from '../ports.ts';
import type { Shown } from '../shown.ts';
import { within } from './deadline.ts';
import type { Scene } from './scene.ts';

/** Cucumber's `attach`. */
export type Attach = (
  body: string | Buffer,
  options: { readonly mediaType: string; readonly fileName?: string },
) => unknown;

/** A browser that hangs must not keep a failure from being told. */
const deadlineMs = 20_000;

/** Everything, after a failure; what can't be had any more is left out, since the failure itself is the news. */
export async function attachAll(scene: Scene, attach: Attach): Promise<void> {
  await quietly(async () => void attach(await facts(scene), { mediaType: 'text/plain', fileName: 'scene.txt' }));
  for (const shown of scene.stage.shown?.() ?? []) {
    await quietly(async () => {
      attachText(shown, attach);
      await attachPicture(shown, attach);
    });
  }
}

/**
 * The screens that a step looked at: those that changed, or the last one where nothing did.
 * @param seen versions that were kept before; the new ones are added.
 */
export async function attachSeen(scene: Scene, seen: Set<unknown>, looked: boolean, attach: Attach): Promise<void> {
  const shown = scene.stage.shown?.() ?? [];
  const changed = shown.filter(({ version }) => !seen.has(version));
  for (const { version } of changed) seen.add(version);
  const last = looked && changed.length === 0 ? shown.slice(-1) : [];
  for (const each of [...changed, ...last]) {
    await quietly(async () => {
      if (await attachPicture(each, attach)) return;
      attachText(each, attach);
    });
  }
}

/** True when there was one. */
async function attachPicture(shown: Shown, attach: Attach): Promise<boolean> {
  const picture = await shown.picture?.();
  if (picture === undefined) return false;
  attach(picture, { mediaType: 'image/png', fileName: `${shown.name}.png` });
  return true;
}

const attachText = (shown: Shown, attach: Attach): unknown =>
  attach(shown.text, { mediaType: shown.mediaType, fileName: fileName(shown) });

const fileName = ({ name, mediaType }: Shown): string => `${name}.${mediaType === 'text/html' ? 'html' : 'txt'}`;

async function quietly(act: () => Promise<void>): Promise<void> {
  await within(deadlineMs, act).catch(() => undefined);
}

async function facts({ stage, serials, contract }: Scene): Promise<string> {
  const lines = [`時計: ${japanDateTime(await stage.clock.now())}`];
  for (const [name, serial] of serials) {
    lines.push(`トークン「${name}」（${serial}）: ${faceText(await stage.tokens.face(serial))}`);
  }
  if (contract !== undefined) {
    // Somebody else's bank may not tell.
    const attempts = await stage.bank.attempts(contract.contractId).catch(() => undefined);
    lines.push(
      `銀行の記録（ご契約先 ${contract.contractId}）: ${attempts === undefined ? 'わかりません' : `${attempts.length}件`}`,
    );
    for (const { who, act, serial, reason, reasonText } of attempts ?? []) {
      const why = reason === undefined ? '受付' : `${reason} ${bothLanguages(reasonText)}`;
      lines.push(`  ${[who, act, serial].filter(Boolean).join(' ')}: ${why}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function faceText(face: Face): string {
  switch (face.kind) {
    case 'code':
      return `ワンタイムパスワード（******、${japanDateTime(face.validUntil)} まで）`;
    case 'dark':
      return '消灯';
    case 'battery':
    case 'garbage':
      return `「${face.text}」`;
  }
}
