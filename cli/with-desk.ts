/** Commands that talk to the running desk: find it, do one thing, leave. Refusals become `ExitError`s. */
import type { ControlClient } from '../simulator/control/client.ts';

/** Rejects with `ExitError` 1 when no desk is found, none answers, or it refuses. */
export async function withDesk<T>(act: (client: ControlClient) => Promise<T>): Promise<T> {
  const { findDesk } = await import('./find-desk.ts');
  const { connectControl } = await import('../simulator/control/client.ts');
  const { deskRefusal } = await import('./desk-refusal.ts');
  const { control, secret } = findDesk();
  let client: ControlClient | undefined;
  try {
    client = await connectControl({ url: control, secret });
    return await act(client);
  } catch (error) {
    throw deskRefusal(error);
  } finally {
    await client?.close();
  }
}

/** Data on stdout: one line of JSON, or the lines for people. */
export function print(json: boolean | undefined, value: unknown, lines: readonly string[]): void {
  const text = json === true ? [JSON.stringify(value)] : lines;
  for (const line of text) process.stdout.write(`${line}\n`);
}

/** Prose on stderr. */
export function say(ja: string, en: string): void {
  process.stderr.write(`ichido: ${ja}\nichido: ${en}\n`);
}
