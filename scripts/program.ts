/**
 * The command. Each word is one module of `commands/`, named as the word, that exports `add(program)`.
 * Only the module that is asked for is loaded, so that a start stays quick; help and unknown words load them all.
 */
import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { DeskError } from '../harness/desk-error.ts';
import { ExitError, exitCodes } from './exit.ts';
import { version } from './version.ts';

interface CommandModule {
  add(program: Command): void;
}

const here = dirname(fileURLToPath(import.meta.url));
/** `.ts` in the repository, `.js` in the published package. */
const extension = extname(fileURLToPath(import.meta.url));

/** The order of the help; what is not named here comes after, by name. */
const order = ['start', 'tui', 'portal', 'bdd', 'token', 'app', 'clock', 'pskc', 'hid', 'plug', 'faults', 'doctor'];

/** Runs one command line (without `node` and the script's name). Returns the exit code; never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const program = await createProgram(argv);
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

/** The program with the command modules that this command line needs. */
async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('ichido');
  program
    .description(
      'ichido: a one-time-password token simulator and test harness for corporate internet banking portals\n' +
        'ワンタイムパスワード（トークン）のシミュレーターと、法人向けネットバンキングのテスト環境',
    )
    .version(version(), '-V, --version', 'print the version / バージョンを表示')
    .helpOption('-h, --help', 'print help / ヘルプを表示')
    .helpCommand('help [command]', 'print help for a command / コマンドのヘルプを表示')
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
Exit codes / 終了コード: 0 done 完了, 1 failed 失敗, 2 wrong usage 使い方の誤り, 69 a needed part is missing 必要な部品がない
Data goes to stdout, prose to stderr. Options have ICHIDO_* mirrors in the environment; a flag beats them.
Commands find the running desk by its desk.json, or by ICHIDO_DESK=FILE. / 起動中のデスクは desk.json または ICHIDO_DESK=FILE で探します。`;

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
    process.stderr.write(`ichido: ${error.ja}\nichido: ${error.en}\n`);
    return error instanceof ExitError ? error.exitCode : exitCodes.failed;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return exitCodes.usage;
    const { ja, en } = usageText(error);
    process.stderr.write(`ichido: ${ja}\nichido: ${en}\nichido: ヘルプ / help: ichido --help\n`);
    return exitCodes.usage;
  }
  process.stderr.write(`ichido: 予期しないエラーです。\nichido: unexpected error\n${stackOf(error)}\n`);
  return exitCodes.failed;
}

/** A parser's message is `ja / en` (options.ts); what commander itself says is English and gets a Japanese sentence. */
function usageText(error: CommanderError): { readonly ja: string; readonly en: string } {
  const said = printable(error.message.replace(/^error: /, ''));
  const ja = japaneseUsage[error.code] ?? '使い方に誤りがあります。';
  const own = /^(.* is invalid[^.]*\.) (.*) \/ ([ -~]+)$/s.exec(said);
  return own === null ? { ja, en: said } : { ja: `${ja} ${own[2]}`, en: `${own[1]} ${own[3]}` };
}

/** What was typed comes back in messages: never with a control character in it. */
const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, '?');

const japaneseUsage: { readonly [code: string]: string } = {
  'commander.unknownCommand': 'そのコマンドはありません。',
  'commander.unknownOption': 'そのオプションはありません。',
  'commander.missingArgument': '引数が足りません。',
  'commander.excessArguments': '引数が多すぎます。',
  'commander.optionMissingArgument': 'オプションの値がありません。',
  'commander.missingMandatoryOptionValue': '必須のオプションがありません。',
  'commander.invalidArgument': '値が正しくありません。',
  'commander.conflictingOption': '同時に指定できないオプションです。',
};

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
