/** Who is let in, by name, by address, and by what a proxy adds. */
import { describe, expect, test } from 'vitest';
import { type Asking, atHome, isKnown, mayControl, type Reach, schemeOf } from './reach.ts';

const open: Reach = { ...atHome, host: '0.0.0.0', names: ['desk.example', 'mapped.example:9000'] };
const asking = (host: string, more: Asking['headers'] = {}, from = '127.0.0.1'): Asking => ({
  headers: { host, ...more },
  port: 8420,
  from,
});

describe('pages', () => {
  test.each([
    ['localhost:8420', true],
    ['desk.example:8420', true],
    ['DESK.example:8420', false], // authorities are given in lower case
    ['mapped.example:9000', true],
    ['mapped.example:8420', false],
    ['desk.example', false],
    ['other.example:8420', false],
    ['0.0.0.0:8420', false],
  ])('%s: %s', (authority, known) => {
    expect(isKnown(authority, 8420, open)).toBe(known);
  });

  test('behind TLS the port is 443, which a browser leaves out', () => {
    const proxied = { ...open, trustProxy: true };
    expect(isKnown('desk.example', 8420, proxied)).toBe(true);
    expect(schemeOf('desk.example', 8420, proxied)).toBe('https');
    expect(schemeOf('127.0.0.1:8420', 8420, proxied)).toBe('http');
  });

  test('an address that is listened on is a name of its own', () => {
    expect(isKnown('192.0.2.7:8420', 8420, { ...atHome, host: '192.0.2.7' })).toBe(true);
    expect(isKnown('[fd00::7]:8420', 8420, { ...atHome, host: 'fd00::7' })).toBe(true);
  });
});

describe('the control plane of an open stub', () => {
  test.each([
    ['this computer', asking('127.0.0.1:8420'), true],
    ['an allowed name', asking('desk.example:8420'), false],
    ['a name of this computer from elsewhere', asking('127.0.0.1:8420', {}, '192.0.2.9'), false],
    ['nobody known', { ...asking('127.0.0.1:8420'), from: undefined }, false],
    ['X-Forwarded-For', asking('127.0.0.1:8420', { 'x-forwarded-for': '192.0.2.9' }), false],
    ['X-Forwarded-Proto', asking('127.0.0.1:8420', { 'x-forwarded-proto': 'https' }), false],
    ['Forwarded', asking('127.0.0.1:8420', { forwarded: 'for=192.0.2.9' }), false],
    ['Via', asking('127.0.0.1:8420', { via: '1.1 proxy' }), false],
    ['two hosts', asking('127.0.0.1:8420', { host: ['127.0.0.1:8420', 'x'] }), false],
  ])('%s: %s', (_what, from, may) => {
    expect(mayControl(from, open)).toBe(may);
  });

  test('a name that was told apart opens it, from outside and through a proxy', () => {
    const apart = { ...open, trustProxy: true, controlNames: ['control.example'] };
    expect(mayControl(asking('control.example:8420', {}, '192.0.2.9'), apart)).toBe(true);
    expect(mayControl(asking('127.0.0.1:8420', { 'x-forwarded-host': 'control.example' }), apart)).toBe(true);
    expect(mayControl(asking('127.0.0.1:8420', { 'x-forwarded-host': 'desk.example' }), apart)).toBe(false);
    // A proxy that is not trusted says nothing.
    expect(
      mayControl(asking('desk.example', { 'x-forwarded-host': 'control.example' }), { ...apart, trustProxy: false }),
    ).toBe(false);
  });
});
