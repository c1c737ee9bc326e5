/** What the running desk refused, as the command line says it. */
import { clean } from '../common/text-width.ts';
import { ControlError } from '../simulator/control/client.ts';
import { ExitError, exitCodes } from './exit.ts';

/** A refusal of the desk becomes an `ExitError` in the desk's own words; anything else stays what it is. */
export function deskRefusal(error: unknown): unknown {
  if (!(error instanceof ControlError)) return error;
  const { code, text } = error;
  const exitCode = code === 'hid-no-library' ? exitCodes.missingPart : exitCodes.failed;
  // The desk is another process: what it says is foreign text.
  return new ExitError(exitCode, { ja: clean(text.ja, 300), en: clean(text.en, 300) });
}
