/** The projects that the package is tried in, in one table: each kind of client that a team may be. */
import { join } from 'node:path';
import type { Files } from './consumer.ts';

export interface Step {
  readonly name: string;
  /** `node` is this one; another name is a command of an installed package; `npm test` is the project's own. */
  readonly words: readonly [string, ...string[]];
  readonly status?: number;
  readonly says?: RegExp;
  /** Where in the project. */
  readonly cwd?: string;
}

export interface Client {
  readonly name: string;
  /** Part of the gate; the others are `deep`'s. */
  readonly gate: boolean;
  /** A folder of `examples/`. */
  readonly example?: string;
  readonly packages: { readonly [name: string]: string };
  readonly files?: Files;
  readonly steps: readonly Step[];
}

const story = `# language: ja
機能: 自分の機能
  シナリオ: 登録する
    前提 利用者「user01」のいるご契約先がある
    かつ ハードウェアトークン「社有」がある
`;
const registers = `${story}    もし 管理者がトークン「社有」を利用登録する\n    ならば 受け付けられる\n`;
const fails = `${story}    もし 管理者がトークン「社有」を誤ったワンタイムパスワードで利用登録する\n    ならば 受け付けられる\n`;
const domain = ['ichido', 'bdd', '--level', 'domain'] as const;

const typed = `
import { type RunningDesk, startDesk } from 'ichido';
import { connectDesk, type DeskClient } from 'ichido/client';
import { openStage, type Outcome } from 'ichido/harness';
import { codeOfStep, stepAt } from 'ichido/otp';
import { type PskcKey, readPskc } from 'ichido/pskc';
import { NotSupported, type OutsidePortal, type OutsideStage, outsideStage } from 'ichido/stage';
await using running: RunningDesk = await startDesk({ seed: 1, portalPort: 0 });
const url: string = running.portalUrl;
const names: readonly string[] = running.demo?.users.map((user) => user.name) ?? [];
const code: string = await running.code(running.issue('hardware'));
await using client: DeskClient = await connectDesk({ portal: url, control: running.controlUrl, secret: running.secret });
const made = await client.contract({ mode: 'individual' });
const [entry] = await client.bank('getHistory', { params: { id: made.contractId } });
const step: number | undefined = (await client.rpc('tokens.code', { serial: 'SKTH00001' })).step;
// @ts-expect-error: a port is a number
await startDesk({ portalPort: 'x' });
// @ts-expect-error: a contract is named
await client.bank('getContract');
// @ts-expect-error: there is no such method
await client.rpc('tokens.steal', {});
const keys: readonly PskcKey[] = ((read) => (read.ok ? read.value.keys : []))(readPskc('', { kind: 'plain' }));
const codes = keys.map(({ secret }) => codeOfStep(secret, stepAt(0)));
export const told: [string, readonly string[], typeof openStage, Outcome | undefined] = [url, names, openStage, undefined];
export const more = [code, entry?.what, step, codes];
type Window = { readonly cookie: string };
const stageOf = (portal: OutsidePortal<Window>): OutsideStage => outsideStage(portal);
// @ts-expect-error: nine functions are wanted
stageOf({ name: 'x', refusals: {}, done: { registered: '', deregistered: '', unchanged: '', transferred: '' } });
export const stages = [stageOf, NotSupported];
`;
const compiled = (module: 'node16' | 'preserve', resolution: 'node16' | 'bundler'): string =>
  JSON.stringify({
    compilerOptions: {
      module,
      moduleResolution: resolution,
      target: 'es2022',
      lib: ['es2024', 'dom', 'esnext.iterator', 'esnext.collection', 'esnext.disposable'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
    },
    include: ['typed.ts'],
  });
const tsc = (config: string): Step => ({ name: `tsc, ${config}`, words: ['tsc', '-p', config] });

const loads = `
import { registerHooks } from 'node:module';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
const loaded = [];
registerHooks({ load: (url, context, next) => (url.startsWith('file:') && loaded.push(fileURLToPath(url)), next(url, context)) });
const { readPskc, writePskc } = await import('ichido/pskc');
const { codeOfStep, hotp } = await import('ichido/otp');
const secret = Buffer.from('12345678901234567890');
const key = { id: 'a', serial: 'SKTH00001', algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30, secret };
const written = writePskc([key], { kind: 'plain' }, { random: (length) => new Uint8Array(length) });
const read = readPskc(written.value, { kind: 'plain' });
console.log('read', read.value.keys[0].serial, hotp(secret, 1n), codeOfStep(secret, 1));
const foreign = new Set(loaded.map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules\\/)/.exec(file)?.[1]));
foreign.delete('ichido');
console.log('packages', [...foreign].sort().join(' '));
console.log('bytes', loaded.reduce((sum, file) => sum + statSync(file).size, 0) < 5e6 ? 'under 5 MB' : 'too many');
`;

const useIt = `
import { startDesk } from 'ichido';
import { levelNames, NotSupported, ScreenRefused } from 'ichido/harness';
const running = await startDesk({ seed: 1 });
const page = await fetch(running.portalUrl);
const serials = running.tray.serials().join(' ');
await running.stop();
console.log(page.status, serials, levelNames.includes('http'), typeof NotSupported, typeof ScreenRefused);
`;

const required = `
const { startDesk } = require('ichido');
startDesk({ seed: 1, demo: false }).then(async (desk) => {
  const code = await desk.code(desk.issue('software'));
  await desk.stop();
  console.log('code of', code.length);
});
`;

const cucumber13 = '13.3.0';
const ownStep = (version: string, gate: boolean): Client => ({
  name: `cucumber ${version} with a step of its own`,
  gate,
  example: 'cucumber',
  packages: { '@cucumber/cucumber': version },
  steps: [
    { name: 'npm test', words: ['npm', 'test'], says: /2 passed, 0 failed, 0 skipped/ },
    { name: '--parallel 2 at domain', words: [...domain, '--parallel', '2'], says: /2 passed, 0 failed, 0 skipped/ },
    { name: 'ichido’s own features', words: [...domain, '--catalogue', 'swap'], says: /ichido 付属の機能/ },
  ],
});

export const clients: readonly Client[] = [
  {
    name: 'a stranger',
    gate: true,
    packages: { '@cucumber/cucumber': cucumber13 },
    files: {
      'use.js': useIt,
      'failing/features/mine.feature': fails,
      'broken/features/mine.feature': registers.replace('シナリオ:', 'シナリオ：'),
    },
    steps: [
      { name: 'ichido doctor', words: ['ichido', 'doctor'], says: /^ok +packages/m },
      { name: 'ichido --help', words: ['ichido', '--help'], says: /\bstart\b/ },
      { name: 'ichido bdd', words: domain, says: /ichido 付属の機能/ },
      { name: 'import', words: ['node', 'use.js'], says: /200 SKTH00001 SKTH00002 SKTS00001 true function function/ },
      {
        name: 'a failing feature of its own',
        words: domain,
        cwd: 'failing',
        status: 1,
        says: /features\/mine\.feature:3[\s\S]*自分の機能[\s\S]*1 failed/,
      },
      { name: 'a broken feature', words: domain, cwd: 'broken', status: 1, says: /features\/mine\.feature:3: / },
      {
        name: 'a level whose package is not there',
        words: ['ichido', 'bdd', '--level', 'browser'],
        status: 69,
        says: /npm install --save-dev playwright-core/,
      },
    ],
  },
  {
    name: 'a portal of its own',
    gate: true,
    example: 'kamome',
    packages: { '@cucumber/cucumber': cucumber13 },
    files: { 'fault.sh': 'KAMOME_FAULT=any-approval-number exec "$1" bdd --stage stage.ts --catalogue registration\n' },
    steps: [
      {
        name: '--stage',
        words: ['ichido', 'bdd', '--stage', 'stage.ts', '--catalogue', 'swap'],
        says: /outside:かもめ銀行[\s\S]* 0 failed/,
      },
      {
        name: 'a planted fault',
        words: ['sh', 'fault.sh', join('node_modules', '.bin', 'ichido')],
        status: 1,
        says: /確認暗証番号の誤り[\s\S]* [1-9]\d* failed/,
      },
    ],
  },
  ownStep('12.9.0', true),
  ownStep('13.2.0', false),
  {
    name: 'playwright',
    gate: true,
    example: 'playwright',
    packages: { '@cucumber/cucumber': cucumber13 },
    steps: [{ name: 'npm test', words: ['npm', 'test'], says: /3 passed/ }],
  },
  {
    name: 'vitest',
    gate: false,
    example: 'vitest',
    packages: { '@cucumber/cucumber': cucumber13 },
    steps: [{ name: 'npm test', words: ['npm', 'test'], says: /3 passed/ }],
  },
  {
    name: 'commonjs',
    gate: false,
    packages: { '@cucumber/cucumber': cucumber13 },
    files: { 'package.json': JSON.stringify({ type: 'commonjs' }), 'use.cjs': required },
    steps: [{ name: 'require', words: ['node', 'use.cjs'], says: /code of 6/ }],
  },
  ...['5.9', '7'].map(
    (version): Client => ({
      name: `typescript ${version}`,
      gate: version === '7',
      packages: {
        '@cucumber/cucumber': cucumber13,
        '@types/node': '^24.0.0',
        typescript: `~${version === '7' ? '7.0' : version}.0`,
      },
      files: {
        'typed.ts': typed,
        'node16.json': compiled('node16', 'node16'),
        'bundler.json': compiled('preserve', 'bundler'),
      },
      steps: [tsc('node16.json'), tsc('bundler.json')],
    }),
  ),
  {
    name: 'plain HTTP',
    gate: false,
    example: 'http',
    packages: { '@cucumber/cucumber': cucumber13 },
    files: {
      'run.sh': `ichido=$1
"$ichido" start --headless --portal-port 0 --control-port 0 --ready-file ready.json >/dev/null &
until [ -s ready.json ]; do kill -0 $! || exit 1; done
sh walk.sh ready.json; status=$?
kill $!; wait
exit $status
`,
    },
    steps: [
      {
        name: 'walk.sh',
        words: ['sh', 'run.sh', join('node_modules', '.bin', 'ichido')],
        says: /token SKTH\d{5}, code of 6 digits/,
      },
    ],
  },
  {
    name: 'PSKC alone',
    gate: false,
    packages: { '@cucumber/cucumber': cucumber13 },
    files: { 'use.js': loads },
    steps: [
      {
        name: 'what is loaded',
        words: ['node', 'use.js'],
        says: /read SKTH00001 287082 287082\npackages @noble\/hashes[^\n]*otplib saxes xmlchars\nbytes under 5 MB/,
      },
    ],
  },
];
