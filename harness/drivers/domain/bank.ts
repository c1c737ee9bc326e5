/** The bank's side, asked of the service itself. */
import { bothLanguages } from '../../../common/text.ts';
import type { ControlResult } from '../../../portal-stub/rules/acts.ts';
import type { PortalService } from '../../../portal-stub/service/portal-service.ts';
import { attemptJson, contractJson, serialJson } from '../../../portal-stub/web/control/shapes.ts';
import type { Bank } from '../../ports.ts';

export function bankDomain(service: PortalService): Bank {
  return {
    createContract: async (request) => contractJson(demand(service.createContract(request))),
    deleteContract: async (contractId) => {
      if (!service.deleteContract(contractId)) throw new Error(`no contract ${contractId}`);
    },
    contract: async (contractId) => {
      const contract = service.contract(contractId);
      if (contract === undefined) throw new Error(`no contract ${contractId}`);
      return contractJson(contract);
    },
    setUp: async (contractId, setUp) => void demand(service.setUp(contractId, setUp)),
    history: async (contractId) => service.history(contractId),
    mails: async (contractId) => service.mails(contractId),
    attempts: async (contractId) => service.attempts(contractId).map(attemptJson),
    strangers: async () => service.attempts('').map(attemptJson),
    serial: async (serial) => {
      const status = service.serial(serial);
      if (status === undefined) throw new Error(`no serial ${serial}`);
      return serialJson(status);
    },
    unlock: async (contractId) => void demand(service.unlock(contractId)),
    resetSerial: async (serial) => void demand(service.resetSerial(serial)),
    resync: async (serial, otp1, otp2) => {
      const result = service.resync(serial, otp1, otp2);
      // Any other refusal is a mistake of whoever asks, and no answer of the bank's.
      if (!result.ok && result.error.code === 'resync-refused') return false;
      return demand(result) !== undefined;
    },
    importStock: async (pskc) => {
      const result = service.importStock(pskc, {});
      if (!result.ok) return { ok: false, code: result.error.code, text: bothLanguages(result.error.text) };
      const { imported, updated, notices } = result.value;
      return { ok: true, imported, updated, notices: notices.map(({ code }) => code) };
    },
    bankLog: async () => service.history(''),
  };
}

function demand<T>(result: ControlResult<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${bothLanguages(result.error.text)}`);
  return result.value;
}
