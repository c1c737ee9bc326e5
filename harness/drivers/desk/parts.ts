/** Packages that only this level needs: optional peers, loaded when they are used. */
import type { Text } from '../../../common/text.ts';

export const loadPty = () => import('@lydell/node-pty');
export const loadEmulator = async () => (await import('@xterm/headless')).default;

/** What isn't here, or is without its part for this machine; installing it helps in both cases. */
export async function missingForDesk(): Promise<Text | undefined> {
  try {
    await Promise.all([loadPty(), loadEmulator()]);
    return undefined;
  } catch {
    const command = 'npm install --save-dev @lydell/node-pty @xterm/headless';
    return {
      ja: `端末のパッケージがありません。「${command}」を実行してください。`,
      en: `the packages of the terminal are missing: run \`${command}\``,
    };
  }
}
