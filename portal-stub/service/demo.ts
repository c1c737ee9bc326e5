/** The contract for a first look. Its ids and PINs are printed on the login pages and in the README. PURE. */
import { type Contract, type Credentials, newUser, type UsageMode } from '../rules/contract.ts';
import type { Policy } from '../rules/policy.ts';
import { sampleUserNames } from '../texts/records.ts';
import { type RandomBytes, randomCredentials } from './random.ts';

export const demoContractId = '12345678901';

/** Who stands in a contract when nobody is named. */
export const sampleUsers = sampleUserNames.map((name, index) => ({ userId: `user0${index + 1}`, name }));

export function demoContract(policy: Policy): Contract {
  const contract = { contractId: demoContractId, password: 'keiyaku01', confirmationPin: 'kakunin01' };
  return foundContract(
    contract,
    sampleUsers.map((person, index) => ({
      person,
      credentials: { password: `riyou0${index + 1}`, confirmationPin: `pin000${index + 1}` },
    })),
    { mode: 'shared', policy },
  );
}

/** A contract on its first day: nothing registered, nobody stopped. */
export function newContract(
  contractId: string,
  people: readonly { readonly userId: string; readonly name: string }[],
  settings: { readonly mode: UsageMode; readonly policy: Policy },
  random: RandomBytes,
): Contract {
  const credentials = randomCredentials(random);
  return foundContract(
    { contractId, ...credentials },
    people.map((person) => ({ person, credentials: randomCredentials(random) })),
    settings,
  );
}

function foundContract(
  contract: Credentials & { readonly contractId: string },
  people: readonly {
    readonly person: { readonly userId: string; readonly name: string };
    readonly credentials: Credentials;
  }[],
  settings: { readonly mode: UsageMode; readonly policy: Policy },
): Contract {
  return {
    ...contract,
    ...settings,
    email: `keiyaku-${contract.contractId}@example.com`,
    modeChangedAt: 0,
    registration: { serial: undefined, changedAt: 0 },
    users: people.map(({ person, credentials }) => newUser(person, credentials, 0)),
    userDeletedAt: 0,
    stopped: false,
    failures: { password: 0, confirmationPin: 0 },
    revision: 0,
  };
}
