/** What went wrong with a desk in another process, in both languages. */
import { sameText, type Text } from '../../common/text.ts';
import { ControlError } from '../../simulator/control/client.ts';

export const deskGone: Text = { ja: 'デスクとの接続が切れています', en: 'the desk is gone' };

/** A refusal of the desk in its own words; what nobody expected, as it is said. */
export function textOf(error: unknown): Text {
  if (error instanceof ControlError) return error.text;
  return sameText(error instanceof Error ? error.message : String(error));
}
