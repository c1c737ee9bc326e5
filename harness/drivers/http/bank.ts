/** The bank's side over its control plane (`/__admin`). */
import { type Answer, exchange } from '../../../browser/exchange.ts';
import type { Bank, BankAttempt, BankContract, BankHistory, BankSerial } from '../../ports.ts';
import type { StockAnswer } from '../../stock-answer.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const deadlineMs = 10_000;
const isOk = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** @param secret goes into the Authorization header and nowhere else. */
export function bankHttp(origin: string, secret: string): Bank {
  function ask(method: Method, path: string, body?: string, type = 'application/json'): Promise<Answer> {
    const headers = { authorization: `Bearer ${secret}`, ...(body === undefined ? {} : { 'content-type': type }) };
    return exchange(`${origin}/__admin/${path}`, { method, headers, body, deadlineMs });
  }
  async function demand<T>(method: Method, path: string, asked?: unknown): Promise<T> {
    const answer = await ask(method, path, asked === undefined ? undefined : JSON.stringify(asked));
    if (!isOk(answer)) throw refusedBy(method, path, answer);
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T;
  }
  return {
    createContract: (request) => demand<BankContract>('POST', 'contracts', request),
    deleteContract: (contractId) => demand('DELETE', `contracts/${contractId}`),
    contract: (contractId) => demand<BankContract>('GET', `contracts/${contractId}`),
    setUp: (contractId, setUp) => demand('PUT', `contracts/${contractId}/registrations`, setUp),
    history: (contractId) => demand<BankHistory[]>('GET', `contracts/${contractId}/history`),
    mails: (contractId) => demand('GET', `contracts/${contractId}/mails`),
    attempts: (contractId) => demand<BankAttempt[]>('GET', `contracts/${contractId}/attempts`),
    strangers: () => demand<BankAttempt[]>('GET', 'attempts'),
    serial: (serial) => demand<BankSerial>('GET', `serials/${serial}`),
    unlock: (contractId) => demand('POST', `contracts/${contractId}/unlock`),
    resetSerial: (serial) => demand('POST', `serials/${serial}/reset`),
    resync: async (serial, otp1, otp2) => {
      const path = `serials/${serial}/resync`;
      const answer = await ask('POST', path, JSON.stringify({ otp1, otp2 }));
      if (isOk(answer)) return true;
      // Any other refusal is a mistake of whoever asks, and no answer of the bank's.
      if (answer.status === 422 && answer.text.includes('"resync-refused"')) return false;
      throw refusedBy('POST', path, answer);
    },
    importStock: async (pskc): Promise<StockAnswer> => {
      const answer = await ask('POST', 'stock', pskc, 'application/pskc+xml');
      const told = JSON.parse(answer.text) as Imported & Problem;
      if (isOk(answer)) return { ok: true, ...told, notices: told.notices.map(({ code }) => code) };
      // The file was judged; anything else is a mistake of whoever asks.
      if (told.code.startsWith('stock-')) return { ok: false, code: told.code, text: told.detail };
      throw refusedBy('POST', 'stock', answer);
    },
    bankLog: () => demand<BankHistory[]>('GET', 'history'),
  };
}

interface Imported {
  readonly imported: number;
  readonly updated: number;
  readonly notices: readonly { readonly code: string }[];
}
interface Problem {
  readonly code: string;
  readonly detail: string;
}

/** A problem document names a code and says what was wrong; it holds no secret. */
const refusedBy = (method: string, path: string, { status, text }: Answer): Error =>
  new Error(`${method} /__admin/${path}: ${status} ${text.slice(0, 300)}`);
