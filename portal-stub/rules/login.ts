/** The two entrances (S-05). A login is an attempt, never an act that changes something, so it leaves no history. PURE. */
import type { Act } from './acts.ts';
import { type Contract, userOf } from './contract.ts';
import { first, isContractId, isUserId, passwordChecks } from './input.ts';
import { guessContract, guessUser } from './locks.ts';
import type { Reason } from './refusal.ts';
import { accepted, refused, type Verdict, wrongGuess } from './verdict.ts';

type Login = Extract<Act, { readonly type: 'adminLogin' | 'userLogin' }>;

/** What is wrong with what was typed, whether or not there is such a contract. */
export function loginInputProblem(contractId: string, act: Login): Reason | undefined {
  return first([
    ['contract-id-form', !isContractId(contractId)],
    ['user-id-form', act.type === 'userLogin' && !isUserId(act.userId)],
    ...passwordChecks(act.password),
  ]);
}

export function adminLogin(contract: Contract, act: Extract<Login, { type: 'adminLogin' }>): Verdict {
  const reason = loginInputProblem(contract.contractId, act) ?? first([['contract-stopped', contract.stopped]]);
  if (reason !== undefined) return refused(contract, reason);
  const guess = guessContract(contract, 'password', act.password);
  return guess.right ? accepted(guess.contract) : wrongGuess(guess, 'login-wrong');
}

/** A stopped administrator keeps no user out (D-09b). */
export function userLogin(contract: Contract, act: Extract<Login, { type: 'userLogin' }>): Verdict {
  const user = userOf(contract, act.userId);
  const reason = loginInputProblem(contract.contractId, act) ?? first([['user-stopped', user?.stopped === true]]);
  if (reason !== undefined) return refused(contract, reason);
  if (user === undefined) return refused(contract, 'login-wrong');
  const guess = guessUser(contract, user, 'password', act.password);
  return guess.right ? accepted(guess.contract) : wrongGuess(guess, 'login-wrong');
}
