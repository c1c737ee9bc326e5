/** What is wrong with a request for a new contract. PURE. */
import type { ControlError, NewContract } from '../rules/acts.ts';
import { maxUsers } from '../rules/contract.ts';
import { isUserId, isUserName } from '../rules/input.ts';
import { policyProblems } from '../rules/policy.ts';
import type { ControlCode } from '../texts/control.ts';
import { errorOf } from './control-result.ts';
import { sampleUsers } from './demo.ts';

export function newContractProblem(request: NewContract): ControlError | undefined {
  const people = request.users ?? sampleUsers;
  const rules: readonly (readonly [ControlCode, boolean])[] = [
    ['mode-invalid', request.mode !== undefined && request.mode !== 'shared' && request.mode !== 'individual'],
    ['users-count', people.length < 1 || people.length > maxUsers],
    ['user-id-form', people.some(({ userId }) => !isUserId(userId))],
    ['user-id-taken', new Set(people.map(({ userId }) => userId)).size < people.length],
    ['user-name-form', people.some(({ name }) => !isUserName(name))],
  ];
  const broken = rules.find(([, holds]) => holds)?.[0];
  if (broken !== undefined) return errorOf(broken);
  const switches = policyProblems(request.policy ?? {});
  return switches.length === 0 ? undefined : errorOf('policy-invalid', switches.join(', '));
}
