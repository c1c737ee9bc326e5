/** What a report holds of a scenario that a wrong portal fails, at the levels that machines play. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { missingForBrowser } from '../drivers/browser/chromium.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ichido-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Attachment {
  readonly mediaType: string;
  readonly fileName?: string;
  readonly body: string;
}

/** What the reports tell of B11 on a portal whose wrong PIN burns the code, and every code and PIN that was typed. */
async function run(level: string) {
  const typedFile = join(folder, `${level}-typed.json`);
  const words = [
    'bdd',
    '--level',
    level,
    '--name',
    '確認暗証番号誤りでは、ワンタイムパスワードは使われない',
    '--world-parameters',
  ];
  const more = [JSON.stringify({ fault: 'wrong-pin-burns-the-code' }), '--import'];
  const recorder = join(root, 'harness/report/typed-recorder.ts');
  await expect(
    promisify(execFile)(
      process.execPath,
      [join(root, 'cli/ichido.ts'), ...words, ...more, recorder, join(root, 'features/input.feature')],
      { cwd: folder, env: { ...process.env, ICHIDO_TEST_TYPED: typedFile } },
    ),
  ).rejects.toMatchObject({ code: 1 });
  const partial = join(folder, 'reports', level, 'partial');
  const place = join(partial, readdirSync(partial)[0] ?? '');
  const messages = readFileSync(join(place, 'messages.ndjson'), 'utf8');
  const attachments = messages
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => (JSON.parse(line) as { readonly attachment?: Attachment }).attachment ?? []);
  const summary = readFileSync(join(place, 'summary.json'), 'utf8');
  const typed = (JSON.parse(readFileSync(typedFile, 'utf8')) as string[]).filter((value) => value !== '');
  return { messages, summary, attachments, typed };
}

const there = (await missingForBrowser()) === undefined;

test.each([
  ['domain', []],
  ['http', ['text/html']],
  ...(there ? [['browser', ['text/html', 'image/png']] as const] : []),
] as const)(
  '%s: clock, faces, the bank’s reasons and the pages; no code, no PIN',
  async (level, screens) => {
    const { messages, summary, attachments, typed } = await run(level);
    const facts = attachments.find(({ fileName }) => fileName === 'scene.txt')?.body;
    expect(facts).toMatch(/^時計: 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/);
    expect(facts).toMatch(/トークン「\S+」（SKTH\d{5}）: (消灯|ワンタイムパスワード（\*{6}、)/);
    expect(facts).toMatch(/銀行の記録（ご契約先 \d{11}）: \d+件\n[\s\S]*: pin-wrong [\s\S]*: otp-used /);
    const seen = attachments.filter(({ mediaType }) => /html|image/.test(mediaType));
    const kinds = [...new Set(seen.map(({ mediaType }) => mediaType))];
    expect(kinds).toEqual(screens);
    for (const { mediaType, body } of seen) {
      if (mediaType === 'text/html') expect(body).toContain('テスト用スタブ');
      else expect(Buffer.from(body, 'base64').subarray(1, 4).toString()).toBe('PNG');
    }
    expect(typed.length).toBeGreaterThan(1);
    for (const text of [messages, summary]) {
      const words = new Set(text.match(/[A-Za-z0-9]+/g));
      expect(typed.filter((value) => words.has(value)).length).toBe(0);
    }
  },
  90_000,
);
