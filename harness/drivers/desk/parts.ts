/** Packages that only this level needs: optional peers, loaded when they are used. */
import { missingText } from '../../../common/missing-package.ts';
import type { Text } from '../../../common/text.ts';

export const loadPty = () => import('@lydell/node-pty');
export const loadEmulator = async () => (await import('@xterm/headless')).default;

/** What isn't here, or is without its part for this machine; installing it helps in both cases. */
export async function missingForDesk(): Promise<Text | undefined> {
  try {
    await Promise.all([loadPty(), loadEmulator()]);
    return undefined;
  } catch {
    return missingText('@lydell/node-pty', '@xterm/headless');
  }
}
