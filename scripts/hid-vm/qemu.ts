/** One boot of the guest under QEMU without KVM: its console by lines, its monitor (QMP) by commands. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type GuestRun, initramfs } from './initramfs.ts';
import type { Kernel } from './kernel.ts';

export interface Guest extends GuestRun {
  /** QEMU's `-device` and `-chardev` words; `SOCKET` stands for the path of the redirection's socket. */
  readonly devices: readonly string[];
  readonly limitMs: number;
  /** Called with each line of the console, and with what the guest may ask of the host. */
  readonly onLine: (line: string, host: Host) => void;
}

export interface Host {
  /** Sends one QMP command. */
  monitor(command: object): void;
  /** Where QEMU listens for a redirected USB device. */
  readonly usbSocket: string;
}

/** @returns the exit code that the guest's test run ended with; undefined when it never said one */
export async function boot(kernel: Kernel, guest: Guest): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-vm-'));
  const initrd = join(folder, 'initrd');
  const monitorSocket = join(folder, 'qmp');
  const usbSocket = join(folder, 'usb');
  writeFileSync(initrd, initramfs(kernel, guest));
  const qemu = spawn('qemu-system-x86_64', [
    ...['-machine', 'q35', '-accel', 'tcg', '-cpu', 'max', '-m', '640', '-smp', '1', '-nodefaults', '-display', 'none'],
    ...['-no-reboot', '-serial', 'stdio', '-qmp', `unix:${monitorSocket},server=on,wait=off`],
    ...['-kernel', kernel.vmlinux, '-initrd', initrd],
    ...['-append', 'console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off tsc=reliable'],
    ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ...guest.devices.map((word) => word.replace('SOCKET', usbSocket)),
  ]);
  const timer = setTimeout(() => qemu.kill('SIGKILL'), guest.limitMs);
  const monitor = lazyMonitor(monitorSocket);
  let exitCode: number | undefined;
  createInterface({ input: qemu.stdout }).on('line', (raw) => {
    const line = raw.replace(/\r/g, '');
    const exit = /^@@EXIT (\d+)/.exec(line);
    if (exit !== null) exitCode = Number(exit[1]);
    else guest.onLine(line, { monitor: monitor.send, usbSocket });
  });
  createInterface({ input: qemu.stderr }).on('line', (line) =>
    guest.onLine(`@@LOG qemu: ${line}`, { monitor: monitor.send, usbSocket }),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      qemu.once('error', reject);
      qemu.once('close', () => resolve());
    });
  } finally {
    clearTimeout(timer);
    monitor.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return exitCode;
}

/** QMP wants `qmp_capabilities` first; commands then go out in the order in which they were given. */
function lazyMonitor(path: string): { send(command: object): void; close(): void } {
  let socket: Socket | undefined;
  return {
    send: (command) => {
      if (socket === undefined) {
        socket = connect(path);
        socket.on('error', () => {});
        socket.resume();
        socket.write(`${JSON.stringify({ execute: 'qmp_capabilities' })}\n`);
      }
      socket.write(`${JSON.stringify(command)}\n`);
    },
    close: () => socket?.destroy(),
  };
}
