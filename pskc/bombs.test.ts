/** Files made to eat the reader (E4): each is refused from its first pieces. Stated: less than 1 s; measured: milliseconds. */
import { describe, expect, test, vi } from 'vitest';
import type { Protection } from './model.ts';
import { most, readPskc } from './read.ts';
import { codeOf, password, totp, written } from './testing/test-files.ts';
import { limits } from './xml.ts';

// What is stated is processor time; a busy machine may take longer by the wall.
vi.setConfig({ testTimeout: 60_000 });

const plain: Protection = { kind: 'plain' };
const MiB = 1024 * 1024;
const root = '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';
const inExtension = (content: string): string =>
  `${root}<Extensions><a xmlns="urn:a">${content}</a></Extensions></KeyContainer>`;
const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');

const bombs: readonly (readonly [name: string, make: () => string, code: string])[] = [
  ['a billion laughs', () => `<!DOCTYPE a [<!ENTITY e0 "ha">${entities}]>${root}&e10;</KeyContainer>`, 'doctype'],
  ['a DOCTYPE of 32 MiB', () => `<!DOCTYPE a [${'<!ENTITY b "c">'.repeat((32 * MiB) / 15)}]>${root}`, 'doctype'],
  ['a comment of 32 MiB', () => `${root}<!--${'a'.repeat(32 * MiB)}-->`, 'too-long'],
  ['a comment before the root', () => `<!--${'a'.repeat(32 * MiB)}-->${root}`, 'too-long'],
  ['comments without end', () => `${root}${'<!---->'.repeat(3 * MiB)}`, 'too-many'],
  ['a text of 32 MiB', () => inExtension('a'.repeat(32 * MiB)), 'too-long'],
  ['blanks of 32 MiB', () => `${root}${' '.repeat(32 * MiB)}`, 'too-long'],
  ['character references', () => inExtension('&#65;'.repeat(6 * MiB)), 'too-long'],
  ['empty CDATA sections', () => inExtension('<![CDATA[]]>'.repeat(600_000)), 'too-many'],
  ['CDATA sections', () => inExtension('<![CDATA[aaaaaaaaaa]]>'.repeat(MiB)), 'too-long'],
  ['an element name of 32 MiB', () => inExtension(`<${'a'.repeat(32 * MiB)}/>`), 'too-long'],
  ['an attribute of 32 MiB', () => inExtension(`<b c="${'a'.repeat(32 * MiB)}"/>`), 'too-long'],
  ['an attribute of 8 KiB', () => inExtension(`<b c="${'a'.repeat(8192)}"/>`), 'too-long'],
  [
    'a million attributes',
    () => inExtension(`<b ${Array.from({ length: 1_000_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
    'too-many',
  ],
  [
    'a million namespaces',
    () => inExtension(`<b ${Array.from({ length: 1_000_000 }, (_, n) => `xmlns:a${n}="b"`).join(' ')}/>`),
    'too-many',
  ],
  ['a million levels', () => inExtension('<b>'.repeat(1_000_000)), 'too-deep'],
  ['a million levels of known elements', () => `${root}${'<KeyPackage>'.repeat(1_000_000)}`, 'too-deep'],
  ['a million elements in an extension', () => inExtension('<b/>'.repeat(1_000_000)), 'too-many'],
  ['a million unknown elements', () => `${root}${'<b/>'.repeat(1_000_000)}`, 'element-unknown'],
  ['a processing instruction of 32 MiB', () => `${root}<?a ${'a'.repeat(32 * MiB)}?>`, 'too-long'],
  ['packages without a key', () => `${root}${'<KeyPackage/>'.repeat(1_000_000)}`, 'too-many'],
  [
    'extensions of the container',
    () => `${root}<KeyPackage/>${'<Extensions><a xmlns="urn:a"/></Extensions>'.repeat(1_000_000)}`,
    'too-many',
  ],
  [
    'extensions of a package',
    () =>
      `${root}${`<KeyPackage><Extensions>${'<a xmlns="urn:a"/>'.repeat(900)}</Extensions></KeyPackage>`.repeat(2000)}`,
    'too-many',
  ],
  ['signatures', () => `${root}<KeyPackage/>${'<Signature/>'.repeat(1_000_000)}</KeyContainer>`, 'element-repeated'],
  ['a file above the limit', () => 'a'.repeat(limits.bytes + 1), 'too-large'],
];

/** Processor time, since other work on the machine is not the reader's fault. */
function processorMs(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}

describe('bombs', () => {
  test.each(bombs)('%s', (_name, make, code) => {
    const text = make();
    const spent = processorMs();
    const result = readPskc(text, plain);
    expect(spent()).toBeLessThan(1000);
    expect(codeOf(result)).toBe(code);
    expect(codeOf(readPskc(Buffer.from(text), plain))).toBe(code);
  });

  test('more keys than the limit', () => {
    const start = '<KeyPackage><Key Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp" Id="';
    const end = '"><Data><Secret><PlainValue>MTIz</PlainValue></Secret></Data></Key></KeyPackage>';
    const keys = Array.from({ length: most.keys + 1 }, (_, n) => start + n + end).join('');
    expect(codeOf(readPskc(`${root}${keys}</KeyContainer>`, plain))).toBe('too-many');
  }, 60_000);

  test.each(['2000001', '999', '0', '99999999999999999999'])('%s iterations cost nothing (E7)', (count) => {
    const text = written([totp('SKTH00001')], password).replace('>1000<', `>${count}<`);
    const spent = processorMs();
    const result = readPskc(text, password);
    expect(spent()).toBeLessThan(100);
    expect(codeOf(result)).toBe('kdf-iterations');
  });
});
