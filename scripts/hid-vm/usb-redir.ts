/**
 * A pretended device as a complete USB device: the host's half of the usbredir protocol (version 0.7,
 * its description in spice). QEMU gives it to the guest's own USB stack: enumeration, usbhid, hidraw.
 */
import { connect, type Socket } from 'node:net';
import type { FakeDevice } from '../../simulator/hid/fake.ts';

const HELLO = 0;
const DEVICE_CONNECT = 1;
const DEVICE_DISCONNECT = 2;
const RESET = 3;
const INTERFACE_INFO = 4;
const EP_INFO = 5;
const SET_CONFIGURATION = 6;
const GET_CONFIGURATION = 7;
const CONFIGURATION_STATUS = 8;
const SET_ALT_SETTING = 9;
const GET_ALT_SETTING = 10;
const ALT_SETTING_STATUS = 11;
const START_INTERRUPT = 15;
const STOP_INTERRUPT = 16;
const INTERRUPT_STATUS = 17;
const CANCEL_DATA = 21;
const CONTROL_PACKET = 100;
const INTERRUPT_PACKET = 103;

/** connect_device_version, ep_info_max_packet_size, 64bits_ids, 32bits_bulk_length: what QEMU's xHCI asks of a peer. */
const CAPABILITIES = (1 << 1) | (1 << 4) | (1 << 5) | (1 << 6);
const [OK, STALL] = [0, 4];
const IN_ENDPOINT = 0x81;
const OUT_ENDPOINT = 0x01;
const REPORT_LENGTH = 64;

export interface RedirectedDevice {
  unplug(): void;
}

/** Plugs `device` in at QEMU's socket. `log` gets what the peer asks that a HID device does not have. */
export function redirect(socketPath: string, device: FakeDevice, log: (line: string) => void): RedirectedDevice {
  const socket: Socket = connect(socketPath);
  let greeted = false;
  let interruptId = 1n;
  let reading = false;
  const send = (type: number, id: bigint, data: Uint8Array): void => {
    const header = Buffer.alloc(greeted ? 16 : 12);
    header.writeUInt32LE(type, 0);
    header.writeUInt32LE(data.length, 4);
    if (greeted) header.writeBigUInt64LE(id, 8);
    if (socket.writable) socket.write(Buffer.concat([header, data]));
  };
  socket.on('error', (error) => log(`usbredir: ${error.message}`));
  socket.on('connect', () => send(HELLO, 0n, hello()));

  const stopListening = device.onInput((report) => {
    if (reading) send(INTERRUPT_PACKET, interruptId++, interruptPacket(IN_ENDPOINT, OK, report));
  });

  const onPacket = (type: number, id: bigint, data: Buffer): void => {
    switch (type) {
      case HELLO:
        greeted = true;
        send(INTERFACE_INFO, 0n, interfaceInfo());
        send(EP_INFO, 0n, endpointInfo());
        send(DEVICE_CONNECT, 0n, deviceConnect(device));
        break;
      case RESET:
      case CANCEL_DATA:
        break;
      case SET_CONFIGURATION:
      case GET_CONFIGURATION:
        send(CONFIGURATION_STATUS, id, Buffer.from([OK, 1]));
        break;
      case SET_ALT_SETTING:
      case GET_ALT_SETTING:
        send(ALT_SETTING_STATUS, id, Buffer.from([OK, 0, 0]));
        break;
      case START_INTERRUPT:
      case STOP_INTERRUPT:
        reading = type === START_INTERRUPT;
        send(INTERRUPT_STATUS, id, Buffer.from([OK, data[0] ?? 0]));
        break;
      case CONTROL_PACKET:
        send(CONTROL_PACKET, id, control(device, data, log));
        break;
      case INTERRUPT_PACKET:
        device.output(0, data.subarray(4));
        send(INTERRUPT_PACKET, id, interruptPacket(OUT_ENDPOINT, OK, new Uint8Array(), data.length - 4));
        break;
      default:
        log(`usbredir: packet type ${type} is not answered`);
    }
  };

  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const headerLength = greeted ? 16 : 12;
      if (pending.length < headerLength) return;
      const length = pending.readUInt32LE(4);
      if (pending.length < headerLength + length) return;
      const type = pending.readUInt32LE(0);
      const id = greeted ? pending.readBigUInt64LE(8) : BigInt(pending.readUInt32LE(8));
      const data = pending.subarray(headerLength, headerLength + length);
      pending = pending.subarray(headerLength + length);
      onPacket(type, id, data);
    }
  });

  return {
    unplug: () => {
      stopListening();
      send(DEVICE_DISCONNECT, 0n, new Uint8Array());
      socket.end();
    },
  };
}

function hello(): Buffer {
  const data = Buffer.alloc(68);
  data.write('ichido', 0, 'latin1');
  data.writeUInt32LE(CAPABILITIES, 64);
  return data;
}

function deviceConnect({ identity }: FakeDevice): Buffer {
  const data = Buffer.alloc(10);
  data[0] = 1; // full speed
  data.writeUInt16LE(identity.vendorId, 4);
  data.writeUInt16LE(identity.productId, 6);
  data.writeUInt16LE(identity.release, 8);
  return data;
}

/** One HID interface, without the boot subclass. */
function interfaceInfo(): Buffer {
  const data = Buffer.alloc(4 + 4 * 32);
  data.writeUInt32LE(1, 0);
  data[4 + 32] = 3;
  return data;
}

/** Index of an endpoint in the tables: its number, and 16 more for IN. */
const indexOf = (endpoint: number): number => ((endpoint & 0x80) >> 3) | (endpoint & 0x0f);

function endpointInfo(): Buffer {
  const [type, interval, packetSize] = [0, 32, 96];
  const data = Buffer.alloc(160);
  data.fill(255, type, type + 32);
  for (const endpoint of [0x00, 0x80]) {
    data[type + indexOf(endpoint)] = 0;
    data.writeUInt16LE(64, packetSize + 2 * indexOf(endpoint));
  }
  for (const endpoint of [IN_ENDPOINT, OUT_ENDPOINT]) {
    data[type + indexOf(endpoint)] = 3;
    data[interval + indexOf(endpoint)] = 1;
    data.writeUInt16LE(REPORT_LENGTH, packetSize + 2 * indexOf(endpoint));
  }
  return data;
}

function interruptPacket(endpoint: number, status: number, report: Uint8Array, length = report.length): Buffer {
  const head = Buffer.alloc(4);
  head[0] = endpoint;
  head[1] = status;
  head.writeUInt16LE(length, 2);
  return Buffer.concat([head, report]);
}

/** Answers one control transfer: [endpoint, request, requestType, status, value, index, length] and data. */
function control(device: FakeDevice, packet: Buffer, log: (line: string) => void): Buffer {
  const [endpoint = 0, request = 0, requestType = 0] = packet;
  const value = packet.readUInt16LE(4);
  const wanted = packet.readUInt16LE(8);
  const answer = answerTo(device, requestType, request, value, wanted, packet.subarray(10));
  if (answer === undefined)
    log(`usbredir: stalled ${requestType.toString(16)}/${request.toString(16)} ${value.toString(16)}`);
  const data = (answer ?? new Uint8Array()).subarray(0, wanted);
  const head = Buffer.from(packet.subarray(0, 10));
  head[0] = endpoint;
  head[3] = answer === undefined ? STALL : OK;
  const isIn = (endpoint & 0x80) !== 0;
  head.writeUInt16LE(isIn ? data.length : packet.length - 10, 8);
  return Buffer.concat([head, isIn ? data : new Uint8Array()]);
}

/** @returns undefined for a request that the device does not have (it stalls) */
function answerTo(
  device: FakeDevice,
  requestType: number,
  request: number,
  value: number,
  wanted: number,
  data: Uint8Array,
): Uint8Array | undefined {
  const [high, low] = [value >> 8, value & 0xff];
  switch ((requestType << 8) | request) {
    case 0x8006: // GET_DESCRIPTOR
      if (high === 1) return deviceDescriptor(device);
      if (high === 2) return configurationDescriptor(device);
      if (high === 3) return stringDescriptor(device, low);
      return undefined;
    case 0x8106: // GET_DESCRIPTOR of the interface
      return high === 0x22 ? device.identity.descriptor : undefined;
    case 0x8000: // GET_STATUS
      return Uint8Array.of(0, 0);
    case 0x210a: // SET_IDLE
    case 0x0201: // CLEAR_FEATURE of an endpoint
      return new Uint8Array();
    case 0xa101: // GET_REPORT
      return high === 3 ? device.getFeature(low, wanted) : undefined;
    case 0x2109: // SET_REPORT
      if (high === 3) device.setFeature(low, data);
      else device.output(low, data);
      return new Uint8Array();
    default:
      return undefined;
  }
}

function deviceDescriptor({ identity }: FakeDevice): Uint8Array {
  const d = Buffer.from([18, 1, 0x00, 0x02, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 1, 2, 3, 1]);
  d.writeUInt16LE(identity.vendorId, 8);
  d.writeUInt16LE(identity.productId, 10);
  d.writeUInt16LE(identity.release, 12);
  return d;
}

function configurationDescriptor({ identity }: FakeDevice): Uint8Array {
  const report = identity.descriptor.length;
  const endpoint = (address: number) => [7, 5, address, 3, REPORT_LENGTH, 0, 1];
  const rest = [
    ...[9, 4, 0, 0, 2, 3, 0, 0, 0],
    ...[9, 0x21, 0x11, 0x01, 0, 1, 0x22, report & 0xff, report >> 8],
    ...endpoint(IN_ENDPOINT),
    ...endpoint(OUT_ENDPOINT),
  ];
  return Uint8Array.from([9, 2, 9 + rest.length, 0, 1, 1, 0, 0xa0, 50, ...rest]);
}

function stringDescriptor({ identity }: FakeDevice, index: number): Uint8Array | undefined {
  if (index === 0) return Uint8Array.of(4, 3, 0x09, 0x04);
  const text = [undefined, identity.manufacturer, identity.product, identity.serial][index];
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'utf16le');
  return Uint8Array.from([2 + bytes.length, 3, ...bytes]);
}
