/** `ichido bdd` as somebody uses it in a project of their own: what was asked for ran and passed, or the end says why not. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Summary } from '../../harness/report/summary.ts';
import { projects } from '../../harness/run/testing-project.ts';

const project = projects(onTestFinished);

// Each test starts processes, and other tests may hold the machine.
vi.setConfig({ testTimeout: 120_000 });

const ichido = fileURLToPath(new URL('../ichido.ts', import.meta.url));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of stderr, without `ichido: `. */
  readonly lines: readonly string[];
}

const bdd = (cwd: string, ...words: string[]): Run => bddWith({}, cwd, ...words);

function bddWith(added: NodeJS.ProcessEnv, cwd: string, ...words: string[]): Run {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ICHIDO_'));
  const env = { ...Object.fromEntries(own), NODE_NO_WARNINGS: '1', ...added };
  const run = spawnSync(process.execPath, [ichido, 'bdd', ...words], { cwd, env, encoding: 'utf8', timeout: 60_000 });
  const lines = run.stderr.split('\n').flatMap((line) => (line.startsWith('ichido: ') ? [line.slice(8)] : []));
  return { status: run.status, stdout: run.stdout, stderr: run.stderr, lines };
}

const given = '    前提 利用者「user01」のいるご契約先がある\n    かつ ハードウェアトークン「社有」がある\n';
const passing = `  @速い\n  シナリオ: 通る\n${given}    もし 管理者がトークン「社有」を利用登録する\n    ならば 受け付けられる\n`;
const failing = `  シナリオ: 落ちる\n${given}    もし 管理者がトークン「社有」を誤ったワンタイムパスワードで利用登録する\n    ならば 受け付けられる\n`;
/** `domain` has no pages, and says so. */
const skipping = `  シナリオ: 見送る\n${given}    もし 管理者がトークン「社有」を利用登録する\n    ならば 受け付けられる\n    かつ 画面がない\n`;
const feature = (...scenarios: string[]) => `# language: ja\n機能: 自分の機能\n${scenarios.join('')}`;

describe('a project of one’s own', () => {
  test('its features are run, told first, and fail as they are', () => {
    const cwd = project({ 'features/mine.feature': feature(passing, failing) });
    const run = bdd(cwd, '--level', 'domain');
    expect(run.status).toBe(1);
    expect(run.lines[0]).toBe('自分の機能（1 ファイルの 2 シナリオ）、実行レベル domain');
    expect(run.stdout).toContain('features/mine.feature:9');
    expect(run.stdout).toMatch(/受け付けられるはずが、断られました（銀行側の理由は「otp-wrong」/);
    expect(run.lines.at(-1)).toBe('成功 1、失敗 1、見送り 0 / 1 passed, 1 failed, 0 skipped');
  });

  test('a level whose browser is missing: 69, the one command that helps, and nothing is run', () => {
    const cwd = project({ 'features/mine.feature': feature(passing) });
    const run = bddWith({ ICHIDO_CHROMIUM: '/nowhere' }, cwd, '--level', 'browser');
    expect(run.status).toBe(69);
    expect(run.lines.at(-1)).toMatch(/run `[^`]+`$/);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  test('a level whose terminal is missing: 69, the one command that helps', () => {
    const hook = `registerHooks({resolve(name,at,next){if(name.startsWith('@xterm'))throw new Error('gone');return next(name,at)}})`;
    const NODE_OPTIONS = `--import=data:text/javascript,import{registerHooks}from'node:module';${encodeURIComponent(hook)}`;
    const run = bddWith({ NODE_OPTIONS }, project({}), '--level', 'desk', '--tags', '@procedure');
    expect(run.status).toBe(69);
    expect(run.lines.at(-1)).toMatch(/run `npm install --save-dev @lydell\/node-pty @xterm\/headless`$/);
  });

  test('one that Gherkin can’t read is an error, and nothing is run', () => {
    const cwd = project({ 'features/mine.feature': feature(passing, '  シナリオ： 全角\n') });
    const run = bdd(cwd, '--level', 'domain');
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/features\/mine\.feature:9: 全角の「：」/);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  test('without features of its own: ichido’s, and the first line says so', () => {
    const run = bdd(project({}), '--level', 'domain', '--name', '電池切れトークンの交換');
    expect(run.lines[0]).toMatch(
      /^ichido 付属の機能（.*全体のうち \d+ \/ \d{3,}、実行レベル domain、名前 電池切れトークンの交換$/,
    );
  });

  test('its own steps; an import that leads nowhere is told', () => {
    const step = "import { Then } from '@cucumber/cucumber';\nThen('自分の手順', () => {});\n";
    const cwd = project({
      'package.json': '{"type":"module"}',
      'cucumber.mjs': "export default { import: ['steps', 'missing-steps'], language: 'ja' };",
      'features/mine.feature': feature(`${passing}    かつ 自分の手順\n`),
      'steps/mine.mjs': step.replace('@cucumber/cucumber', cucumber),
    });
    const run = bdd(cwd, '--level', 'domain');
    expect(run.stderr).toContain('「missing-steps」に当てはまる手順のファイルがありません');
    expect(run.status).toBe(0);
  });

  test('a step in TypeScript in a commonjs project: what can be done', () => {
    const cwd = project({
      'package.json': '{"type":"commonjs"}',
      'cucumber.mjs': "export default { import: ['steps/mine.ts'] };",
      'features/mine.feature': feature(passing),
      'steps/mine.ts': `import { Then } from '${cucumber}';\nThen('自分の手順', () => {});\n`,
    });
    const run = bdd(cwd, '--level', 'domain');
    expect(run.status).toBe(1);
    expect(run.lines.at(-2)).toMatch(/^手順の定義を読み込めません。steps\/mine\.ts: .*"type": "module"/);
    expect(run.stderr).not.toMatch(/^ {4}at /m);
  });
});

/** What a project would find in its own node_modules. */
const cucumber = new URL('../../node_modules/@cucumber/cucumber/lib/index.js', import.meta.url).href;

test('a step that nobody defined: the nearest sentences, and a definition to begin with in Japanese', () => {
  const wrong = passing.replace('管理者がトークン「社有」を利用登録', '管理者はトークン「社有」の利用登録');
  const run = bdd(project({ 'features/mine.feature': feature(wrong) }), '--level', 'domain');
  expect(run.status).toBe(1);
  expect(run.lines).toContainEqual(
    expect.stringMatching(
      /^「管理者はトークン.*という手順はありません。もしかして: 管理者がトークン「社有」を利用登録する( ｜ |$)/,
    ),
  );
  expect(run.stdout).toContain("When('管理者は{トークン}の利用登録する', async function (トークン) {");
});

test('ichido steps: a word leads to its sentences, the project’s own among them; another one to what comes near', () => {
  const cwd = project({
    'package.json': '{"type":"module"}',
    'cucumber.mjs': "export default { import: ['steps'], language: 'ja' };",
    'steps/mine.mjs': `import { Then } from '${cucumber}';\nThen('電池の保証書がある', () => {});\n`,
  });
  const steps = (...words: string[]) =>
    spawnSync(process.execPath, [ichido, 'steps', ...words], { cwd, encoding: 'utf8', timeout: 60_000 });
  const found = steps('電池');
  expect(found.stdout).toMatch(/^ {2}前提 \{トークン\}の電池残量は\{int\}%である\n {6}例: トークン「/m);
  expect(found.stdout).toContain('自分の手順\n  ならば 電池の保証書がある\n');
  expect(found.stdout).not.toContain('利用者の管理');
  expect(steps('宇宙船').status).toBe(1);
  expect(JSON.parse(steps('--json', '資金移動').stdout)[0]).toHaveProperty('example');
});

describe('no false green', () => {
  test('nothing run is a failure that says what matched nothing, and the last full run stays', () => {
    const cwd = project({ 'features/mine.feature': feature(passing) });
    expect(bdd(cwd, '--level', 'domain', '--executor', '山田').status).toBe(0);
    const before = readFileSync(join(cwd, 'reports/domain/summary.json'), 'utf8');
    expect(before).toContain('"executor":"山田"');
    const run = bdd(cwd, '--level', 'domain', '--tags', '@無い');
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/実行されたシナリオがありません。当てはまるものがない指定: --tags @無い/);
    expect(readFileSync(join(cwd, 'reports/domain/summary.json'), 'utf8')).toBe(before);
    expect(readdirSync(join(cwd, 'reports/domain/partial'))).toEqual([expect.stringMatching(/無い/)]);
    const page = readFileSync(join(cwd, 'reports/index.html'), 'utf8');
    expect(page).toContain('0 / 1');
    expect(page).toContain('山田');
  });

  test('nothing but skips is a failure; --max-skips bounds them; the last line gives the reasons', () => {
    const notThere = `import { NotSupported } from '${new URL('../../harness/ports.ts', import.meta.url).href}';\n`;
    const step = `${notThere}import { Then } from '${cucumber}';\nThen('画面がない', () => { throw new NotSupported('画面がありません'); });\n`;
    const cwd = project({
      'cucumber.mjs': "export default { import: ['steps'] };",
      'features/skip.feature': feature(skipping),
      'features/mine.feature': feature(passing),
      'steps/mine.mjs': step,
    });
    const only = bdd(cwd, '--level', 'domain', 'features/skip.feature');
    expect(only.status).toBe(1);
    expect(only.stderr).toContain('見送りだけの実行は成功ではありません');
    expect(bdd(cwd, '--level', 'domain', '--max-skips', '1').status).toBe(0);
    const tooMany = bdd(cwd, '--level', 'domain', '--max-skips', '0');
    expect(tooMany.status).toBe(1);
    expect(tooMany.lines.at(-1)).toBe(
      '成功 1、失敗 0、見送り 1（画面がありません ×1） / 1 passed, 0 failed, 1 skipped (画面がありません ×1)',
    );
  });

  test('a scenario without steps is a failure', () => {
    const cwd = project({ 'features/mine.feature': feature(passing, '  シナリオ: 手順なし\n    ログインする\n') });
    const run = bdd(cwd, '--level', 'domain');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('手順のないシナリオがあります');
    expect(run.stderr).toContain('features/mine.feature:9');
  });
});

describe('shards', () => {
  const files = {
    'features/mine.feature': feature(
      passing,
      failing,
      passing.replace('通る', '三つ目'),
      passing.replace('通る', '四つ目'),
    ),
    'features/more.feature': feature(passing, failing),
  };
  const merge = (cwd: string, ...words: string[]) =>
    spawnSync(process.execPath, [ichido, 'report', 'merge', ...words], { cwd, encoding: 'utf8', timeout: 60_000 });
  const summaryIn = (folder: string): Summary => JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));

  test('four merged equal the whole run, scenario by scenario; with one missing the merge says so and fails', () => {
    const whole = project(files);
    expect(bdd(whole, '--level', 'domain').status).toBe(1);
    const machines = [1, 2, 3, 4].map((index) => {
      const cwd = project(files);
      const run = bdd(cwd, '--level', 'domain', '--shard', `${index}/4`);
      expect(run.lines.at(-2)).toMatch(/^reports\/domain\/partial\/shard-\d-of-4-/);
      return cwd;
    });
    const cwd = project({});
    const merged = merge(cwd, ...machines.map((machine) => join(machine, 'reports')));
    expect(merged.stderr).toContain('実行レベル domain: 6 / 6 シナリオ、分割 4 個がそろいました。');
    expect(merged.stderr).toContain('4 passed, 2 failed, 0 skipped');
    expect(merged.status).toBe(1); // two fail, as in the whole run
    const [one, other] = [summaryIn(join(cwd, 'reports/domain')), summaryIn(join(whole, 'reports/domain'))];
    const verdicts = ({ scenarios }: Summary) =>
      scenarios.map(({ at, status, steps }) => [at, status, ...steps.map((step) => [step.text, step.status])]);
    expect(verdicts(one)).toEqual(verdicts(other));
    expect(one).toMatchObject({ full: true, ended: true, success: false, chosen: 6, of: 6, args: other.args });
    expect(readFileSync(join(cwd, 'reports/domain/junit.xml'), 'utf8').match(/<testcase /g)).toHaveLength(6);
    expect(existsSync(join(cwd, 'reports/domain/shards/3/cucumber.html'))).toBe(true);

    const short = project({});
    const lacking = merge(
      short,
      ...machines.filter((_each, at) => at !== 2).map((machine) => join(machine, 'reports')),
    );
    expect(lacking.status).toBe(1);
    expect(lacking.stderr).toContain('足りない分割: 3/4');
    expect(lacking.stderr).toContain('missing: shard 3/4');
    expect(existsSync(join(short, 'reports/domain/summary.json'))).toBe(false);
    expect(readFileSync(join(short, 'reports/index.html'), 'utf8')).toContain('中断');
  });

  test('no shards, and shards of other runs, are told', () => {
    expect(merge(project({}), 'nowhere').status).toBe(2);
    const cwd = project(files);
    expect(bdd(cwd, '--level', 'domain', '--shard', '1/2').status).toBe(0);
    expect(bdd(cwd, '--level', 'domain', '--shard', '2/2', '--tags', '@速い').status).toBe(0);
    expect(merge(cwd, 'reports')).toMatchObject({ status: 1, stderr: expect.stringContaining('引数が違います') });
  });
});

test('-p names the level where it can, and says how to write it; --json prints one document', () => {
  const cwd = project({ 'features/mine.feature': feature(passing) });
  const run = bdd(cwd, '-p', 'domain', '--json');
  expect(run.status).toBe(0);
  expect(run.stderr).toContain('--level domain と書いてください');
  expect(JSON.parse(run.stdout)).toMatchObject({ level: 'domain', success: true, full: true, chosen: 1, of: 1 });
});

test.each([
  ['--tags', '(('],
  ['--name', '('],
])('%s %j is wrong usage, told by Cucumber while it picks', (flag, value) => {
  const run = bdd(project({}), '--level', 'domain', flag, value);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('Cucumber の引数が正しくありません');
  expect(run.stderr).not.toMatch(/^ {4}at /m);
});

test.each(['nope', 'desktop'])('the level %s is wrong usage', (level) => {
  expect(bdd(project({}), '--level', level)).toMatchObject({ status: 2, stderr: expect.stringContaining(level) });
});
