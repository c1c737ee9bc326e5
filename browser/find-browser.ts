/** Which browser of the machine is driven: one named by its person, Chromium, Chrome or Edge. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from './on-path.ts';

/** Nobody looks at it: Debian's own package of it starts and draws in half the time of the whole browser. */
const shells = ['chromium-headless-shell'];
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
/** Their installers put nothing on PATH. */
const windows = (): string[] =>
  ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  });

/**
 * The file of a browser, or undefined; `ICHIDO_CHROMIUM=FILE` names another.
 * @param options.headed somebody watches, so it has to have a window.
 */
export function findBrowser({ headed = false }: { readonly headed?: boolean } = {}): string | undefined {
  const named = process.env['ICHIDO_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const elsewhere = process.platform === 'darwin' ? mac : process.platform === 'win32' ? windows() : [];
  const found = [...(headed ? [] : shells), ...commands].map(onPath).find((path) => path !== undefined);
  return found ?? elsewhere.find((path) => existsSync(path));
}
