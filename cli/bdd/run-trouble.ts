/** Why a run can't begin, as the command line says it: with its exit code, in both languages. */
import { RunError } from '../../harness/run/run-error.ts';
import { failed, missingPart, wrongUsage } from '../exit.ts';

/** What Cucumber says about its own arguments, before anything is run or as soon as it picks scenarios by them. */
export function asUsage(error: unknown): never {
  if (error instanceof RunError) {
    const { ja, en } = error.text;
    throw { usage: wrongUsage, failed, missing: missingPart }[error.kind](ja, en);
  }
  const outer = error instanceof Error ? error : new Error();
  const picking = outer.message.includes('pickles:filter') && outer.cause instanceof Error ? outer.cause : undefined;
  const message = (picking ?? outer).message.trim().replace(/\s*\n\s*/g, ' ');
  if (picking || /must be|invalid JSON|unsupported|schema validation|option must/i.test(message)) {
    throw wrongUsage(`Cucumber の引数が正しくありません: ${message}`, `wrong arguments for Cucumber: ${message}`);
  }
  throw error;
}
