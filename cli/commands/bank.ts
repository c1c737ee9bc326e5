/** `ichido bank`: the bank's own hands on the running portal. What an administrator of a contract can't do, the bank can. */
import type { Command } from 'commander';
import { languageOf } from '../../common/language.ts';
import { otpForm, serialForm } from '../../common/token-forms.ts';
import type { PortalAddress } from '../../desk/net/desk-file.ts';
import { failed, wrongUsage } from '../exit.ts';
import { help } from '../help-text.ts';
import { jsonOption, tokenSerial } from '../options.ts';
import type { Attempt, Contract, HistoryEntry, Mail, Serial } from '../plane/bank-lines.ts';
import { print } from '../with-desk.ts';
import { WrongValue } from '../wrong-value.ts';

interface JsonOption {
  readonly json?: boolean;
}

const whichContract = help({
  ja: 'ご契約先ID（1つだけならなくてもよい）',
  en: 'a contract; the only one, or the demo, when none is named',
});

export function add(program: Command): void {
  const bank = program
    .command('bank')
    .description(
      help({ ja: '銀行側の操作（利用中止の解除など）', en: "the bank's side: stops, history, mails, locks" }),
    );
  bank
    .command('show')
    .argument('[what]', help({ ja: 'ご契約先IDかシリアル番号', en: 'a contract or a serial' }))
    .description(help({ ja: '契約かシリアル番号の状態', en: 'how a contract or a serial stands' }))
    .addOption(jsonOption())
    .action((what: string | undefined, options: JsonOption) =>
      what !== undefined && serialForm.test(what)
        ? serialAct('GET', what, '', options)
        : contractAct('GET', what, '', options),
    );
  bank
    .command('unlock')
    .argument('[contract]', whichContract)
    .description(help({ ja: '契約と利用者の利用中止を解除', en: 'clear every stop and count of a contract' }))
    .addOption(jsonOption())
    .action((contract: string | undefined, options: JsonOption) => contractAct('POST', contract, '/unlock', options));
  const lists = {
    history: help({ ja: '操作履歴（古い順）', en: 'committed acts, oldest first' }),
    mails: help({ ja: '通知メール', en: "the outbox to the contract's address" }),
    attempts: help({ ja: '試行と、銀行側だけが知る理由', en: "every attempt, with the bank's own reason" }),
  } as const;
  for (const [name, description] of Object.entries(lists) as [keyof typeof lists, string][]) {
    bank
      .command(name)
      .argument('[contract]', whichContract)
      .description(description)
      .addOption(jsonOption())
      .action((contract: string | undefined, options: JsonOption) => list(name, contract, options));
  }
  bank
    .command('reset')
    .argument('<serial>', help({ ja: 'シリアル番号', en: 'its serial' }), serialNumber)
    .description(
      help({ ja: 'シリアル番号の登録停止を解除', en: 'clear the lock that registration forms put on a serial' }),
    )
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) => serialAct('POST', serial, '/reset', options));
  bank
    .command('resync')
    .argument('<serial>', help({ ja: 'シリアル番号', en: 'its serial' }), serialNumber)
    .description(
      help({
        ja: '続いた2つのコードから時刻のずれを覚える（標準入力から読む）',
        en: "learn a token's drift from two consecutive codes on stdin",
      }),
    )
    .addOption(jsonOption())
    .action(async (serial: string, options: JsonOption) =>
      serialAct('POST', serial, '/resync', options, await codes()),
    );
}

async function contractAct(method: 'GET' | 'POST', named: string | undefined, act: string, { json }: JsonOption) {
  const { askPlane } = await import('../plane/ask-plane.ts');
  const { contractLines } = await import('../plane/bank-lines.ts');
  const portal = await running();
  const contract = await askPlane<Contract>(portal, method, `contracts/${await contractId(portal, named)}${act}`);
  print(json, contract, contractLines(contract, languageOf(process.env)));
}

async function serialAct(method: 'GET' | 'POST', serial: string, act: string, { json }: JsonOption, body?: object) {
  const { askPlane } = await import('../plane/ask-plane.ts');
  const { serialLines } = await import('../plane/bank-lines.ts');
  const status = await askPlane<Serial>(await running(), method, `serials/${serial}${act}`, body);
  print(json, status, serialLines(status, languageOf(process.env)));
}

async function list(what: 'history' | 'mails' | 'attempts', named: string | undefined, { json }: JsonOption) {
  const { askPlane } = await import('../plane/ask-plane.ts');
  const { attemptLines, historyLines, mailLines } = await import('../plane/bank-lines.ts');
  const portal = await running();
  const path = `contracts/${await contractId(portal, named)}/${what}`;
  const found = await askPlane<unknown[]>(portal, 'GET', path);
  const lines = {
    history: () => historyLines(found as HistoryEntry[]),
    mails: () => mailLines(found as Mail[]),
    attempts: () => attemptLines(found as Attempt[], languageOf(process.env)),
  };
  print(json, found, lines[what]());
}

async function running(): Promise<PortalAddress> {
  const { findPortal } = await import('../find-desk.ts');
  return findPortal();
}

/** The one that is named, the only one, or the demo's. */
async function contractId(portal: PortalAddress, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    if (/^\d{1,20}$/.test(named)) return named;
    throw wrongUsage(`「${named}」はご契約先IDではありません。`, `not a contract: ${named}`);
  }
  const { askPlane } = await import('../plane/ask-plane.ts');
  const { demoContractId } = await import('../../portal-stub/service/demo.ts');
  const contracts = await askPlane<Contract[]>(portal, 'GET', 'contracts?limit=1000');
  const [only, ...others] = contracts;
  if (only === undefined) throw failed('契約がありません。', 'there is no contract');
  if (others.length === 0 || contracts.some((each) => each.contractId === demoContractId))
    return others.length === 0 ? only.contractId : demoContractId;
  throw wrongUsage('契約が複数あります。ご契約先IDを指定してください。', 'there are several contracts: name one');
}

function serialNumber(text: string): string {
  if (serialForm.test(tokenSerial(text))) return text;
  throw new WrongValue({ ja: 'SKTH00001 の形のシリアル番号', en: 'a serial such as SKTH00001' });
}

/** Two codes, never on the command line: they would stay in the shell's history. */
async function codes(): Promise<{ readonly otp1: string; readonly otp2: string }> {
  const [otp1 = '', otp2 = ''] = process.stdin.isTTY ? await askedCodes() : (await stdinText()).split(/\s+/);
  if (otpForm.test(otp1) && otpForm.test(otp2)) return { otp1, otp2 };
  throw wrongUsage('6桁のコードが2つ必要です。', 'this wants two codes of six digits');
}

async function askedCodes(): Promise<string[]> {
  const { askHidden } = await import('../hid/ask-hidden.ts');
  const first = await askHidden('1: ');
  return first === undefined ? [] : [first, (await askHidden('2: ')) ?? ''];
}

async function stdinText(): Promise<string> {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += part;
    if (text.length > 1000) break;
  }
  return text.trim();
}
