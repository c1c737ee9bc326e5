/** The guest's test files and the devices that QEMU gives each. */
export interface Suite {
  readonly name: string;
  readonly file: string;
  readonly devices: readonly string[];
}

const XHCI = ['-device', 'qemu-xhci,id=xhci'];

export const suites: readonly Suite[] = [
  { name: 'uhid', file: 'scripts/hid-vm/guest/uhid.guest.ts', devices: [] },
  { name: 'desk', file: 'scripts/hid-vm/guest/desk.guest.ts', devices: [] },
  {
    name: 'keyboard',
    file: 'scripts/hid-vm/guest/keyboard.guest.ts',
    devices: [...XHCI, '-device', 'usb-kbd,id=kbd0,bus=xhci.0'],
  },
  {
    name: 'usb',
    file: 'scripts/hid-vm/guest/usb.guest.ts',
    devices: [
      ...XHCI,
      '-chardev',
      'socket,id=redir,path=SOCKET,server=on,wait=off',
      '-device',
      'usb-redir,chardev=redir,bus=xhci.0',
    ],
  },
];
