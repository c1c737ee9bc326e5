/**
 * The command. Each word is one module of `commands/`, named as the word, that exports `add(program)`.
 * Only the module that is asked for is loaded, so that a start stays quick; help and unknown words load them all.
 */

import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { bothLanguages, sameText, type Text } from '../common/text.ts';
import { DeskError } from '../desk/desk-error.ts';
import { ExitError, exitCodes } from './exit.ts';
import { help, helpStyle } from './help-text.ts';
import { version } from './parts/manifest.ts';
import { missingPackage } from './parts/missing-package.ts';
import { expectedIn } from './wrong-value.ts';

interface CommandModule {
  add(program: Command): void;
}

const here = dirname(fileURLToPath(import.meta.url));
/** `.ts` in the repository, `.js` in the published package. */
const extension = extname(fileURLToPath(import.meta.url));

/** The order of the help; what is not named here comes after, by name. */
const order = [
  'start',
  'tui',
  'portal',
  'state',
  'bdd',
  'steps',
  'report',
  'token',
  'app',
  'bank',
  'clock',
  'pskc',
  'hid',
  'plug',
  'faults',
  'mcp',
  'doctor',
];

/** Runs one command line (without `node` and the script's name). Returns the exit code; never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    if (argv.length === 0) return beginWith();
    const program = await createProgram(argv);
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(missingPackage(error) ?? error);
  }
}

/** No word is wrong usage; what most people want first is said instead of everything. */
function beginWith(): number {
  const first: readonly (readonly [string, Text])[] = [
    ['start', { ja: 'デスク：トークンと銀行のポータル', en: "the desk: tokens and a bank's portal" }],
    ['bdd', { ja: '日本語の機能を実行する', en: 'run the features, in Japanese Gherkin' }],
    ['doctor', { ja: '足りないもの', en: 'what is missing on this computer' }],
  ];
  const lines = first.map(([word, text]) => `  npx ichido ${word.padEnd(8)}${bothLanguages(text)}\n`);
  const [head, all] = [
    { ja: 'はじめに', en: 'to begin with' },
    { ja: 'すべてのコマンド', en: 'all commands' },
  ].map(bothLanguages);
  process.stderr.write(`ichido ${version()}: ${head}\n\n${lines.join('')}\n${all}: npx ichido --help\n`);
  return exitCodes.usage;
}

/** The program with the command modules that this command line needs. */
async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('ichido');
  program
    .description(
      'ichido: a one-time-password token simulator and test harness for corporate internet banking portals\n' +
        'ワンタイムパスワード（トークン）のシミュレーターと、法人向けネットバンキングのテスト環境',
    )
    .version(version(), '-V, --version', help({ ja: 'バージョンを表示', en: 'print the version' }))
    .helpOption('-h, --help', help({ ja: 'ヘルプを表示', en: 'print help' }))
    .helpCommand('help [command]', help({ ja: 'コマンドのヘルプを表示', en: 'print help for a command' }))
    .configureHelp(helpStyle)
    .showSuggestionAfterError(true)
    .exitOverride()
    // What commander wants to say about wrong usage is said by `report`, in both languages.
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', helpEnd);
  const words = commandWords();
  const asked = argv[0] !== undefined && words.includes(argv[0]) ? [argv[0]] : words;
  for (const word of asked) {
    const module = (await import(pathToFileURL(join(here, 'commands', `${word}${extension}`)).href)) as CommandModule;
    module.add(program);
  }
  return program;
}

const helpEnd = `
Examples (例):
  ichido start                   the desk デスク
  ichido token press SKTH00001   a code コードを表示
  ichido bank show               how the bank sees it 銀行側の状態
  ichido bdd --tags @S-26        the swap, as features 交換のシナリオ

Exit codes (終了コード): 0 done 完了, 1 failed 失敗, 2 wrong usage 使い方の誤り,
69 a needed part is missing 必要な部品がない,
129/130/143 ended by a signal シグナルによる終了
Data goes to stdout, prose to stderr. Options have ICHIDO_* mirrors in the
environment; a flag beats them.
Commands find the running desk by its desk.json, or by ICHIDO_DESK=FILE.
起動中のデスクは desk.json または ICHIDO_DESK=FILE で探します。`;

function commandWords(): string[] {
  const rank = (word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
  return readdirSync(join(here, 'commands'))
    .filter((name) => name.endsWith(extension) && !/\.(test|d)\.[jt]s$/.test(name))
    .map((name) => name.slice(0, -extension.length))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Says on stderr what went wrong and gives the exit code of contract. */
function report(error: unknown): number {
  if (error instanceof ExitError || error instanceof DeskError) {
    process.stderr.write(`ichido: ${error.text.ja}\nichido: ${error.text.en}\n`);
    return error instanceof ExitError ? error.exitCode : exitCodes.failed;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return exitCodes.usage;
    const { ja, en } = usageText(error);
    process.stderr.write(
      `ichido: ${ja}\nichido: ${en}\nichido: ${bothLanguages({ ja: 'ヘルプ', en: 'help' })}: ichido --help\n`,
    );
    return exitCodes.usage;
  }
  process.stderr.write(`ichido: 予期しないエラーです。\nichido: unexpected error\n${stackOf(error)}\n`);
  return exitCodes.failed;
}

/** What commander says is English; the Japanese sentence is ours, with the names that commander put in quotes. */
function usageText(error: CommanderError): Text {
  const said = printable(error.message.replace(/^error: /, ''));
  const [name = '', other = ''] = [...said.matchAll(/'([^']*)'/g)].map((quoted) => quoted[1]);
  if (error.code === 'commander.invalidArgument') return wrongValue(said, name);
  if (error.code === 'commander.unknownOption' && /^-\d/.test(name)) return backwards(name);
  return { ja: japaneseUsage[error.code]?.(name, other) ?? '使い方に誤りがあります。', en: said };
}

/** `clock advance -5s`: commander takes it for an option. */
const backwards = (value: string): Text => ({
  ja: `「${value}」は指定できません。時計は進めるだけで、戻せません。`,
  en: `${value} can't be given: the clock moves forwards only`,
});

/** `option '--seed <n>' value 'x' from env 'ICHIDO_SEED' is invalid. WHY`, where WHY is a parser's `Text` (wrong-value.ts). */
function wrongValue(said: string, first: string): Text {
  const [, what = said, why = ''] = /^(.* is invalid)(?: for argument '[^']*')?\. ?(.*)$/s.exec(said) ?? [];
  const { ja, en } = expected(why);
  const argument = / is invalid for argument '([^']*)'/.exec(said)?.[1];
  const variable = / from env '([^']*)'/.exec(said)?.[1];
  const subject = variable === undefined ? `「${argument ?? first}」` : `環境変数「${variable}」`;
  return { ja: `${subject}の値が正しくありません。${ja}を指定してください。`, en: `${what}: expected ${en}` };
}

/** What a value must be, in both languages: a parser's own words, or commander's list of choices. */
function expected(why: string): Text {
  const choices = /^Allowed choices are (.*)\.$/.exec(why)?.[1];
  if (choices !== undefined) return { ja: `${choices.replaceAll(', ', '、')} のどれか`, en: `one of ${choices}` };
  return expectedIn(why) ?? sameText(why);
}

/** What was typed comes back in messages: never with a control character in it. */
const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, '?');

const japaneseUsage: { readonly [code: string]: (name: string, other: string) => string } = {
  'commander.unknownCommand': (name) => `「${name}」というコマンドはありません。`,
  'commander.unknownOption': (name) => `「${name}」というオプションはありません。`,
  'commander.missingArgument': (name) => `引数「${name}」がありません。`,
  'commander.excessArguments': (name) => `「${name}」の引数が多すぎます。`,
  'commander.optionMissingArgument': (name) => `「${name}」の値がありません。`,
  'commander.missingMandatoryOptionValue': (name) => `「${name}」は必ず指定してください。`,
  'commander.conflictingOption': (name, other) => `「${name}」と「${other}」は同時に指定できません。`,
};

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
