/**
 * Runs before every npm script (`prestart`, `pretest`, …): makes sure that the packages of the lock file are installed.
 * Plain JavaScript for Node 20, without packages, because it runs where nothing is installed yet. It installs nothing
 * of the system. The usual case, a stamp that fits, must cost a few milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './setup-lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const busyFile = join(root, '.ichido-setup.busy');
const stampFile = join(modules, '.ichido-setup');
const waitLimitMs = 15 * 60_000;
const windows = process.platform === 'win32';
const ownCommand = join(modules, '.bin', windows ? 'ichido.cmd' : 'ichido');
/** What stands in `node_modules/.bin/ichido`. */
const shim = windows
  ? '@"%~dp0node.cmd" "%~dp0..\\..\\cli\\ichido.ts" %*\r\n'
  : [
      '#!/bin/sh',
      'here=$(dirname "$0")',
      'node="$here/node"',
      '[ -x "$node" ] || node=node',
      'exec "$node" "$here/../../cli/ichido.ts" "$@"',
      '',
    ].join('\n');
const ownNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

// A published package carries no lock file, and its packages are its installer's business.
if (existsSync(lockFile) && !/[\\/]node_modules[\\/]/.test(root)) await setUp();

async function setUp() {
  const lock = readFileSync(lockFile);
  const kind = `${process.platform} ${process.arch} ${shim}\n`;
  const stamp = createHash('sha256').update(kind).update(lock).digest('hex');
  const isDone = () => readText(stampFile) === stamp && existsSync(ownNode) && existsSync(ownCommand);
  if (isDone()) return;
  // Two npm commands at once on a fresh clone: one installs, the other waits for it and finds it done.
  const work = () => {
    if (!isDone()) install(lock, stamp);
  };
  const onWait = () =>
    say(
      '別の npm コマンドによるインストールの終わりを待っています。',
      'waiting until another npm command has installed',
    );
  try {
    await alone(busyFile, work, { deadlineMs: waitLimitMs, onWait });
  } catch (error) {
    say(`インストールできませんでした: ${error.message}`, `nothing was installed: ${error.message}`);
    process.exit(75);
  }
}

function install(lock, stamp) {
  if (!installedAsLocked(lock)) {
    say('必要な npm パッケージをインストールします。', 'installing the npm packages that are needed');
    // NODE_ENV=production and engine-strict of the person's own settings must not leave half of it away.
    // npm's pages of warnings that this Node is old are left out: the right one is among the packages.
    const quiet = ['--loglevel=error', '--no-fund', '--no-audit'];
    npm(['ci', '--include=dev', '--include=optional', '--engine-strict=false', ...quiet]);
  }
  if (!existsSync(ownNode)) {
    // The `node` package fetches its binary in an install script, which the person's settings may have switched off.
    npm(['rebuild', 'node', '--ignore-scripts=false'], { mayFail: true });
  }
  if (!existsSync(ownNode) && Number(process.versions.node.split('.')[0]) < 24) {
    say(
      `Node 24 以上が必要です（いまは ${process.versions.node}）。npm パッケージ「node」を取得できませんでした。`,
      `Node 24 or newer is needed (this is ${process.versions.node}), and the npm package "node" could not be fetched`,
    );
    process.exit(69);
  }
  writeShims();
  writeQuietly(stampFile, stamp);
}

/** `npx ichido` works in the repository too, with the Node of the lock file and nothing built. */
function writeShims() {
  if (windows) {
    writeQuietly(ownCommand, shim);
    writeQuietly(join(modules, '.bin', 'exec.cmd'), '@%*\r\n'); // cmd has no `exec`; the start script uses it
    return;
  }
  writeQuietly(ownCommand, shim, 0o755);
}

/** True when every package of the lock that is not optional is there in the version of the lock. */
function installedAsLocked(lock) {
  const hidden = readText(join(modules, '.package-lock.json'));
  if (hidden === undefined) return false;
  try {
    const installed = JSON.parse(hidden).packages;
    return Object.entries(JSON.parse(lock.toString()).packages).every(
      ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
    );
  } catch {
    return false;
  }
}

/** npm's own output goes to stderr: stdout is for data. */
function npm(words, { mayFail = false } = {}) {
  const cli = process.env.npm_execpath;
  const byNode = cli !== undefined && /\.[cm]?js$/.test(cli) && !/yarn|pnpm/.test(cli);
  const [command, first] = byNode ? [process.execPath, [cli]] : ['npm', []];
  const result = spawnSync(command, [...first, ...words], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows && !byNode,
  });
  if (result.status === 0 || mayFail) return;
  say(
    `「npm ${words[0]}」に失敗しました。ネットワークと npm の設定を確認してください。`,
    `\`npm ${words[0]}\` failed: check the network and npm's settings`,
  );
  process.exit(1);
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A read-only checkout that is complete works too; it is only looked at again the next time. */
function writeQuietly(file, text, mode) {
  try {
    writeFileSync(file, text);
    if (mode !== undefined) chmodSync(file, mode);
  } catch {}
}

function say(ja, en) {
  process.stderr.write(`ichido: ${ja}\nichido: ${en}\n`);
}
