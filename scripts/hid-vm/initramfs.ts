/** The guest's first root: busybox, the modules, and an init that runs one test file out of the host's own tree. */
import { readFileSync } from 'node:fs';
import { cpio, directory, executable, plainFile } from './cpio.ts';
import type { Kernel } from './kernel.ts';
import { modulesInOrder } from './modules.ts';

const WANTED = ['hid-generic', 'uhid', 'evdev', 'usbhid', 'xhci-pci', 'virtio_pci', '9pnet_virtio', '9p'];

export interface GuestRun {
  /** The project's folder on the host; in the guest it has the same path. */
  readonly root: string;
  /** The test file, relative to the root. */
  readonly file: string;
  /** A folder of compiled code on the host (NODE_COMPILE_CACHE). */
  readonly compileCache: string;
}

export function initramfs(kernel: Kernel, run: GuestRun): Buffer {
  const modules = modulesInOrder(kernel.modules, WANTED);
  return cpio([
    ...['bin', 'dev', 'proc', 'sys', 'host', 'modules'].map(directory),
    executable('bin/busybox', readFileSync(kernel.busybox)),
    ...modules.map(({ name, data }) => plainFile(`modules/${name}.ko`, data)),
    executable(
      'init',
      Buffer.from(
        initScript(
          modules.map(({ name }) => name),
          run,
        ),
      ),
    ),
  ]);
}

/** A failed test may leave a device or a desk open, so the guest ends with its last test. The host's root is mounted read-only; only /run is the guest's own. */
const initScript = (modules: readonly string[], { root, file, compileCache }: GuestRun): string => `#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
for module in ${modules.join(' ')}; do $b insmod /modules/$module.ko || echo "@@LOG no module $module"; done
$b mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro host /host || echo "@@LOG no host root"
for name in proc sys dev; do $b mount -o bind /$name /host/$name; done
$b mount -t tmpfs tmpfs /host/run
$b ip link set lo up 2>/dev/null || $b ifconfig lo 127.0.0.1 up
$b chroot /host /bin/sh -c 'cd "${root}" && NO_COLOR=1 NODE_COMPILE_CACHE="${compileCache}" HOME=/run TMPDIR=/run LANG=C.UTF-8 ./node_modules/node/bin/node --disable-warning=ExperimentalWarning --test-reporter=tap --test-force-exit --test-timeout=60000 "${file}" </dev/null'
echo "@@EXIT $?"
$b poweroff -f
`;
