/** Reports go into mail and build logs: no typed code, no typed PIN, no control secret may be in them, failures included. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ichido-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every kind of Then, each one wrong: what a failure prints is part of the report. */
const failing = `# language: ja
機能: 失敗の文言
  背景:
    前提 利用者「user01」「user02」のいるご契約先がある
    かつ ハードウェアトークン「社有」がある
    かつ トークン「社有」が全員の共有トークンとして登録されている
  シナリオ: 値の比較
    もし トークン「社有」のワンタイムパスワードを控える
    ならば トークン「社有」の画面には控えたものと違う値が表示される
  シナリオ: 消えているはず
    もし トークン「社有」のワンタイムパスワードを控える
    ならば トークン「社有」の画面は消えている
  シナリオ: 電池の表示のはず
    もし トークン「社有」のワンタイムパスワードを控える
    ならば トークン「社有」の画面に「bAtt 01」と表示される
  シナリオ: 読めないはず
    ならば トークン「社有」からはワンタイムパスワードを読めない
  シナリオ: 断られるはず
    もし 利用者「user01」がトークン「社有」で資金移動する
    ならば 「トークン認証の誤り」で断られる
    かつ 銀行の記録では理由は「otp-used」である
  シナリオ: 受け付けられるはず
    もし 管理者がトークン「社有」を誤ったワンタイムパスワードで利用登録する
    ならば 受け付けられる
  シナリオ: 別の理由
    もし 管理者がトークン「社有」を誤った暗証番号で利用登録する
    ならば 「確認暗証番号の誤り」で断られる
    かつ 銀行の記録では理由は「otp-used」である
`;

interface Run {
  readonly typed: readonly string[];
  readonly files: { readonly [name: string]: string };
}

async function run(level: string): Promise<Run> {
  const typedFile = join(folder, `${level}-typed.json`);
  writeFileSync(join(folder, 'failing.feature'), failing);
  const args = [
    join(root, 'cli/ichido.ts'),
    'bdd',
    '--level',
    level,
    '--import',
    join(root, 'harness/report/typed-recorder.ts'),
  ];
  const features = level === 'domain' ? [join(root, 'features/**/*.feature')] : [join(root, 'features/lock.feature')];
  const env = { ...process.env, ICHIDO_TEST_TYPED: typedFile };
  const ended = await promisify(execFile)(process.execPath, [...args, 'failing.feature', ...features], {
    cwd: folder,
    env,
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  expect(ended).toMatchObject({ code: 1 });
  const [place = ''] = readdirSync(join(folder, 'reports', level, 'partial'));
  const read = (name: string) => readFileSync(join(folder, 'reports', name), 'utf8');
  return {
    // What a feature spells (a form that is wrong on purpose) is no secret: the report shows the feature itself.
    typed: (JSON.parse(readFileSync(typedFile, 'utf8')) as string[]).filter(
      (value) => value.length >= 6 && !spelled.has(value.trim()),
    ),
    files: {
      'messages.ndjson': read(`${level}/partial/${place}/messages.ndjson`),
      'junit.xml': read(`${level}/partial/${place}/junit.xml`),
      'summary.json': read(`${level}/partial/${place}/summary.json`),
      'index.html': read('index.html'),
      stdout: ended.stdout,
      stderr: ended.stderr,
    },
  };
}

const spelled = new Set(
  readdirSync(join(root, 'features'), { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.feature'))
    .flatMap((name) => readFileSync(join(root, 'features', name), 'utf8').match(/[A-Za-z0-9]{6,}/g) ?? []),
);

/** Words of a text: a code inside a duration, an id or a longer number is not the code. */
const words = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replace(/"(?:nanos|seconds|ms|startedAt)":\s*\d+/g, '')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{21,}/g, '')
      .replace(/time="[0-9.]+"/g, '')
      .match(/[A-Za-z0-9]+/g) ?? [],
  );

test.each(['domain', 'http'])(
  '%s: neither codes nor PINs nor secrets in any report',
  async (level) => {
    const { typed, files } = await run(level);
    expect(typed.length).toBeGreaterThan(level === 'domain' ? 300 : 20);
    expect(files['junit.xml']).toContain('<failure');
    for (const [name, text] of Object.entries(files)) {
      const found = words(text);
      expect(found.size, name).toBeGreaterThan(3);
      const leaked = typed.filter((value) => found.has(value)).length;
      expect(leaked, `typed values in ${name}`).toBe(0);
      // 32 bytes as base64url or hex: the form of the control secret.
      expect(text.match(/(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-]{43}|[0-9a-f]{64})(?![A-Za-z0-9_-])/g) ?? [], name).toEqual(
        [],
      );
    }
  },
  60_000,
);
