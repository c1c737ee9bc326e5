/** What the portal stub, and so a desk, would say to a PSKC file: `POST stock` to an empty stock, now (D-23, D-24). */
import { emptyStock, judgeStock } from '../portal-stub/rules/stock.ts';
import { controlTexts } from '../portal-stub/texts/control.ts';
import type { PskcError, PskcFile } from '../pskc/model.ts';

/** Undefined when it would take them. */
export function portalRefusal(file: Pick<PskcFile, 'keys' | 'others'>, now: number): PskcError | undefined {
  const verdict = judgeStock(file, emptyStock, now);
  if (verdict.ok) return undefined;
  const text = controlTexts[verdict.code];
  const which = verdict.key === undefined ? '' : `: ${verdict.key}`;
  return { code: verdict.code, text: { ja: `${text.ja}${which}`, en: `${text.en}${which}` } };
}

/** The same for somebody who did not ask: the file may be meant for another bank. */
export function portalNotices(file: Pick<PskcFile, 'keys' | 'others'>, now: number): readonly PskcError[] {
  const refusal = portalRefusal(file, now);
  if (refusal === undefined) return [];
  const { code, text } = refusal;
  return [
    {
      code,
      text: {
        ja: `デスクとポータルは取り込みません: ${text.ja} [${code}]`,
        en: `a desk and the portal would refuse it: ${text.en} [${code}]`,
      },
    },
  ];
}
