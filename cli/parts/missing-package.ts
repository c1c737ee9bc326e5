/** A peer that is not installed: node says it in its own words, a person gets the one command that helps. */
import { missingName, missingText } from '../../common/missing-package.ts';
import { ExitError, exitCodes } from '../exit.ts';
import { manifest } from './manifest.ts';

/** The error with exit code 69, or undefined when `error` is about nothing that package.json names as a peer. */
export function missingPackage(error: unknown): ExitError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const name = missingName(cause);
    if (name !== undefined && Object.hasOwn(manifest().peerDependencies, name))
      return new ExitError(exitCodes.missingPart, missingText(name));
  }
  return undefined;
}
