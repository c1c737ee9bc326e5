/** The file that `--stage` names: a module whose default export is a stage, or a word table. */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { broken, unusable } from '../run/run-error.ts';
import { type OutsideStage, outsideStage } from './stage.ts';
import { readWordFile } from './words/word-file.ts';
import { wordPortal } from './words/word-portal.ts';

const endings: readonly string[] = ['.ts', '.mts', '.js', '.mjs', '.json'];

/** Throws `RunError` for a file that isn't there, can't be read, or is no stage. */
export async function loadStage(file: string, cwd: string): Promise<OutsideStage> {
  const path = resolve(cwd, file);
  if (!existsSync(path)) {
    throw unusable(`--stage のファイルがありません: ${file}`, `there is no stage file ${file}`);
  }
  if (!endings.includes(extname(path))) {
    throw unusable(
      `--stage のファイルは ${endings.join('、')} のどれかです: ${file}`,
      `a stage file ends in ${endings.join(', ')}: ${file}`,
    );
  }
  if (extname(path) === '.json') return readWords(path, file);
  const module = await importing(path, file);
  const stage = module.default;
  if (isStage(stage)) return stage;
  throw broken(
    `${file} の default export は outsideStage(…) の答えではありません。`,
    `${file}: its default export is not what outsideStage(…) gives`,
  );
}

function readWords(path: string, file: string): OutsideStage {
  try {
    return outsideStage(wordPortal(readWordFile(readFileSync(path, 'utf8'))));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'JSON' : error instanceof Error ? error.message : String(error);
    throw broken(`${file} の言葉の表を読めません: ${why}`, `${file} is no table of words: ${why}`);
  }
}

async function importing(path: string, file: string): Promise<{ readonly default?: unknown }> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      Object.hasOwn(own, specifier) ? { url: own[specifier] ?? '', shortCircuit: true } : next(specifier, context),
  });
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw broken(`${file} を読み込めません: ${why}`, `${file} can't be loaded: ${why}`);
  } finally {
    hooks.deregister();
  }
}

/** Whatever folder the file stands in, it gets the ichido that runs it, and so the one `NotSupported` that is caught. */
const own: { readonly [specifier: string]: string } = {
  ichido: ownUrl('../../desk/start-desk'),
  'ichido/stage': ownUrl('../stage'),
};

function ownUrl(path: string): string {
  return new URL(`${path}${extname(import.meta.url)}`, import.meta.url).href;
}

const isStage = (value: unknown): value is OutsideStage =>
  typeof value === 'object' && value !== null && 'about' in value && 'open' in value;
