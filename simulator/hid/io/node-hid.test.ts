import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { advice, failureOf } from '../failure.ts';
import type { HidDeviceInfo } from '../port.ts';
import type { NodeHidDevice, NodeHidListed, NodeHidModule } from './node-hid.ts';
import { nodeHid } from './node-hid.ts';

/** Behaves as node-hid 3.4's HIDAsync was measured to: string errors, an error at the second close, ids before data. */
class PretendDevice extends EventEmitter implements NodeHidDevice {
  closes = 0;
  fails: Error | undefined;
  sent: Buffer[] = [];
  async close() {
    this.closes += 1;
    if (this.closes > 1) throw new TypeError('device is already closed');
    this.removeAllListeners();
  }
  async sendFeatureReport(data: Buffer) {
    if (this.fails) throw this.fails;
    this.sent.push(data);
    return data.length;
  }
  async getFeatureReport(reportId: number, length: number) {
    if (this.fails) throw this.fails;
    return Buffer.concat([Buffer.of(reportId), Buffer.alloc(length - 1, 0xab)]);
  }
  async write(data: Buffer) {
    return this.sendFeatureReport(data);
  }
}

const listed: NodeHidListed = {
  vendorId: 0x1050,
  productId: 0x0407,
  path: '/dev/hidraw0',
  serialNumber: '',
  product: 'Key',
  release: 0,
  usagePage: 1,
  usage: 6,
};

function desk(platform = 'linux', more: Partial<NodeHidModule> = {}) {
  const device = new PretendDevice();
  const opened: [string, { nonExclusive?: boolean } | undefined][] = [];
  const port = nodeHid({
    platform,
    load: async () => ({
      devicesAsync: async () => [listed, { ...listed, path: '' }],
      HIDAsync: {
        open: async (path, options) => {
          opened.push([path, options]);
          return device;
        },
      },
      ...more,
    }),
  });
  const open = async () => {
    const list = await port.list();
    const handle = await port.open(list.ok ? list.value[0]! : expect.fail(list.failure));
    return handle.ok ? handle.value : expect.fail(handle.failure);
  };
  return { port, device, opened, open };
}

describe('node-hid behind the port', () => {
  it('lists what can be opened, with empty texts left out', async () => {
    const { port } = desk();
    expect(await port.list()).toEqual({
      ok: true,
      value: [
        {
          openBy: '/dev/hidraw0',
          vendorId: 0x1050,
          productId: 0x0407,
          usagePage: 1,
          usage: 6,
          release: 0,
          product: 'Key',
        },
      ],
    });
  });

  it('puts the report id before data, and takes it off answers', async () => {
    const { device, open } = desk();
    const handle = await open();
    expect(await handle.getFeature(0, 8)).toEqual({ ok: true, value: new Uint8Array(8).fill(0xab) });
    await handle.setFeature(0, Uint8Array.of(1, 2));
    await handle.write(3, Uint8Array.of(4));
    expect(device.sent.map((data) => [...data])).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('shares the device on macOS and asks nothing elsewhere', async () => {
    const mac = desk('darwin');
    await mac.open();
    const linux = desk('linux');
    await linux.open();
    expect([mac.opened[0]?.[1], linux.opened[0]?.[1]]).toEqual([{ nonExclusive: true }, {}]);
  });

  it('takes the first error, a string, as an unplug, and says so once to everybody, the late ones too', async () => {
    const { device, open } = desk();
    const handle = await open();
    const told: string[] = [];
    const reports: Uint8Array[] = [];
    handle.onGone((failure) => told.push(`early ${failure}`));
    handle.onReport((report) => reports.push(report));
    device.emit('data', Buffer.of(1, 2));
    device.emit(
      'error',
      'could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)',
    );
    device.emit('error', 'could not read from HID device');
    device.emit('data', Buffer.of(3));
    handle.onGone((failure) => told.push(`late ${failure}`));
    expect(told).toEqual(['early gone', 'late gone']);
    expect(reports).toEqual([Uint8Array.of(1, 2)]);
    expect(await handle.getFeature(0, 8)).toMatchObject({ ok: false, failure: 'gone' });
  });

  it('sees an unplug in a failed feature report, before any read', async () => {
    const { device, open } = desk();
    const handle = await open();
    const told: string[] = [];
    handle.onGone((failure) => told.push(failure));
    device.fails = new Error('could not send feature report to device: ioctl (SFEATURE): No such device');
    expect(await handle.setFeature(0, new Uint8Array(8))).toMatchObject({ failure: 'gone' });
    expect(told).toEqual(['gone']);
  });

  it('reads only when somebody listens: a Windows keyboard takes feature reports but no reads', async () => {
    const { device, open } = desk('win32');
    const handle = await open();
    expect(device.listenerCount('data')).toBe(0);
    const told: string[] = [];
    handle.onGone((failure) => told.push(failure));
    handle.onReport(() => undefined);
    device.emit('error', 'could not read from HID device: ReadFile: (0x00000005) Access is denied.');
    expect(told).toEqual(['keyboard-unreadable']);
  });

  it('closes once however often it is asked', async () => {
    const { device, open } = desk();
    const handle = await open();
    await Promise.all([handle.close(), handle.close()]);
    await handle.close();
    expect(device.closes).toBe(1);
    expect(await handle.write(0, Uint8Array.of(1))).toMatchObject({ ok: false, failure: 'gone' });
  });

  it('survives an unplug followed by close', async () => {
    const { device, open } = desk();
    const handle = await open();
    device.emit('error', 'device disconnected');
    await handle.close();
    await handle.close();
    expect(device.closes).toBe(1);
  });

  it('says which library is missing, at the first call and at every later one', async () => {
    const missing = async () => {
      throw Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory'), {
        code: 'ERR_DLOPEN_FAILED',
      });
    };
    const { port } = desk('linux', { devicesAsync: missing });
    expect(await port.list()).toMatchObject({ ok: false, failure: 'no-library' });
    expect(await port.list()).toMatchObject({ ok: false, failure: 'no-library' });
    const none = nodeHid({
      platform: 'linux',
      load: () =>
        Promise.reject(Object.assign(new Error("Cannot find package 'node-hid'"), { code: 'ERR_MODULE_NOT_FOUND' })),
    });
    expect(await none.list()).toMatchObject({ ok: false, failure: 'no-package' });
  });

  it('turns a refused open into the advice for this system', async () => {
    const refusing = (platform: string, message: string, usagePage: number, usage: number) => {
      const { port } = desk(platform, { HIDAsync: { open: () => Promise.reject(new Error(message)) } });
      return port.open({ ...(listed as unknown as HidDeviceInfo), openBy: 'x', usagePage, usage });
    };
    const linux = 'could not open HID device: Failed to open a device with path "/dev/hidraw0": Permission denied';
    expect(await refusing('linux', linux, 1, 6)).toMatchObject({ failure: 'no-permission' });
    expect(
      await refusing('darwin', 'hid_open_path: failed to open IOHIDDevice: (0xE00002E2) not permitted', 1, 6),
    ).toMatchObject({ failure: 'input-monitoring' });
    expect(await refusing('darwin', '(0xE00002C5) exclusive access and device already open', 1, 6)).toMatchObject({
      failure: 'busy',
    });
    expect(await refusing('win32', 'open_device: Access is denied.', 0xf1d0, 1)).toMatchObject({
      failure: 'administrator',
    });
    expect(await refusing('linux', 'No HID devices with requested VID/PID found in the system.', 1, 6)).toMatchObject({
      failure: 'not-found',
    });
    expect(await refusing('linux', 'hid_error is not implemented yet', 1, 6)).toMatchObject({ failure: 'failed' });
  });
});

describe('advice', () => {
  it('is one sentence each, in both languages, and holds nothing foreign', () => {
    for (const [failure, { ja, en }] of Object.entries(advice)) {
      expect(ja, failure).toMatch(/。$/);
      expect(en, failure).toMatch(/[.)]$/);
      expect(`${ja}${en}`, failure).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  });

  it('knows a message by its surest sign', () => {
    expect(
      failureOf('libusb-1.0.so.0: cannot open shared object file: No such file or directory', { platform: 'linux' }),
    ).toBe('no-library');
    expect(failureOf('', { platform: 'linux' })).toBe('failed');
  });
});
