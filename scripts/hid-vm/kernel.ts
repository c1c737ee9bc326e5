/**
 * Debian's own kernel and busybox, unpacked beside the project and never installed: a package's scripts would build an
 * initramfs and touch the boot loader of the machine that runs the tests.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Kernel {
  /** An ELF image that QEMU boots by its PVH note, so that nothing is decompressed inside the slow guest. */
  readonly vmlinux: string;
  /** /lib/modules/VERSION/kernel, unpacked in part. */
  readonly modules: string;
  readonly busybox: string;
}

const XZ_MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const MODULE_FOLDERS = [
  'drivers/hid',
  'drivers/usb',
  'drivers/virtio',
  'drivers/input',
  'net/9p',
  'fs/9p',
  'fs/netfs',
  'fs/fscache',
];

export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ichido', 'hid-vm');

/** Downloads (once a kernel version) and unpacks. @throws when apt cannot give the packages */
export function prepareKernel(): Kernel {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const image = imagePackage();
  const folder = join(cache, image);
  if (!existsSync(join(folder, 'done'))) unpack(image, cache, folder);
  const versions = join(folder, 'lib/modules');
  return {
    vmlinux: join(folder, 'vmlinux'),
    modules: join(versions, readdirSync(versions)[0] ?? '', 'kernel'),
    busybox: join(folder, 'bin/busybox'),
  };
}

/** The name that `linux-image-amd64` stands for today, such as linux-image-6.1.0-56-amd64. */
function imagePackage(): string {
  const depends = run('apt-cache', ['depends', 'linux-image-amd64']);
  const name = /Depends: (linux-image-[\w.+-]+)/.exec(depends)?.[1];
  if (name === undefined) throw new Error('apt knows no linux-image-amd64 (run apt-get update)');
  return name;
}

function unpack(image: string, cache: string, folder: string): void {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const wanted = ['./boot/vmlinuz*', ...MODULE_FOLDERS.map((name) => `./lib/modules/*/kernel/${name}/*`)];
  extract(download(image, cache), part, wanted);
  extract(download('busybox-static', cache), part, ['./bin/busybox']);
  const boot = join(part, 'boot');
  unpackImage(readFileSync(join(boot, readdirSync(boot)[0] ?? '')), join(part, 'vmlinux'));
  rmSync(boot, { recursive: true });
  writeFileSync(join(part, 'done'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

function download(name: string, cache: string): string {
  const found = () => readdirSync(cache).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'));
  if (found() === undefined) run('apt-get', ['download', name], cache);
  const file = found();
  if (file === undefined) throw new Error(`apt-get download ${name} left no file`);
  return join(cache, file);
}

function extract(deb: string, into: string, wanted: readonly string[]): void {
  const tar = execFileSync('dpkg-deb', ['--fsys-tarfile', deb], { maxBuffer: 2 ** 30 });
  // Folders that this kernel does not have are no fault: what is needed shows when the modules are put in order.
  try {
    execFileSync('tar', ['-x', '-C', into, '--wildcards', ...wanted], {
      input: tar,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  } catch (error) {
    if (readdirSync(into).length === 0) throw error;
  }
}

/** The payload goes in by a file: xz ends at the end of its stream and would break a pipe that holds more. */
function unpackImage(vmlinuz: Buffer, into: string): void {
  const at = vmlinuz.indexOf(XZ_MAGIC);
  if (at < 0) throw new Error('this kernel image holds no XZ payload');
  const payload = `${into}.xz`;
  writeFileSync(payload, vmlinuz.subarray(at));
  const [input, output] = [openSync(payload, 'r'), openSync(into, 'w')];
  try {
    execFileSync('xz', ['-dc', '--single-stream'], { stdio: [input, output, 'ignore'] });
  } finally {
    closeSync(input);
    closeSync(output);
    rmSync(payload);
  }
}

const run = (command: string, args: readonly string[], cwd?: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
