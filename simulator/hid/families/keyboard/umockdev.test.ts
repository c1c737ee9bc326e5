/** The native addon on a Linux without USB: it loads, lists, opens and reads a device that umockdev pretends. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeKeyboard } from './fake.ts';

const READER = fileURLToPath(new URL('umockdev-reader.ts', import.meta.url));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Bytes up to 32 and the caret are escaped; umockdev's script-format.txt. */
const escaped = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => (byte <= 32 ? `^${String.fromCharCode(byte + 64)}` : byte === 94 ? '^`' : String.fromCharCode(byte)))
    .join('');

const USB = '/devices/pci0000:00/0000:00:14.0/usb1/1-1';
const HID = `${USB}/1-1:1.0/0003:1050:0010.0001`;

/** hidraw, its HID device, the interface and the USB device, as the kernel would show them. */
const description = (reportDescriptor: Uint8Array): string => `P: ${HID}/hidraw/hidraw7
N: hidraw7
E: DEVNAME=/dev/hidraw7
E: MAJOR=240
E: MINOR=7
E: SUBSYSTEM=hidraw
A: dev=240:7\\n
L: device=../../../0003:1050:0010.0001

P: ${HID}
E: DRIVER=hid-generic
E: HID_ID=0003:00001050:00000010
E: HID_NAME=Pretended Token
E: HID_PHYS=usb-0000:00:14.0-1/input0
E: HID_UNIQ=
E: SUBSYSTEM=hid
H: report_descriptor=${hex(reportDescriptor)}

P: ${USB}/1-1:1.0
E: DEVTYPE=usb_interface
E: DRIVER=usbhid
E: INTERFACE=3/1/1
E: SUBSYSTEM=usb
A: bInterfaceNumber=00\\n

P: ${USB}
N: bus/usb/001/002
E: DEVNAME=/dev/bus/usb/001/002
E: DEVTYPE=usb_device
E: MAJOR=189
E: MINOR=1
E: SUBSYSTEM=usb
A: idVendor=1050\\n
A: idProduct=0010\\n
A: manufacturer=Pretended\\n
A: product=Pretended Token\\n
A: bcdDevice=0100\\n
`;

const ioctls = (reportDescriptor: Uint8Array): string => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(reportDescriptor.length);
  const padded = Buffer.concat([size, reportDescriptor, Buffer.alloc(4096 - reportDescriptor.length)]);
  return `@DEV /dev/hidraw7\nHIDIOCGRDESCSIZE 0 ${hex(size)}\nHIDIOCGRDESC 0 ${hex(padded)}\n`;
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-umockdev-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('umockdev: 755224 typed by a pretended keyboard comes through node-hid', (context) => {
  context.skip(!has('umockdev-run'), 'umockdev-run is not installed (apt-get install umockdev)');
  const keyboard = fakeKeyboard();
  // The stream has no report boundaries, so the reports keep their distance.
  const reads = keyboard.reports('755224\n').map((report, at) => `r ${at === 0 ? 800 : 25} ${escaped(report)}`);
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, 'latin1');
    return join(folder, name);
  };
  const run = spawnSync(
    'umockdev-run',
    [
      ...['--device', file('token.umockdev', description(keyboard.identity.descriptor))],
      ...['--ioctl', `/dev/hidraw7=${file('token.ioctl', ioctls(keyboard.identity.descriptor))}`],
      ...['--script', `/dev/hidraw7=${file('token.script', `d 0 /dev/hidraw7\n${reads.join('\n')}\n`)}`],
      ...['--', process.execPath, READER],
    ],
    { encoding: 'utf8', timeout: 20_000 },
  );
  expect(run.stderr).toBe('');
  const seen = JSON.parse(run.stdout);
  context.skip(seen.listed?.failure === 'no-library', 'the HID library is missing (apt-get install libusb-1.0-0)');
  expect(seen).toEqual({
    vendorId: 0x1050,
    productId: 0x0010,
    usagePage: 1,
    usage: 6,
    product: 'Pretended Token',
    code: '755224',
  });
});

function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
