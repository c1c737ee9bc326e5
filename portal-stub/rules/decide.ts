/** One contract, one act, one verdict: every rule of the book is behind this function. PURE. */
import type { Act } from './acts.ts';
import type { Contract } from './contract.ts';
import { adminLogin, userLogin } from './login.ts';
import { changeMode, deregister, register } from './registration.ts';
import { inquiry, transfer } from './transaction.ts';
import { addUser, deleteUser, renameUser, unlockUser } from './users.ts';
import type { Facts, Verdict } from './verdict.ts';

export type Decide = (contract: Contract, act: Act, facts: Facts) => Verdict;

export const decide: Decide = (contract, act, facts) => {
  switch (act.type) {
    case 'adminLogin':
      return adminLogin(contract, act);
    case 'changeMode':
      return changeMode(contract, act);
    case 'register':
      return register(contract, act, facts);
    case 'deregister':
      return deregister(contract, act);
    case 'addUser':
      return addUser(contract, act, facts);
    case 'renameUser':
      return renameUser(contract, act);
    case 'deleteUser':
      return deleteUser(contract, act);
    case 'unlockUser':
      return unlockUser(contract, act);
    case 'userLogin':
      return userLogin(contract, act);
    case 'inquiry':
      return inquiry(contract, act);
    case 'transfer':
      return transfer(contract, act, facts);
  }
};
