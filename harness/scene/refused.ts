/**
 * A refusal that no scenario expected. The screen tells little by design (one text for many causes); the bank knows its
 * one reason, and the first line of the failure names it.
 */
import type { BankAttempt, BankContract, Outcome, Stage } from '../ports.ts';

export class UnexpectedRefusal extends Error {
  readonly what: string;
  readonly shown: string;

  /** @param what is said before the code and the text of the screen. */
  constructor({ code, text }: Extract<Outcome, { accepted: false }>, what: string) {
    const shown = text === undefined ? code : `${code} ${text}`;
    super(`${what}: ${shown}`);
    this.name = 'UnexpectedRefusal';
    this.what = what;
    this.shown = shown;
  }
}

/** The error with the bank's reason in its first line; another error, and one without a contract, as it is. */
export async function withBankReason(
  scene: { readonly contract: BankContract | undefined; readonly stage: Stage } | undefined,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof UnexpectedRefusal) || scene?.contract === undefined) return error;
  // The failure counts, whatever the bank answers now.
  const attempts = await scene.stage.bank.attempts(scene.contract.contractId).catch(() => []);
  const before = error.message;
  error.message = `${error.what}（銀行側の理由は${bankReason(attempts.at(-1))}）: ${error.shown}`;
  error.stack = error.stack?.replace(before, () => error.message) ?? error.message;
  return error;
}

/** 「otp-used」（使用済み…）; the name is what a scenario writes, the text is for whoever reads the failure. */
export const bankReason = (attempt: BankAttempt | undefined): string =>
  attempt?.reason === undefined ? '記録されていません' : `「${attempt.reason}」（${attempt.reasonText.ja}）`;
