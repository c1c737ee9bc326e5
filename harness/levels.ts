/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The levels (実行レベル), each one record: what stands behind the ports, what it needs, how long a step may take, what it
 * can't do. The command, its help, the runs, the reports and the documents read these records. Assemblies are imported
 * only when asked for, so that `domain` loads no server.
 */
import { bothLanguages, type Text } from '../common/text.ts';
import type { Wrapping } from '../desk/wrapping.ts';
import type { Assembly, Stage } from './ports.ts';
import type { StageOptions } from './stage-options.ts';

export type LevelName = 'domain' | 'http' | 'browser' | 'desk' | 'real';

export interface Level {
  /** What stands behind the ports. */
  readonly behind: Text;
  /** What has to be on the machine beside this package; undefined = nothing. */
  readonly needs: Text | undefined;
  /** What of it is missing here, with the one command that helps; asked before a run. */
  readonly missing?: (options: StageOptions) => Promise<Text | undefined>;
  /** Whose scenarios are skipped, each with its reason; undefined = it can do all. */
  readonly cannot: Text | undefined;
  /** `wrap`: parts to be had otherwise (harness/faults); a level that can't have them throws `NotSupported`. */
  readonly open: (options: StageOptions, wrap?: Wrapping) => Promise<Assembly>;
  /** Which wishes it refuses, and why. */
  readonly refuses: { readonly [option in keyof StageOptions]?: Text };
  /** The longest that one step may take. */
  readonly stepDeadlineMs: number;
  /** Only scenarios with this tag are run; undefined = all. */
  readonly tag: string | undefined;
  /** Workers for a whole run on two cores or more, each with a stage of its own. */
  readonly workers: number;
}

/** Nothing in a machine takes a second, and nothing sleeps. */
const machineDeadlineMs = 30_000;
/** People, real time and a token that is looked for in a drawer. */
const personDeadlineMs = 180_000;

const inMemory: Text = {
  ja: 'ワーカーがそれぞれ自分のデスクをメモリーの中に持ちます',
  en: 'each worker has a desk of its own, in memory',
};
const realTokens: Text = { ja: '実物のトークンの鍵は選べません', en: 'the secrets of real tokens are what they are' };
const ownTokens: Text = {
  ja: '実物のトークンのデスクを自分で開きます',
  en: 'it opens the desk of its own real tokens',
};
const ownTerminal: Text = { ja: '端末のデスクを自分で開きます', en: 'it opens a desk in a terminal of its own' };
const realTime: Text = { ja: '実時間で動きます', en: 'it runs in real time' };

const noBrowser: Text = { ja: '画面のあるブラウザーは使いません', en: 'it has no browser to watch' };
const noServer: Text = { ja: 'サーバーを使いません', en: 'it has no servers' };

/** In the order of the reports. */
export const levels: { readonly [name in LevelName]: Level } = {
  domain: {
    behind: { ja: '同じプロセスの中。サーバーも画面もなし', en: 'one process, without servers or pages' },
    needs: undefined,
    cannot: { ja: '画面の配置・文言・キャンセル', en: 'layout, texts and cancelling of screens' },
    open: async (options, wrap) => (await import('./drivers/domain/stage.ts')).openDomainStage(options, wrap),
    refuses: { state: inMemory, desk: noServer, headed: noBrowser, slowMs: noBrowser },
    stepDeadlineMs: machineDeadlineMs,
    tag: undefined,
    // It starts too quickly to share.
    workers: 1,
  },
  http: {
    behind: { ja: '本物のサーバーとフォーム', en: 'real servers and forms' },
    needs: undefined,
    cannot: undefined,
    open: async (options, wrap) => (await import('./drivers/http/stage.ts')).openHttpStage(options, wrap),
    refuses: { state: inMemory, headed: noBrowser, slowMs: noBrowser },
    stepDeadlineMs: machineDeadlineMs,
    tag: undefined,
    // Two workers take a fifth to a third less than one on two cores.
    workers: 2,
  },
  browser: {
    behind: { ja: '本物のブラウザー', en: 'a real browser' },
    needs: { ja: 'playwright-core と Chromium', en: 'playwright-core and Chromium' },
    missing: async (options) => (await import('./drivers/browser/chromium.ts')).missingForBrowser(options),
    cannot: {
      ja: '画面を開かない送信、同じ画面の二度の送信、制御文字の入力',
      en: 'sending without a screen, sending one screen twice, typing control characters',
    },
    open: async (options, wrap) => (await import('./drivers/browser/stage.ts')).openBrowserStage(options, wrap),
    refuses: { state: inMemory },
    stepDeadlineMs: machineDeadlineMs,
    tag: undefined,
    workers: 1,
  },
  desk: {
    behind: { ja: '端末の画面とブラウザー', en: 'the desk in a terminal, and a real browser' },
    needs: {
      ja: 'playwright-core、Chromium、@lydell/node-pty、@xterm/headless',
      en: 'playwright-core, Chromium, @lydell/node-pty and @xterm/headless',
    },
    missing: async (options) =>
      (await (await import('./drivers/desk/parts.ts')).missingForDesk()) ?? (await levels.browser.missing?.(options)),
    cannot: {
      ja: '@desk の付いていないシナリオ、時計のずれ',
      en: 'scenarios without @desk, drift',
    },
    open: async (options, wrap) => (await import('./drivers/desk/stage.ts')).openDeskStage(options, wrap),
    refuses: { state: inMemory, desk: ownTerminal },
    stepDeadlineMs: machineDeadlineMs,
    // Eyes and fingers are asked only for what is about devices in the hand.
    tag: '@desk',
    workers: 1,
  },
  real: {
    behind: { ja: '実物のトークンと人（実時間）', en: 'a real token and a person, in real time' },
    needs: {
      ja: '`ichido hid enroll` で登録した実物のトークン',
      en: 'real tokens, enrolled by `ichido hid enroll`',
    },
    cannot: {
      ja: '長い時間の経過、電池・時計・機種変更、足りないトークン',
      en: 'long travel in time, batteries, drift, changes of phone, more tokens than there are',
    },
    open: async (options) => (await import('./drivers/real/stage.ts')).openRealStage(options),
    refuses: { seed: realTokens, now: realTime, desk: ownTokens, headed: noBrowser, slowMs: noBrowser },
    stepDeadlineMs: personDeadlineMs,
    // A person's time is asked only for what was written with a person in mind.
    tag: '@real',
    workers: 1,
  },
};

/** Every name that the command knows, in the order of the reports. */
export const levelNames: readonly LevelName[] = Object.keys(levels) as LevelName[];

/** The level of that name; undefined where there is none. */
export const levelOf = (name: string): LevelName | undefined => levelNames.find((each) => each === name);

/** Why a level of that name can't be run; undefined where it can. */
export function whyNoLevel(name: string): Text | undefined {
  if (levelOf(name) !== undefined) return undefined;
  return {
    ja: `「${name}」という実行レベルはありません（あるのは ${levelNames.join('、')}）。`,
    en: `there is no level "${name}" (${levelNames.join(', ')})`,
  };
}

/** Why a level can't take one of these wishes; undefined where it takes them all. */
export function whyNotSo(level: LevelName, options: StageOptions): Text | undefined {
  for (const [option, flag] of Object.entries(flags) as [keyof StageOptions, string][]) {
    const why = options[option] === undefined ? undefined : levels[level].refuses[option];
    if (why !== undefined) {
      return {
        ja: `実行レベル ${level} では ${flag} を使えません（${why.ja}）。`,
        en: `the level ${level} does not take ${flag}: ${why.en}`,
      };
    }
  }
  const own = options.desk === undefined ? [] : (['seed', 'now', 'state'] as const);
  const clash = own.find((option) => options[option] !== undefined);
  if (clash === undefined) return undefined;
  return {
    ja: `--desk のデスクはもう動いているので、${flags[clash]} は使えません。`,
    en: `the desk of --desk is running already: ${flags[clash]} is not for it`,
  };
}

/** The wishes as the command line names them. */
const flags: { readonly [option in keyof StageOptions]-?: string } = {
  seed: '--seed',
  now: '--now',
  state: '--state',
  desk: '--desk',
  headed: '--headed',
  slowMs: '--slow',
};

/**
 * Opens the stage of a level, closed by `close()` or `await using`. Throws on a level that is unknown: nothing falls back
 * to another.
 * @example
 * await using stage = await openStage('http', { seed: 1 });
 * const contract = await stage.bank.createContract({ users: [{ userId: 'user01', name: '法人 太郎' }] });
 * await stage.admin(contract).logIn(contract.password);
 */
export async function openStage(name: string, options: StageOptions = {}, wrap?: Wrapping): Promise<OpenStage> {
  const level = levelOf(name);
  if (level === undefined) throw new Error(bothLanguages(whyNoLevel(name) ?? { ja: name, en: name }));
  return asStage(await levels[level].open(options, wrap), levels[level].stepDeadlineMs);
}

/** Closed by `await using`, too. */
export type OpenStage = Stage & AsyncDisposable;

/** An assembly, and what of its run outlives a scenario. */
export function asStage(assembly: Assembly, stepDeadlineMs: number): OpenStage {
  const close = () => assembly.close();
  return { ...assembly, stepDeadlineMs, typedSteps: assembly.typedSteps ?? new Map(), [Symbol.asyncDispose]: close };
}
