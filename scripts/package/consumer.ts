/** Somebody else's project: the packed tarball installed in an empty folder elsewhere, and commands run there. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../browser/find-browser.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const scratch = mkdtempSync(join(tmpdir(), 'ichido-package-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** The browser of the machine, for examples that drive one. */
export const chromium = findBrowser();

/** This Node first on PATH, so that the package's `#!/usr/bin/env node` finds it as on a machine that has it. */
const environment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
  ...(chromium === undefined ? {} : { ICHIDO_CHROMIUM: chromium }),
};

export interface Run {
  readonly status: number | null;
  readonly printed: string;
}

export function run(command: string, words: readonly string[], cwd: string): Run {
  const result = spawnSync(command, words, { cwd, env: environment, encoding: 'utf8', timeout: 300_000 });
  return { status: result.status, printed: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}` };
}

export function npm(words: readonly string[], cwd: string): Run {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.js$/.test(cli)) return run(process.execPath, [cli, ...words], cwd);
  return run('npm', words, cwd);
}

/** The command of a package in the project. */
export const commandIn = (project: string, name: string): string =>
  join(project, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export interface Files {
  readonly [path: string]: string;
}

export function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A folder with what stands in `examples/EXAMPLE`, if one is named. */
export function project(name: string, example?: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  if (example !== undefined) cpSync(join(root, 'examples', example), folder, { recursive: true });
  return folder;
}

/** Installs the tarball beside what the project wants itself. @param packages name → version or range. */
export function install(folder: string, tarball: string, packages: { readonly [name: string]: string }): Run {
  const own = { name: 'consumer', private: true, type: 'module', ...readManifest(folder) };
  const devDependencies = { ...own.devDependencies, ...packages, ichido: `file:${tarball}` };
  write(folder, { 'package.json': JSON.stringify({ ...own, devDependencies }) });
  return npm(
    ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    folder,
  );
}

function readManifest(folder: string): { readonly devDependencies?: { readonly [name: string]: string } } {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

/** `41.3 MB, 152 packages` */
export function weight(folder: string): string {
  const modules = join(folder, 'node_modules');
  const entries = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as { readonly packages: object };
  return `${(bytes / 1e6).toFixed(1)} MB, ${Object.keys(lock.packages).length} packages`;
}
