/** A peer that is not installed: node says it in its own words, a person gets the one command that helps. */
import { missingPart } from '../exit.ts';
import { manifest } from './manifest.ts';

/** The error with exit code 69, or undefined when `error` is about nothing that package.json names as a peer. */
export function missingPackage(error: unknown): Error | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const [, name = ''] = /^Cannot find package '([^']+)'/.exec(cause.message) ?? [];
    if ('code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND' && Object.hasOwn(manifest().peerDependencies, name))
      return missingPart(
        `${name} がありません。npm install --save-dev ${name} を実行してください。`,
        `the package ${name} is not installed: run npm install --save-dev ${name}`,
      );
  }
  return undefined;
}
