/** Which real token, and what of it, stands for a serial: kept as text in the tray, without any secret. PURE. */
import { z } from 'zod';
import type { ReadOptions } from '../families/family.ts';
import { recognise } from '../families/readers.ts';
import type { HidDeviceInfo } from '../port.ts';

const u16 = z.int().min(0).max(0xffff);
const schema = z.strictObject({
  vendorId: u16,
  productId: u16,
  usagePage: u16,
  usage: u16,
  /** The device's own serial number, when it tells one. */
  deviceSerial: z.string().max(200).optional(),
  slot: z.int().min(1).max(15).optional(),
  name: z.string().min(1).max(127).optional(),
});

/** Identity, never a path: another device may have the path after a re-plug. */
export type HidBinding = Readonly<z.output<typeof schema>>;

export function bindingOf(device: HidDeviceInfo, options: Pick<ReadOptions, 'slot' | 'name'>): HidBinding {
  const { vendorId, productId, usagePage, usage, serial } = device;
  return {
    vendorId,
    productId,
    usagePage,
    usage,
    ...(serial === undefined ? {} : { deviceSerial: serial }),
    ...(options.slot === undefined ? {} : { slot: options.slot }),
    ...(options.name === undefined ? {} : { name: options.name }),
  };
}

export const writeBinding = (binding: HidBinding): string => JSON.stringify(binding);

/** Undefined when the text is none of ours: the token is then answered by hand. */
export function readBinding(text: string | undefined): HidBinding | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Every plugged-in device that may be the bound one; more than one when the kind tells no serial numbers. */
export function matching(binding: HidBinding, devices: readonly HidDeviceInfo[]): readonly HidDeviceInfo[] {
  return devices.filter(
    (device) =>
      device.vendorId === binding.vendorId &&
      device.productId === binding.productId &&
      device.usagePage === binding.usagePage &&
      device.usage === binding.usage &&
      (binding.deviceSerial === undefined || device.serial === binding.deviceSerial),
  );
}

/** What a person calls it. */
export function labelOf(binding: HidBinding): string {
  const token = recognise({ ...binding, openBy: '', release: 0 });
  const hex = (value: number): string => value.toString(16).padStart(4, '0');
  const what = token?.name ?? `${hex(binding.vendorId)}:${hex(binding.productId)}`;
  const which = binding.name ?? (binding.slot === undefined ? undefined : `slot ${binding.slot}`);
  return which === undefined ? what : `${what}, ${which}`;
}
