/**
 * Is the package whole? Packs it, installs the tarball in an empty folder elsewhere, and uses it as a stranger would:
 * the command, the imports, the types, features of their own. A part of the gate; prints a line a step and `N passed, N failed` last.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ichido-package-'));
const consumer = join(scratch, 'consumer');
let passed = 0;
let failed = 0;

/** This Node first on PATH, so that the package's `#!/usr/bin/env node` finds it as on a machine that has it. */
const environment = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}` };

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, words: readonly string[], cwd: string): Run {
  const result = spawnSync(command, words, { cwd, env: environment, encoding: 'utf8', timeout: 240_000 });
  return { status: result.status, stdout: result.stdout ?? '', stderr: result.stderr ?? String(result.error) };
}

function npm(words: readonly string[], cwd: string): Run {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.js$/.test(cli)) return run(process.execPath, [cli, ...words], cwd);
  return run('npm', words, cwd);
}

/** Counts a step; what it printed is shown when it failed. @param status what the command has to end with. */
function step(name: string, result: Run, wanted: (printed: string) => boolean = () => true, status = 0): boolean {
  const ok = result.status === status && wanted(`${result.stdout}${result.stderr}`);
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${name}\n`);
  if (!ok) process.stdout.write(`${result.stdout}${result.stderr}\n`);
  if (ok) passed += 1;
  else failed += 1;
  return ok;
}

/** The lock of the repository, cut to what the package needs, so that the install asks nobody for anything. */
function lockFor(tarball: string): string {
  const ours = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: { [path: string]: { dev?: boolean; [key: string]: unknown } };
  };
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { [key: string]: unknown };
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const { version, dependencies, bin } = manifest;
  const runtime = Object.entries(ours.packages).filter(([path, entry]) => path !== '' && entry.dev !== true);
  return JSON.stringify({
    name: 'consumer',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'consumer', dependencies: { ichido: `file:${tarball}` } },
      'node_modules/ichido': { version, resolved: `file:${tarball}`, integrity, dependencies, bin },
      ...Object.fromEntries(runtime),
    },
  });
}

function install(tarball: string): Run {
  mkdirSync(consumer);
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies: { ichido: `file:${tarball}` } };
  writeFileSync(join(consumer, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(consumer, 'package-lock.json'), lockFor(tarball));
  return npm(['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], consumer);
}

const useIt = `
import { startDesk } from 'ichido';
import { levelNames } from 'ichido/harness';
const running = await startDesk({ seed: 1 });
const page = await fetch(running.portalUrl);
const serials = running.tray.serials().join(' ');
await running.stop();
console.log(page.status, serials, levelNames.includes('http'));
`;

const typed = `
import { type RunningDesk, startDesk } from 'ichido';
import { openStage, type Outcome } from 'ichido/harness';
const running: RunningDesk = await startDesk({ seed: 1, portalPort: 0 });
const url: string = running.portalUrl;
const names: readonly string[] = running.contract?.users.map((user) => user.name) ?? [];
// @ts-expect-error: a port is a number
await startDesk({ portalPort: 'x' });
export const told: [string, readonly string[], typeof openStage, Outcome | undefined] = [url, names, openStage, undefined];
`;

/** A project's own scenario, up to an act. */
const story = `# language: ja
機能: 自分の機能
  シナリオ: 登録する
    前提 利用者「user01」のいるご契約先がある
    かつ ハードウェアトークン「社有」がある
`;
const registers = `${story}    もし 管理者がトークン「社有」を利用登録する\n    ならば 受け付けられる\n`;
const ownStep = `
import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
Then('銀行の履歴は{int}件である', async function (count) {
  const { stage, contract } = this.scene;
  assert.equal((await stage.bank.history(contract.contractId)).length, count);
});
`;

/** What a stranger writes into `features/`, and how the run has to end. */
const projects: readonly {
  readonly name: string;
  readonly files: { readonly [path: string]: string };
  readonly status: number;
  readonly says: RegExp;
}[] = [
  {
    name: 'a failing feature',
    files: {
      'features/mine.feature': `${story}    もし 管理者がトークン「社有」を誤ったワンタイムパスワードで利用登録する\n    ならば 受け付けられる\n`,
    },
    status: 1,
    says: /features\/mine\.feature:3[\s\S]*自分の機能[\s\S]*1 failed/,
  },
  {
    name: 'a broken feature',
    files: { 'features/mine.feature': registers.replace('シナリオ:', 'シナリオ：') },
    status: 1,
    says: /features\/mine\.feature:3: /,
  },
  {
    name: 'a step of its own',
    files: {
      'features/mine.feature': `${registers}    かつ 銀行の履歴は1件である\n`,
      'steps/mine.mjs': ownStep,
      'cucumber.mjs': `export default { paths: ['features/**/*.feature'], import: ['steps/**/*.mjs'], language: 'ja' };`,
    },
    status: 0,
    says: /1 passed, 0 failed, 0 skipped/,
  },
];

const options = {
  module: 'nodenext',
  target: 'es2024',
  lib: ['es2024', 'dom', 'esnext.iterator', 'esnext.collection'],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  types: [],
};

function checkPackage(): void {
  if (!step('npm pack', npm(['pack', '--silent', '--pack-destination', scratch], root))) return;
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined || !step('npm ci elsewhere', install(join(scratch, tarball)))) return;
  const command = join(consumer, 'node_modules', '.bin', process.platform === 'win32' ? 'ichido.cmd' : 'ichido');
  step('ichido doctor', run(command, ['doctor'], consumer), (text) => /^ok +packages/m.test(text));
  step('ichido --help', run(command, ['--help'], consumer), (text) => /\bstart\b/.test(text));
  const domain = ['bdd', '--level', 'domain'];
  step('ichido bdd', run(command, domain, consumer), (text) => text.includes('ichido 付属の機能'));
  for (const { name, files, status, says } of projects) {
    const folder = join(consumer, name);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    step(`ichido bdd in a project with ${name}`, run(command, domain, folder), (text) => says.test(text), status);
  }
  writeFileSync(join(consumer, 'use.js'), useIt);
  step('import', run(process.execPath, ['use.js'], consumer), (text) =>
    text.includes('200 SKTH00001 SKTH00002 SKTS00001 true'),
  );
  writeFileSync(join(consumer, 'typed.ts'), typed);
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['typed.ts'] }));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  step('types', run(process.execPath, [compiler, '-p', '.'], consumer));
}

try {
  checkPackage();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
