/**
 * What one scenario holds: its contract, the names it gave to devices, the windows it opened, its last act.
 * One scenario, one scene; the stage behind it serves every scenario of its worker.
 */
import { stepMs } from '../../simulator/device/otp.ts';
import {
  type AdminPortal,
  type BankAttempt,
  type BankContract,
  type BankPolicy,
  type BankSerial,
  type BankSetUp,
  type DeregistrationScreen,
  type FactName,
  type ModeScreen,
  NotSupported,
  type Outcome,
  type RegistrationScreen,
  type SectionLayout,
  type Stage,
  type TransferScreen,
  type UserPortal,
} from '../ports.ts';
import { passingAt } from './bank-numbers.ts';
import { UnexpectedRefusal } from './refused.ts';
import type { StockedToken } from './stocked.ts';
import type { PinChoice } from './words.ts';

/** A session, and when the scene last used it (on the scene's own count of time, so that nobody asks a clock). */
interface Window<Portal> {
  readonly portal: Portal;
  usedAtMs: number;
}

/** A screen of one of the administrator's procedures, opened and not yet sent. */
export interface OpenProcedure {
  readonly name: string;
  readonly submit: (typed: Typed) => Promise<Outcome>;
}

/** Whatever any of the screens may ask for. */
export interface Typed {
  readonly userIds: readonly string[];
  readonly userId: string;
  readonly name: string;
  readonly serial: string;
  readonly otp: string;
  readonly pin: string;
}

export interface Screens {
  mode?: ModeScreen;
  registration?: RegistrationScreen;
  deregistration?: DeregistrationScreen;
  procedure?: OpenProcedure;
  /** A screen on which only the button is left to press; each press is an act of its own. */
  ready?: (pin: PinChoice) => Promise<Outcome>;
}

/** What the bank holds: what a refused act must leave as it was (D-06). undefined = this bank doesn't tell it. */
export interface Facts {
  readonly contract: BankContract | undefined;
  /** The devices of this scenario, as the bank tells them. */
  readonly serials: ReadonlyMap<string, BankSerial> | undefined;
  readonly history: number | undefined;
  readonly mails: number | undefined;
  readonly attempts: number | undefined;
  readonly last: BankAttempt | undefined;
}

export interface LastAct {
  readonly outcome: Outcome;
  readonly before: Facts;
  /** An act whose outcome no Then looked at is a scenario that proves nothing. */
  looked: boolean;
}

export interface Scene {
  readonly stage: Stage;
  /** What the Givens ask for, until the contract is first needed. */
  users: readonly { readonly userId: string; readonly name: string }[];
  policy: BankPolicy;
  contract: BankContract | undefined;
  setUp: BankSetUp;
  /** The scenario's name of a device → its serial. */
  readonly serials: Map<string, string>;
  /** name → the code that somebody wrote down. Never printed. */
  readonly noted: Map<string, string>;
  readonly backups: Map<string, string>;
  /** Tokens of the bank's stock that lie on no desk: the scenario knows how they make codes. */
  readonly stocked: Map<string, StockedToken>;
  readonly windows: Map<string, Window<AdminPortal>>;
  readonly userWindows: Map<string, Window<UserPortal>>;
  readonly screens: Map<string, Screens>;
  /** Time that this scenario let pass. */
  elapsedMs: number;
  last: LastAct | undefined;
  /** What was seen since the step before, for the report. */
  readonly seen: string[];
  /** How often a step looked at the last act. */
  looks: number;
  layout: SectionLayout | undefined;
  /** Acts that were sent at the same time. */
  together: { readonly outcomes: readonly Outcome[]; readonly before: Facts } | undefined;
  /** The refusals looked at last: so many, after so many attempts in the bank's record. */
  refusals: { readonly since: number; readonly count: number } | undefined;
  /** Serials whose battery or clock the scenario has changed: no Given can type their codes on a screen any more. */
  readonly steered: Set<string>;
  /** Facts that a Then would have looked at and that this bank doesn't tell. */
  readonly unchecked: Set<FactName>;
  /** The Thens so far, and those of them that could look at nothing. */
  readonly thens: { all: number; blind: number };
  /** Every refusal that a Then looked at: its code, and all that tells it from another. */
  readonly refusedPages: { readonly code: string; readonly traces: string | undefined }[];
  /** 資金移動 as it was opened, by user. */
  readonly transfers: Map<string, TransferScreen>;
}

/** A person logs in again rather than trust a window left alone for long (D-20: 15 minutes). */
const trustMs = 10 * 60_000;

/** The scene begins at the first instant of a step, so that "29 seconds later" means the same every time. */
export async function openScene(stage: Stage): Promise<Scene> {
  if (stage.begin !== undefined) {
    // On the wall clock half a minute is a person's time: such a stage takes the step as it comes.
    await stage.begin();
  } else {
    const past = (await stage.clock.now()) % stepMs;
    if (past !== 0) await stage.clock.advance(stepMs - past);
  }
  return {
    stage,
    users: [],
    policy: {},
    contract: undefined,
    setUp: { mode: 'shared' },
    serials: new Map(),
    noted: new Map(),
    backups: new Map(),
    stocked: new Map(),
    windows: new Map(),
    userWindows: new Map(),
    screens: new Map(),
    elapsedMs: 0,
    last: undefined,
    seen: [],
    looks: 0,
    layout: undefined,
    together: undefined,
    refusals: undefined,
    steered: new Set(),
    unchecked: new Set(),
    thens: { all: 0, blind: 0 },
    refusedPages: [],
    transfers: new Map(),
  };
}

export async function letPass(scene: Scene, ms: number): Promise<void> {
  await scene.stage.clock.advance(ms);
  scene.elapsedMs += ms;
}

/** What a scenario says that passes, in this bank's numbers. */
export const letSaidPass = (scene: Scene, ms: number): Promise<void> =>
  letPass(scene, passingAt({ bank: scene.stage.policy, agreed: scene.policy }, ms));

/** The scene's contract, made at first need: policies can't change later. */
export async function contractOf(scene: Scene): Promise<BankContract> {
  if (scene.contract === undefined) {
    if (scene.users.length === 0)
      throw new Error('この場面にはまだご契約先がありません（前提「利用者…のいるご契約先がある」）');
    scene.contract = await scene.stage.bank.createContract({ users: scene.users, policy: scene.policy });
  }
  return scene.contract;
}

export function serialOf(scene: Scene, name: string): string {
  const serial = scene.serials.get(name);
  if (serial === undefined) throw new Error(`トークン「${name}」はこの場面にありません`);
  return serial;
}

/** The administrator's window of that name, logged in. */
export async function adminWindow(scene: Scene, name: string): Promise<AdminPortal> {
  const contract = await contractOf(scene);
  return reuse(scene, scene.windows, name, async () => {
    const portal = scene.stage.admin(contract);
    demandAccepted(await portal.logIn(contract.password), '管理者ログイン');
    return portal;
  });
}

/** The user's window, logged in. */
export async function userWindow(scene: Scene, userId: string): Promise<UserPortal> {
  return reuse(scene, scene.userWindows, userId, async () => {
    const portal = await newUserWindow(scene, userId);
    demandAccepted(await portal.logIn(await userPassword(scene, userId)), `利用者「${userId}」のログイン`);
    return portal;
  });
}

export async function newUserWindow(scene: Scene, userId: string): Promise<UserPortal> {
  return scene.stage.user(await contractOf(scene), userId);
}

/** As the bank has them now: users come on the way, and come again with other PINs. Whoever is gone is known from before. */
export async function userOf(scene: Scene, userId: string): Promise<BankContract['users'][number]> {
  const contract = await contractOf(scene);
  const find = (from: BankContract) => from.users.find((user) => user.userId === userId);
  const user = find(await scene.stage.bank.contract(contract.contractId)) ?? find(contract);
  if (user === undefined) throw new Error(`利用者「${userId}」はこのご契約先にいません`);
  return user;
}

export const userPassword = async (scene: Scene, userId: string): Promise<string> =>
  (await userOf(scene, userId)).password;

/** 利用者確認暗証番号; not every bank has one. */
export async function userPin(scene: Scene, userId: string): Promise<string> {
  const { confirmationPin } = await userOf(scene, userId);
  if (confirmationPin === '') throw new NotSupported('この銀行の利用者には、確認暗証番号がありません');
  return confirmationPin;
}

export function screensOf(scene: Scene, window: string): Screens {
  const screens = scene.screens.get(window) ?? {};
  scene.screens.set(window, screens);
  return screens;
}

export function demandAccepted(outcome: Outcome, what: string): void {
  if (!outcome.accepted) throw new UnexpectedRefusal(outcome, `${what}が断られました`);
}

async function reuse<Portal>(
  scene: Scene,
  windows: Map<string, Window<Portal>>,
  name: string,
  open: () => Promise<Portal>,
): Promise<Portal> {
  const known = windows.get(name);
  if (known !== undefined && scene.elapsedMs - known.usedAtMs < trustMs) {
    known.usedAtMs = scene.elapsedMs;
    return known.portal;
  }
  const portal = await open();
  windows.set(name, { portal, usedAtMs: scene.elapsedMs });
  return portal;
}
