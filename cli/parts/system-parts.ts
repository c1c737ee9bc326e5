/**
 * The parts that ichido uses and does not bring along: what each is for, whether it is there, and how to get it.
 * `ichido doctor` prints them; the gate (`check.ts`) installs or names what is missing.
 */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findBrowser } from '../../browser/find-browser.ts';
import { onPath } from '../../browser/on-path.ts';
import { installCommand } from '../../common/missing-package.ts';
import type { Text } from '../../common/text.ts';
import { type Manifest, manifest } from './manifest.ts';

export interface SystemPart {
  readonly name: string;
  readonly use: Text;
  /** True when the desk itself can't do without. */
  readonly needed: boolean;
  /** Where it was found or which version, undefined when it isn't there. */
  find(): string | undefined;
  /** The npm package itself, an optional peer of this one. */
  readonly npm?: string;
  /** Debian's package, if one brings it. */
  readonly debian?: string;
  /** What to do where `debian` doesn't apply. */
  readonly otherwise: Text;
}

const require = createRequire(import.meta.url);
const linux = process.platform === 'linux';

export const systemParts: readonly SystemPart[] = [
  {
    name: 'node',
    use: { ja: 'すべて', en: 'everything' },
    needed: true,
    find: () => (Number(process.versions.node.split('.')[0]) >= 24 ? process.version : undefined),
    otherwise: { ja: 'Node 24 以上を入れてください', en: 'install Node 24 or newer' },
  },
  {
    name: 'packages',
    use: { ja: 'すべて', en: 'everything' },
    needed: true,
    find: () => {
      const names = neededPackages();
      return names.length > 0 && names.every(isInstalled) ? `${names.length}` : undefined;
    },
    otherwise: { ja: '「npm ci」を実行してください', en: 'run `npm ci`' },
  },
  optionalPackage('node-hid', '実機の HID トークンの読み取り', 'reading real HID tokens'),
  optionalPackage('playwright-core', '実行レベル browser と desk', 'the levels browser and desk'),
  optionalPackage('@lydell/node-pty', '実行レベル desk', 'the level desk'),
  optionalPackage('@xterm/headless', '実行レベル desk', 'the level desk'),
  optionalPackage('@playwright/test', 'Playwright のフィクスチャー', 'fixtures for Playwright'),
  optionalPackage('write-excel-file', '「ichido report evidence」', '`ichido report evidence`'),
  optionalPackage('@modelcontextprotocol/server', '「ichido mcp」', '`ichido mcp`'),
  {
    name: 'libusb',
    use: { ja: '実機の HID トークンの読み取り', en: 'reading real HID tokens' },
    needed: false,
    find: () => (linux ? loadedLibrary('libusb-1.0.so.0') : 'not needed here'),
    debian: 'libusb-1.0-0',
    otherwise: { ja: 'libusb 1.0 を入れてください', en: 'install libusb 1.0' },
  },
  {
    name: 'hid permission',
    use: { ja: '実機の HID トークンの読み取り', en: 'reading real HID tokens' },
    needed: false,
    find: hidPermission,
    otherwise: {
      ja: '「ichido hid udev」の規則を入れてください',
      en: 'install the rule that `ichido hid udev` prints',
    },
  },
  {
    name: '/dev/uhid',
    use: { ja: '「ichido plug」', en: '`ichido plug`' },
    needed: false,
    find: () => (canWrite('/dev/uhid') ? 'writable' : undefined),
    otherwise: {
      ja: 'Linux で「modprobe uhid」を実行し、書き込み権限を付けてください',
      en: 'Linux only: `modprobe uhid`, and write permission on it',
    },
  },
  {
    name: 'chromium',
    use: {
      ja: '実行レベル browser と desk、画面の画像',
      en: 'the levels browser and desk, pictures of the screens',
    },
    needed: false,
    find: () => findBrowser(),
    debian: 'chromium-headless-shell',
    otherwise: { ja: 'Chromium か Chrome を入れてください', en: 'install Chromium or Chrome' },
  },
  {
    name: 'japanese font',
    use: { ja: '画面の画像', en: 'pictures of the screens' },
    needed: false,
    find: () => (linux ? firstLine('fc-list', [':lang=ja', 'family']) : 'comes with the system'),
    debian: 'fonts-noto-cjk',
    otherwise: { ja: '日本語フォントを入れてください', en: 'install a Japanese font' },
  },
  {
    name: 'tmux',
    use: { ja: '端末の画面のテスト', en: 'tests of the terminal desk' },
    needed: false,
    find: () => firstLine('tmux', ['-V']),
    debian: 'tmux',
    otherwise: { ja: 'tmux を入れてください', en: 'install tmux' },
  },
  {
    name: 'qemu',
    use: { ja: '実カーネルでの HID テスト', en: 'HID tests on a real kernel' },
    needed: false,
    find: () => firstLine('qemu-system-x86_64', ['--version']),
    debian: 'qemu-system-x86',
    otherwise: { ja: 'qemu-system-x86_64 を入れてください', en: 'install qemu-system-x86_64' },
  },
  {
    name: 'xz',
    use: { ja: '実カーネルの展開', en: 'unpacking that kernel' },
    needed: false,
    find: () => firstLine('xz', ['--version']),
    debian: 'xz-utils',
    otherwise: { ja: 'xz を入れてください', en: 'install xz' },
  },
  {
    name: 'pskctool',
    use: { ja: 'PSKC の相互運用テスト', en: 'PSKC interoperability tests' },
    needed: false,
    find: () => firstLine('pskctool', ['--version']),
    debian: 'pskctool',
    otherwise: { ja: 'OATH Toolkit の pskctool を入れてください', en: "install OATH Toolkit's pskctool" },
  },
  {
    name: 'python-pskc',
    use: { ja: 'PSKC の相互運用テスト', en: 'PSKC interoperability tests' },
    needed: false,
    find: () => pythonWithPskc(),
    debian: 'python3-pskc',
    otherwise: { ja: 'Python の pskc を入れてください', en: "install Python's pskc" },
  },
  {
    name: 'umockdev',
    use: { ja: 'HID の簡易テスト', en: 'the HID smoke test' },
    needed: false,
    find: () => (onPath('umockdev-run') === undefined ? undefined : firstLine('umockdev-run', ['--version'])),
    debian: 'umockdev',
    otherwise: { ja: 'Linux の umockdev を入れてください', en: 'install umockdev (Linux)' },
  },
];

function optionalPackage(name: string, ja: string, en: string): SystemPart {
  const command = installCommand(name);
  return {
    name,
    use: { ja, en },
    needed: false,
    find: () => installedVersion(name),
    npm: name,
    otherwise: { ja: `「${command}」を実行してください`, en: `run \`${command}\`` },
  };
}

/** Root on Debian or its kin: apt-get may be used. */
export const canInstall = (): boolean =>
  linux && process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;

/** Installs Debian packages. Returns undefined, or apt-get's last words when it failed. */
export function installPackages(packages: readonly string[]): string | undefined {
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
      timeout: 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  let result = install();
  if (result.status !== 0) {
    apt('update', '-q'); // the lists may be missing or old
    result = install();
  }
  return result.status === 0 ? undefined : lastLine(result.stderr || String(result.error ?? 'apt-get failed'));
}

// ─── helpers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the package can't do without: its dependencies, and the peers that are not optional. */
function neededPackages(): string[] {
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest();
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...Object.keys(dependencies), ...peers];
}

const isInstalled = (name: string): boolean => installedVersion(name) !== undefined;

function installedVersion(name: string): string | undefined {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return String(
        (JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as Partial<Manifest>).version,
      );
    } catch {}
  }
  return undefined;
}

/** The Python that has the package: a person's own may come first on PATH and lack it. */
export function pythonWithPskc(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((command) => firstLine(command, ['-c', 'import pskc; print(1)']));
}

function firstLine(command: string, words: readonly string[]): string | undefined {
  const result = spawnSync(command, words, { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
  if (result.status !== 0) return undefined;
  return result.stdout.split('\n')[0]?.trim() || undefined;
}

/** Where a shared library is, once the loader has taken it: a file that is there may be broken or of another machine. */
function loadedLibrary(file: string): string | undefined {
  // Node loads it and then misses its own entry point, which is no fault of the library.
  const program = `try { process.dlopen({ exports: {} }, ${JSON.stringify(file)}) } catch (error) { process.stdout.write(error.message) }`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 });
  return /did not self-register/.test(stdout ?? '') ? (findLibrary(file) ?? 'loaded') : undefined;
}

function findLibrary(file: string): string | undefined {
  const roots = ['/usr/lib', '/lib', '/usr/local/lib', '/usr/lib64'];
  const folders = roots.flatMap((root) => [root, ...subfolders(root)]);
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

const subfolders = (root: string): string[] => {
  try {
    return readdirSync(root)
      .filter((name) => /-linux-/.test(name))
      .map((name) => join(root, name));
  } catch {
    return [];
  }
};

function hidPermission(): string | undefined {
  if (!linux) return 'asked for by the system';
  const devices = readdirSync('/dev').filter((name) => name.startsWith('hidraw'));
  if (devices.length === 0) return 'no HID device is plugged in';
  const open = devices.filter((name) => canWrite(`/dev/${name}`));
  return open.length > 0 ? `${open.length} of ${devices.length} devices` : undefined;
}

function canWrite(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
