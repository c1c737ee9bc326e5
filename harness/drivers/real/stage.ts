/**
 * The assembly `real`: a real desk on the wall clock, a real portal stub over HTTP, and real tokens that a person
 * touches when the terminal asks. The tokens are those that `ichido hid enroll` put into the state folder.
 */

import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { bothLanguages, type Text } from '../../../common/text.ts';
import { startDesk } from '../../../desk/start-desk.ts';
import { userStateFolder } from '../../../desk/state/user-state.ts';
import type { Prompt } from '../../../simulator/hid/binding/real-tokens.ts';
import { becauseTexts } from '../../../simulator/hid/binding/typed-line.ts';
import type { HidPort } from '../../../simulator/hid/port.ts';
import { type Assembly, type Bank, NotSupported } from '../../ports.ts';
import { adminHttp } from '../http/admin.ts';
import { bankHttp } from '../http/bank.ts';
import { userHttp } from '../http/user.ts';
import { realTokens } from './tokens.ts';
import { wallClock } from './wall-clock.ts';

export interface RealStageOptions {
  /** Default: `ICHIDO_STATE`, or the user's own state folder. */
  readonly state?: string | undefined;
  /** Default: this computer's devices. */
  readonly hid?: HidPort | undefined;
  readonly tell?: ((text: Text) => void) | undefined;
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
  /** Brings each line that the person types, until it is ended; default: those of the terminal. */
  readonly lines?: ((take: (line: string) => void) => () => void) | undefined;
}

export async function openRealStage(options: RealStageOptions = {}): Promise<Assembly> {
  const tell = options.tell ?? ((text) => void process.stderr.write(`\nichido: ${bothLanguages(text)}\n`));
  const state = options.state ?? (process.env['ICHIDO_STATE'] || userStateFolder());
  const desk = await startDesk({ state, demo: false, hid: options.hid });
  const { mode } = desk.clock.state();
  if (mode !== 'system') {
    await desk.stop();
    throw new Error(
      `実行レベル「real」は実時間で動きます。この状態の時計は ${mode} です。「ichido clock」で system に戻すか、別の状態を使ってください。`,
    );
  }
  const lines = options.lines ?? fromTerminal;
  let offLines: (() => void) | undefined;
  const offPrompts = desk.hid.onPrompt((prompt) => {
    if (prompt === undefined) return;
    tell(sentence(prompt));
    // Nobody is listened to before they are asked: a run without such tokens leaves the terminal alone.
    if (prompt.ask === 'type') offLines ??= lines((line) => void desk.hid.typed(line));
  });
  const tokens = realTokens(desk.tray);
  const bank = onlyOneContract(bankHttp(desk.portalUrl, desk.secret));
  return {
    bank,
    tokens,
    clock: wallClock(() => desk.clock.now(), options.wait ?? ((ms) => wait(ms)), tell),
    begin: async () => {
      tokens.begin();
      await bank.forget();
    },
    admin: (contract) => adminHttp(desk.portalUrl, contract),
    user: (contract, userId) => userHttp(desk.portalUrl, contract, userId),
    close: async () => {
      await bank.forget();
      offPrompts();
      offLines?.();
      await desk.stop();
    },
  };
}

function fromTerminal(take: (line: string) => void): () => void {
  const terminal = createInterface({ input: process.stdin });
  terminal.on('line', take);
  return () => terminal.close();
}

/** A serial belongs to one contract (D-22), and there are few real tokens: each scenario's contract goes with it. */
function onlyOneContract(bank: Bank): Bank & { forget(): Promise<void> } {
  const made: string[] = [];
  return {
    ...bank,
    // What is imported stays for good in a person's own state.
    importStock: async () => {
      throw new NotSupported('実物のトークンの銀行には、見本の在庫を取り込みません');
    },
    createContract: async (request) => {
      const contract = await bank.createContract(request);
      made.push(contract.contractId);
      return contract;
    },
    forget: async () => {
      for (const contractId of made.splice(0)) await bank.deleteContract(contractId);
    },
  };
}

function sentence({ ask, id, serial = '', because }: Prompt): Text {
  if (because !== undefined) {
    const { ja, en } = becauseTexts[because];
    return { ja: `${serial}: ${ja}`, en: `${serial}: ${en}` };
  }
  switch (ask) {
    case 'plug':
      return { ja: `トークン ${serial} を差し込んでください。`, en: `plug token ${serial} in` };
    case 'touch':
      return { ja: `トークン ${serial} に触れてください。`, en: `touch token ${serial}` };
    case 'type':
      if (id === undefined) {
        return {
          ja: `トークン ${serial} の①を押し（アプリは開き）、表示を入力してください（もう一度／やめる）。`,
          en: `press ① of token ${serial} (or open the app) and type what it shows (again / give up)`,
        };
      }
      return {
        ja: `トークン ${serial} のコードはこの実行レベルでは入力できません。`,
        en: `token ${serial} types its codes, which this level can't read`,
      };
    case 'pin':
      return {
        ja: `トークン ${serial} の PIN はこの実行レベルでは入力できません。`,
        en: `a PIN of token ${serial} can't be typed at this level`,
      };
  }
}
