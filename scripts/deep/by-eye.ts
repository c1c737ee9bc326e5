/**
 * A person with two key fobs and an app that only eyes can read walks the manual's three procedures at level `real`, in real
 * time (some four minutes, most of them waiting): in a pseudo terminal, reading displays that are reckoned here. They
 * mistype once and look too late once. Prints `N passed, N failed`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { startDesk } from '../../desk/start-desk.ts';
import { writePskc } from '../../pskc/write.ts';
import { codeOfStep, stepAt } from '../../simulator/device/otp.ts';

const deadlineMs = 12 * 60_000;
const serials = ['SKTH90001', 'SKTH90002', 'SKTS90001'];
const secretOf = (serial: string): Uint8Array => Buffer.from(`by eye ${serial} 0123456789`.slice(0, 20));

const feature = `# language: ja
@real
機能: 目で読むトークン
  背景:
    前提 利用者「user01」「user02」のいるご契約先がある

  シナリオ: (1) 共有から個別へ
    前提 ハードウェアトークン「社有」がある
    かつ トークン「社有」が全員の共有トークンとして登録されている
    もし 管理者が利用形態を個別に変更する
    ならば 受け付けられる
    もし 管理者が利用者「user01」にトークン「社有」を利用登録する
    ならば 登録完了と表示され、利用者「user01」のシリアル番号はトークン「社有」のものになる
    かつ 利用者「user01」はトークン「社有」で取引できる

  シナリオ: (2) トークンの変更
    前提 ハードウェアトークン「旧」「新」がある
    かつ トークン「旧」が全員の共有トークンとして登録されている
    もし 管理者がトークン「新」を利用登録する
    ならば 登録完了と表示され、現在のトークン情報はトークン「新」のシリアル番号になる
    かつ 利用者「user01」はトークン「新」で取引できる

  シナリオ: (3) 共有利用者と個別利用者の混在
    前提 ハードウェアトークン「共用」がある
    かつ ソフトウェアトークン「次郎用」がある
    かつ 利用形態は個別である
    もし 管理者が利用者「user01」にトークン「共用」を利用登録する
    ならば 受け付けられる
    もし 管理者が利用者「user02」にトークン「次郎用」を利用登録する
    ならば 受け付けられる
    かつ 利用者「user01」はトークン「共用」で取引できる
    かつ 利用者「user02」はトークン「次郎用」で取引できる
`;

const folder = mkdtempSync(join(tmpdir(), 'ichido-by-eye-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const state = join(folder, 'state');
await adoptAll();
mkdirSync(join(folder, 'features'));
writeFileSync(join(folder, 'features', 'eyes.feature'), feature);

const ichido = fileURLToPath(new URL('../../cli/ichido.ts', import.meta.url));
const run = spawn(process.execPath, [ichido, 'bdd', '--level', 'real', '--state', state], {
  cols: 200,
  rows: 50,
  cwd: folder,
  env: { ...process.env, NODE_NO_WARNINGS: '1' } as { [name: string]: string },
});
const limit = setTimeout(() => run.kill(), deadlineMs);
const { output, readings } = await person();
clearTimeout(limit);

let [passed, failed] = [0, 0];
count('all three procedures passed', /3 passed(, \d+ partly)?, 0 failed, 0 skipped/.test(output));
count('a slip was asked for again', output.includes('6桁の数字ではありません'));
count('a code of an earlier step was asked for again', output.includes('前の時間枠の値です'));
count('no code was typed twice', new Set(readings).size === readings.length && readings.length >= 6);
if (failed > 0) process.stdout.write(`${output}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function count(what: string, ok: boolean): void {
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${what}\n`);
  if (ok) passed += 1;
  else failed += 1;
}

/** What a person does once: the bank has the secrets, the desk has the tokens. */
async function adoptAll(): Promise<void> {
  const desk = await startDesk({ state, demo: false });
  const keys = serials.map((serial) => {
    const secret = secretOf(serial);
    return { id: serial, serial, algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30, secret } as const;
  });
  const written = writePskc(keys, { kind: 'plain' }, { random: (length) => new Uint8Array(length) });
  const imported = desk.service.importStock(written.ok ? written.value : '', {});
  if (!imported.ok) throw new Error(imported.error.code);
  for (const serial of serials) {
    const adopted = desk.hid.adopt(serial);
    if (!adopted.ok) throw new Error(adopted.text.en);
  }
  await desk.stop();
}

/** Answers each question in the terminal. The readings are those that were meant: serial and step. */
function person(): Promise<{ readonly output: string; readonly readings: readonly string[] }> {
  const readings: string[] = [];
  let output = '';
  let asked = 0;
  let heard = 0;
  const answer = (serial: string): void => {
    asked += 1;
    const step = stepAt(Date.now());
    if (asked === 1) run.write('12345\r');
    else if (asked === 3) run.write(`${codeOfStep(secretOf(serial), step - 3)}\r`);
    else {
      readings.push(`${serial} ${step}`);
      run.write(`${codeOfStep(secretOf(serial), step)}\r`);
    }
  };
  return new Promise((resolve) => {
    run.onData((data) => {
      output += data;
      const questions = [...output.matchAll(/ichido: (?:トークン )?(SKT[HS]\d{5})(?: の①を押し|: )[^\n]*\n/g)];
      for (const [, serial = ''] of questions.slice(heard)) answer(serial);
      heard = questions.length;
    });
    run.onExit(() => resolve({ output, readings }));
  });
}
