/** The bank's side, asked of the service itself. */

import type { Contract } from '../../portal-stub/contract.ts';
import type { ControlResult, PortalService } from '../../portal-stub/service.ts';
import type { Bank, BankContract } from '../ports.ts';

export function bankDomain(service: PortalService): Bank {
  return {
    createContract: async (request) => told(demand(service.createContract(request))),
    deleteContract: async (contractId) => void service.deleteContract(contractId),
    contract: async (contractId) => {
      const contract = service.contract(contractId);
      if (contract === undefined) throw new Error(`no contract ${contractId}`);
      return told(contract);
    },
    setUp: async (contractId, setUp) => void demand(service.setUp(contractId, setUp)),
    history: async (contractId) => service.history(contractId),
    mails: async (contractId) => service.mails(contractId),
    attempts: async (contractId) => service.attempts(contractId),
    unlock: async (contractId) => void demand(service.unlock(contractId)),
    resetSerial: async (serial) => void demand(service.resetSerial(serial)),
    resync: async (serial, otp1, otp2) => service.resync(serial, otp1, otp2).ok,
  };
}

/** As the control plane tells it: a serial stands where the mode says. */
function told({ contractId, password, confirmationPin, mode, users, registration, stopped }: Contract): BankContract {
  return {
    contractId,
    password,
    confirmationPin,
    mode,
    stopped,
    serial: mode === 'shared' ? registration.serial : undefined,
    users: users.map((user) => ({
      userId: user.userId,
      name: user.name,
      password: user.password,
      confirmationPin: user.confirmationPin,
      serial: mode === 'individual' ? user.registration.serial : undefined,
      stopped: user.stopped,
    })),
  };
}

function demand<T>(result: ControlResult<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
