/** `--stock-to FILE|URL`: where the secrets of new tokens go for a bank of one's own, encrypted under the team's own key. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { OnIssued } from '../desk/delivery.ts';
import { printable } from '../pskc/words/printable.ts';
import { failed } from './exit.ts';

const deadlineMs = 10_000;

/** A file is the whole stock, written anew at each issue; an address gets the new tokens by POST. */
export const stockTo = (target: string): OnIssued =>
  /^https?:\/\//i.test(target) ? (pskc) => post(target, pskc) : (_pskc, whole) => rewrite(target, whole());

async function post(url: string, pskc: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/pskc+xml' },
    body: pskc,
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw failed(`銀行の在庫が受け取りません（HTTP ${response.status}）。`, `HTTP ${response.status}`);
}

/** Whoever reads it meanwhile finds the old stock or the new one, never half of it. */
function rewrite(file: string, pskc: string): void {
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, pskc, { mode: 0o600, flush: true });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw failed(
      `--stock-to「${printable(file)}」に書けません（${code}）。`,
      `can't write ${printable(file)} (${code})`,
    );
  }
}
