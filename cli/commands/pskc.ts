/** `ichido pskc read|check|write|from-csv`: what a PSKC file holds (never its secrets), whether it is sound, and new files. */
import type { Command } from 'commander';
import { bothLanguages } from '../../common/text.ts';
import type { Protection, PskcError, PskcKey } from '../../pskc/model.ts';
import { failed, wrongUsage } from '../exit.ts';
import { help } from '../help-text.ts';
import { jsonOption, seedOption } from '../options.ts';
import { type PskcOptions, pskcKeyOption, pskcPasswordOption, pskcProtection } from '../pskc-protection.ts';

export function add(program: Command): void {
  const pskc = program
    .command('pskc')
    .description(help({ ja: 'トークンの鍵ファイル', en: 'PSKC (RFC 6030) seed files' }));
  withPskcOptions(
    pskc
      .command('read <file>')
      .description(
        help({ ja: 'ファイルの内容を表示（鍵の値は表示しない）', en: 'show what a file holds, without secrets' }),
      )
      .addOption(jsonOption()),
  ).action(read);
  withPskcOptions(
    pskc
      .command('check <file>')
      .description(
        help({ ja: 'ファイルが正しいか調べる（終了コード 0 か 1）', en: 'is the file sound? exit code 0 or 1' }),
      )
      .option(
        '--portal',
        help({
          ja: '取り込めないファイルも 1',
          en: 'what a desk and the portal would refuse is a failure, not a notice',
        }),
      )
      .addOption(jsonOption()),
  ).action(check);
  withPskcOptions(
    pskc
      .command('write')
      .description(help({ ja: '新しいトークンのファイルを作る', en: 'make a file of new tokens' }))
      .requiredOption('--serials <list>', 'SKTH00001-SKTH00010,SKTS00003')
      .addOption(seedOption())
      .requiredOption('--out <file>', help({ ja: '新しいファイル（0600）', en: 'a new file, mode 0600' }))
      .option('--plain', help({ ja: '鍵を暗号化しない', en: 'leave the secrets unencrypted' })),
  ).action(write);
  withPskcOptions(
    pskc
      .command('from-csv <table>')
      .description(
        help({
          ja: '表（CSV・テキスト）から PSKC を作る',
          en: 'a table of seeds (- for standard input) to a PSKC file',
        }),
      )
      .requiredOption(
        '--columns <map>',
        'entra | feitian,period=60 | serial=1,secret=2,encoding=hex,period=30,digits=6',
      )
      .requiredOption('--out <file>', help({ ja: '新しいファイル（0600）', en: 'a new file, mode 0600' }))
      .option('--plain', help({ ja: '鍵を暗号化しない', en: 'leave the secrets unencrypted' })),
  ).action(fromCsv);
}

const withPskcOptions = (command: Command): Command =>
  command.addOption(pskcKeyOption()).addOption(pskcPasswordOption());

interface ReadOptions extends PskcOptions {
  readonly json?: boolean;
}

async function read(file: string, options: ReadOptions): Promise<void> {
  const content = await contentOf(file, options);
  if (!content.ok) throw failure(content.error);
  const { toJson, toText } = await import('../listing/pskc-listing.ts');
  process.stdout.write(options.json === true ? `${JSON.stringify(toJson(content.value))}\n` : toText(content.value));
  tellNotices(content.value);
}

async function check(file: string, options: ReadOptions & { readonly portal?: boolean }): Promise<void> {
  const content = await contentOf(file, options);
  const { portalNotices, portalRefusal } = await import('../pskc-portal.ts');
  const asked = options.portal === true;
  const refusal = content.ok && asked ? portalRefusal(content.value, Date.now()) : undefined;
  const error = content.ok ? refusal : content.error;
  const notices = content.ok
    ? [...content.value.notices, ...(asked ? [] : portalNotices(content.value, Date.now()))]
    : undefined;
  if (options.json === true) {
    const keys = content.ok ? content.value.keys.length : undefined;
    process.stdout.write(`${JSON.stringify({ ok: error === undefined, keys, notices, ...error })}\n`);
  }
  if (error !== undefined) throw failure(error);
  if (!content.ok) return;
  tellNotices({ notices: notices ?? [] });
  if (options.json !== true)
    process.stdout.write(`OK: ${bothLanguages({ ja: `${content.value.keys.length} 件の鍵`, en: 'keys' })}\n`);
}

interface WriteOptions extends PskcOptions {
  readonly serials: string;
  readonly seed?: number;
  readonly out: string;
  readonly plain?: boolean;
}

async function write(options: WriteOptions): Promise<void> {
  const protection = writingProtection(options);
  const { randomBytes } = await import('node:crypto');
  const { secretOf } = await import('../../simulator/tray/issue.ts');
  const { seedBytes } = await import('../../desk/state/state-files.ts');
  const { parseSerials } = await import('../listing/pskc-listing.ts');
  const serials = parseSerials(options.serials);
  if (serials === undefined) {
    throw wrongUsage(
      '--serials は SKTH00001-SKTH00010,SKTS00003 のように指定してください（重複なし、10,000 件まで）。',
      '--serials is a list like SKTH00001-SKTH00010,SKTS00003 (no repeats, 10,000 at most)',
    );
  }
  const seed = options.seed === undefined ? randomBytes(32) : seedBytes(options.seed);
  const keys = serials.map(
    (serial): PskcKey => ({
      id: serial,
      serial,
      manufacturer: 'ichido',
      algorithm: 'TOTP',
      hash: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      time: 0,
      secret: secretOf(seed, serial),
      policy: { keyUsages: ['OTP'], unknown: false },
    }),
  );
  await save(keys, protection, options.out);
}

interface FromCsvOptions extends PskcOptions {
  readonly columns: string;
  readonly out: string;
  readonly plain?: boolean;
}

async function fromCsv(table: string, options: FromCsvOptions): Promise<void> {
  const protection = writingProtection(options);
  const { keysFromCsv, parseColumnMap } = await import('../../pskc/csv.ts');
  const { limits } = await import('../../pskc/xml.ts');
  const map = parseColumnMap(options.columns);
  if (!map.ok) throw wrongUsage(map.error.ja, map.error.en);
  const bytes = await bytesOf(table, limits.bytes + 1);
  if (bytes.length > limits.bytes) {
    const most = `${limits.bytes / 1024 / 1024} MiB`;
    throw failed(`表が大きすぎます（${most} まで）。`, `the table is too long (${most} at most)`);
  }
  const keys = keysFromCsv(bytes, map.value);
  if (!keys.ok) throw failed(keys.error.ja, keys.error.en);
  await save(keys.value, protection, options.out);
}

function writingProtection(options: PskcOptions & { readonly plain?: boolean }): Protection {
  const protection = pskcProtection(options);
  if ((protection.kind === 'plain') === (options.plain === true)) return protection;
  throw wrongUsage(
    '--pskc-key か --pskc-password か --plain のどれか一つを指定してください。',
    'give exactly one of --pskc-key, --pskc-password and --plain',
  );
}

async function save(keys: readonly PskcKey[], protection: Protection, file: string): Promise<void> {
  const { randomBytes } = await import('node:crypto');
  const { writePskc } = await import('../../pskc/write.ts');
  const { writeNewPrivateFile } = await import('../../desk/state/private-file.ts');
  const { portalNotices } = await import('../pskc-portal.ts');
  const { printable } = await import('../../pskc/words/printable.ts');
  const out = printable(file);
  const written = writePskc(keys, protection, { random: randomBytes });
  if (!written.ok) throw failure(written.error);
  try {
    writeNewPrivateFile(file, written.value);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    if (code === 'EEXIST') throw failed(`ファイル「${out}」はすでにあります。`, `the file ${out} exists already`);
    throw failed(`「${out}」に書けません（${code}）。`, `cannot write ${out} (${code})`);
  }
  tellNotices({ notices: portalNotices({ keys, others: [] }, Date.now()) });
  process.stderr.write(
    `${bothLanguages({ ja: `${keys.length} 件のトークンを書き出しました`, en: 'tokens written' })}: ${out}\n`,
  );
}

async function contentOf(file: string, options: PskcOptions) {
  const protection = pskcProtection(options);
  const { limits } = await import('../../pskc/xml.ts');
  const { readPskc } = await import('../../pskc/read.ts');
  return readPskc(await bytesOf(file, limits.bytes + 1), protection);
}

/** A file's bytes, `-` for standard input; at most `most`, so that `/dev/zero` and the like end too. */
async function bytesOf(file: string, most: number): Promise<Uint8Array> {
  if (file === '-') return inputOf(most);
  const { closeSync, openSync, readSync } = await import('node:fs');
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    const handle = openSync(file, 'r');
    try {
      for (;;) {
        const piece = Buffer.alloc(1024 * 1024);
        const count = readSync(handle, piece, 0, Math.min(piece.length, most - length), null);
        pieces.push(piece.subarray(0, count));
        length += count;
        if (count === 0 || length >= most) return Buffer.concat(pieces);
      }
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { printable } = await import('../../pskc/words/printable.ts');
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    const shown = printable(file);
    throw failed(`「${shown}」を読めません（${code}）。`, `cannot read ${shown} (${code})`);
  }
}

/** A pipe or socket may have nothing yet, which only a stream waits for. */
async function inputOf(most: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}

function failure({ code, text }: PskcError): Error {
  return failed(`${text.ja} [${code}]`, `${text.en} [${code}]`);
}

function tellNotices({ notices }: { readonly notices: readonly PskcError[] }): void {
  for (const { text } of notices) process.stderr.write(`注意: ${text.ja}\nnotice: ${text.en}\n`);
}
