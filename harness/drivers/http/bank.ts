/** The bank's side over its control plane (`/__admin`). */
import type { Bank, BankAttempt, BankContract, BankHistory, BankSerial } from '../../ports.ts';
import type { StockAnswer } from '../../stock-answer.ts';

const deadlineMs = 10_000;

/** @param secret goes into the Authorization header and nowhere else. */
export function bankHttp(origin: string, secret: string): Bank {
  async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response> {
    return fetch(`${origin}/__admin/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
    });
  }
  async function demand<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await ask(method, path, body);
    const text = await response.text();
    if (!response.ok) throw refusedBy(method, path, response, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
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
      const response = await ask('POST', path, { otp1, otp2 });
      if (response.ok) {
        await response.body?.cancel();
        return true;
      }
      const text = await response.text();
      // Any other refusal is a mistake of whoever asks, and no answer of the bank's.
      if (response.status === 422 && text.includes('"resync-refused"')) return false;
      throw refusedBy('POST', path, response, text);
    },
    importStock: async (pskc): Promise<StockAnswer> => {
      const response = await fetch(`${origin}/__admin/stock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/pskc+xml' },
        body: pskc,
        signal: AbortSignal.timeout(deadlineMs),
      });
      const text = await response.text();
      const answer = JSON.parse(text) as Imported & Problem;
      if (response.ok) return { ok: true, ...answer, notices: answer.notices.map(({ code }) => code) };
      // The file was judged; anything else is a mistake of whoever asks.
      if (answer.code.startsWith('stock-')) return { ok: false, code: answer.code, text: answer.detail };
      throw refusedBy('POST', 'stock', response, text);
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
const refusedBy = (method: string, path: string, { status }: Response, text: string): Error =>
  new Error(`${method} /__admin/${path}: ${status} ${text.slice(0, 300)}`);
