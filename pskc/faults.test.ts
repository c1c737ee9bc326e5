/** One fault a file: each is refused whole, with its one reason. */
import { describe, expect, test } from 'vitest';
import { pskcErrors } from './errors.ts';
import type { Protection } from './model.ts';
import { readPskc } from './read.ts';
import { codeOf, opened, password, preShared, totp, written } from './test-files.ts';

const plain: Protection = { kind: 'plain' };

/** In plain sight, with every optional part, so that each can be spoilt. */
const sound = `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" Id="c1" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
  <KeyPackage>
    <DeviceInfo><Manufacturer>m</Manufacturer><SerialNo>SKTH00001</SerialNo><StartDate>2020-01-01T00:00:00Z</StartDate></DeviceInfo>
    <CryptoModuleInfo><Id>cm</Id></CryptoModuleInfo>
    <Key Id="k1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <Issuer>i</Issuer>
      <AlgorithmParameters><Suite>HMAC-SHA1</Suite><ResponseFormat Length="6" Encoding="DECIMAL" CheckDigits="false"/></AlgorithmParameters>
      <FriendlyName xml:lang="ja">名前</FriendlyName>
      <Data>
        <Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
        <Counter><PlainValue>0</PlainValue></Counter>
        <Time><PlainValue>0</PlainValue></Time>
        <TimeInterval><PlainValue>30</PlainValue></TimeInterval>
        <TimeDrift><PlainValue>0</PlainValue></TimeDrift>
      </Data>
      <UserId>u</UserId>
      <Policy><ExpiryDate>2037-01-01T00:00:00Z</ExpiryDate><PINPolicy PINUsageMode="Local"/><KeyUsage>OTP</KeyUsage><NumberOfTransactions>9</NumberOfTransactions></Policy>
    </Key>
  </KeyPackage>
</KeyContainer>
`;

type Fault = readonly [name: string, from: string | RegExp, to: string, code: keyof typeof pskcErrors];

function spoil(text: string, from: string | RegExp, to: string): string {
  const spoilt = text.replace(from, () => to);
  if (spoilt === text) throw new Error(`nothing to spoil: ${from}`);
  return spoilt;
}

test('the file to be spoilt is sound', () => {
  const file = opened(readPskc(sound, plain));
  expect(file.keys).toHaveLength(1);
  expect(file.keys[0]!.policy?.unknown).toBe(false);
});

const xmlFaults: readonly Fault[] = [
  ['DOCTYPE', '<KeyContainer', '<!DOCTYPE KeyContainer>\n<KeyContainer', 'doctype'],
  [
    'DOCTYPE with an external subset',
    '<KeyContainer',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><KeyContainer',
    'doctype',
  ],
  ['DOCTYPE with entities', '<KeyContainer', '<!DOCTYPE a [<!ENTITY b "c">]><KeyContainer', 'doctype'],
  ['DOCTYPE that never ends', /<KeyContainer[\s\S]*/, '<!DOCTYPE a [ <!ENTITY b "c">', 'doctype'],
  ['DOCTYPE after the root', '</KeyContainer>', '</KeyContainer><!DOCTYPE a>', 'xml-malformed'],
  ['an entity of HTML', '<Issuer>i', '<Issuer>&nbsp;', 'entity'],
  ['an entity named as an object method', '<Issuer>i', '<Issuer>&constructor;', 'entity'],
  ['an entity in an attribute', 'Id="k1"', 'Id="&k1;"', 'entity'],
  ['a character reference to NUL', '<Issuer>i', '<Issuer>&#0;', 'xml-malformed'],
  [
    'a style sheet',
    '<KeyContainer',
    '<?xml-stylesheet href="http://127.0.0.1/a.xsl"?><KeyContainer',
    'processing-instruction',
  ],
  ['a processing instruction inside', '<Issuer>', '<?php echo 1 ?><Issuer>', 'processing-instruction'],
  [
    'XInclude',
    '<Issuer>i',
    '<Issuer><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
    'xinclude',
  ],
  [
    'XInclude in an extension',
    '</KeyContainer>',
    '<Extensions><a xmlns="urn:a"><include xmlns="http://www.w3.org/2001/XInclude" href="a"/></a></Extensions></KeyContainer>',
    'xinclude',
  ],
  ['another encoding', 'encoding="UTF-8"', 'encoding="Shift_JIS"', 'encoding-unsupported'],
  ['XML 1.1', 'version="1.0" enc', 'version="1.1" enc', 'xml-version'],
  ['cut in the middle', /<Policy>[\s\S]*/, '', 'xml-malformed'],
  ['two roots', '</KeyContainer>', '</KeyContainer><KeyContainer/>', 'xml-malformed'],
  ['an unbound prefix', '<Issuer>i</Issuer>', '<p:Issuer>i</p:Issuer>', 'xml-malformed'],
  ['an attribute twice', 'Id="k1"', 'Id="k1" Id="k2"', 'xml-malformed'],
  ['an attribute without quotes', 'Id="k1"', 'Id=k1', 'xml-malformed'],
  ['a bare ampersand', '<Issuer>i', '<Issuer>a & b', 'xml-malformed'],
  ['a control character', '<Issuer>i', '<Issuer>\u0001', 'xml-malformed'],
  ['text after the root', /$/, 'x', 'xml-malformed'],
  ['no XML at all', /[\s\S]*/, 'SKTH00001,313233', 'xml-malformed'],
  ['nothing', /[\s\S]*/, '', 'xml-malformed'],
];

const shapeFaults: readonly Fault[] = [
  ['another document', 'urn:ietf:params:xml:ns:keyprov:pskc"', 'urn:other"', 'not-pskc'],
  ['no namespace', ' xmlns="urn:ietf:params:xml:ns:keyprov:pskc"', '', 'not-pskc'],
  ['a draft namespace', 'keyprov:pskc"', 'keyprov:pskc:1.0"', 'draft-namespace'],
  ['an older draft namespace', 'keyprov:pskc"', 'keyprov:container:1.0"', 'draft-namespace'],
  ['no version', ' Version="1.0"', '', 'attribute-missing'],
  ['another version', ' Version="1.0"', ' Version="1.1"', 'version-unsupported'],
  ['no package', /<KeyPackage>[\s\S]*<\/KeyPackage>/, '', 'element-missing'],
  ['an unknown element in a key', '<Issuer>i</Issuer>', '<Issuers>i</Issuers>', 'element-unknown'],
  ['an unknown element in the container', '</KeyContainer>', '<Note/></KeyContainer>', 'element-unknown'],
  ['an unknown element in a text', '<Issuer>i', '<Issuer><b/>', 'element-unknown'],
  ['a foreign element in a key', '<Issuer>i</Issuer>', '<a xmlns="urn:a"/>', 'element-unknown'],
  ['a name in another case', '<Issuer>i</Issuer>', '<issuer>i</issuer>', 'element-unknown'],
  ['two issuers', '<Issuer>i</Issuer>', '<Issuer>i</Issuer><Issuer>j</Issuer>', 'element-repeated'],
  [
    'two keys in a package',
    '</Key>',
    '</Key><Key Id="k2" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"/>',
    'element-repeated',
  ],
  ['two secrets', '<Counter>', '<Secret><PlainValue>MTIz</PlainValue></Secret><Counter>', 'element-repeated'],
  [
    'two values',
    '<Counter><PlainValue>0</PlainValue>',
    '<Counter><PlainValue>0</PlainValue><PlainValue>1</PlainValue>',
    'element-repeated',
  ],
  [
    'a package after the extensions',
    '<KeyPackage>',
    '<Extensions><a xmlns="urn:a"/></Extensions><KeyPackage>',
    'element-order',
  ],
  ['an unknown attribute', 'Id="k1"', 'Id="k1" Usage="OTP"', 'attribute-unknown'],
  ['a foreign attribute', 'Id="k1"', 'Id="k1" a:b="c" xmlns:a="urn:a"', 'attribute-unknown'],
  ['an attribute on a text', '<SerialNo>', '<SerialNo type="hex">', 'attribute-unknown'],
  ['no Id', ' Id="k1"', '', 'attribute-missing'],
  ['an empty Id', ' Id="k1"', ' Id=" "', 'attribute-missing'],
  ['text among elements', '<Data>', '<Data>x', 'text-unexpected'],
  ['text among packages', '<KeyPackage>', 'x<KeyPackage>', 'text-unexpected'],
  [
    'the same Id twice',
    '</KeyPackage>',
    '</KeyPackage><KeyPackage><Key Id="k1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><Data><Secret><PlainValue>MTIz</PlainValue></Secret></Data></Key></KeyPackage>',
    'id-duplicate',
  ],
  [
    'an extension of the algorithm',
    '</AlgorithmParameters>',
    '<Extensions><a xmlns="urn:a"/></Extensions></AlgorithmParameters>',
    'extension-critical',
  ],
  ['foreign data', '</Data>', '<a xmlns="urn:a"/></Data>', 'extension-critical'],
  [
    'an extension that must be understood',
    '</Key>',
    '<Extensions><a xmlns="urn:a"><b critical="true"/></a></Extensions></Key>',
    'extension-critical',
  ],
  ['an extension in the PSKC namespace', '</Key>', '<Extensions><Secret/></Extensions></Key>', 'element-unknown'],
];

const keyFaults: readonly Fault[] = [
  ['no algorithm', / Algorithm="[^"]*"/, '', 'algorithm-missing'],
  ['an empty algorithm', /Algorithm="[^"]*"/, 'Algorithm=""', 'algorithm-missing'],
  ['OCRA', ':totp"', ':ocra"', 'algorithm-unsupported'],
  ['a draft name of TOTP', 'pskc:totp"', 'pskc#totp"', 'algorithm-unsupported'],
  ['an algorithm in another case', ':totp"', ':TOTP"', 'algorithm-unsupported'],
  ['an unknown hash', 'HMAC-SHA1', 'HMAC-SHA3-256', 'suite-unsupported'],
  ['an OCRA suite', 'HMAC-SHA1', 'OCRA-1:HOTP-SHA1-6:QN08', 'suite-unsupported'],
  ['MD5', 'HMAC-SHA1', 'HMAC-MD5', 'suite-unsupported'],
  ['an empty suite', 'HMAC-SHA1', '', 'suite-unsupported'],
  ['a hexadecimal response', '"DECIMAL"', '"HEXADECIMAL"', 'encoding-of-response'],
  ['no response encoding', ' Encoding="DECIMAL"', '', 'attribute-missing'],
  ['no response length', ' Length="6"', '', 'attribute-missing'],
  ['5 digits', 'Length="6"', 'Length="5"', 'digits-unsupported'],
  ['10 digits', 'Length="6"', 'Length="10"', 'digits-unsupported'],
  ['digits that are no number', 'Length="6"', 'Length="six"', 'digits-unsupported'],
  ['a check digit that is no boolean', 'CheckDigits="false"', 'CheckDigits="no"', 'value-invalid'],
  [
    'a challenge',
    '<ResponseFormat',
    '<ChallengeFormat Encoding="DECIMAL" Min="6" Max="6"/><ResponseFormat',
    'challenge-unsupported',
  ],
  ['no interval at all', '>30<', '>0<', 'period-invalid'],
  ['a negative interval', '>30<', '>-30<', 'period-invalid'],
  ['an interval with a fraction', '>30<', '>30.5<', 'value-invalid'],
  ['an interval beyond 31 bits', '>30<', '>2147483648<', 'value-invalid'],
  ['a negative counter', '<Counter><PlainValue>0', '<Counter><PlainValue>-1', 'counter-invalid'],
  ['a counter of 65 bits', '<Counter><PlainValue>0', '<Counter><PlainValue>18446744073709551616', 'counter-invalid'],
  ['a counter in base64', '<Counter><PlainValue>0', '<Counter><PlainValue>AAYxSg==', 'value-invalid'],
  ['an empty counter', '<Counter><PlainValue>0', '<Counter><PlainValue>', 'value-invalid'],
  ['a counter without a value', '<Counter><PlainValue>0</PlainValue>', '<Counter>', 'element-missing'],
  ['no secret', /<Secret>.*<\/Secret>/, '', 'secret-missing'],
  ['no data', /<Data>[\s\S]*<\/Data>/, '', 'secret-missing'],
  ['a secret of no length', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', '', 'secret-length'],
  ['a secret of 257 bytes', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', Buffer.alloc(257, 1).toString('base64'), 'secret-length'],
  ['a secret in hexadecimal', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', '313233343', 'value-invalid'],
  ['a secret with loose bits', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTB=', 'value-invalid'],
  ['a secret in base64url', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'MTIz-_U2', 'value-invalid'],
  ['a day that no calendar has', '2037-01-01T', '2037-02-29T', 'value-invalid'],
  ['a device date that is none', '2020-01-01T00:00:00Z', 'yesterday', 'value-invalid'],
  ['transactions below zero', '>9<', '>-9<', 'value-invalid'],
  [
    'a MAC on a plain value',
    '</PlainValue></Secret>',
    '</PlainValue><ValueMAC>MTIz</ValueMAC></Secret>',
    'mac-unexpected',
  ],
  [
    'an encrypted value in a plain file',
    /<Time>.*<\/Time>/,
    '<Time><EncryptedValue/></Time>',
    'encryption-key-missing',
  ],
];

describe.each([
  ['XML', xmlFaults],
  ['shape', shapeFaults],
  ['key', keyFaults],
] as const)('%s', (_group, faults) => {
  test.each(faults)('%s', (_name, from, to, code) => {
    const spoilt = spoil(sound, from, to);
    expect(codeOf(readPskc(spoilt, plain))).toBe(code);
    expect(codeOf(readPskc(Buffer.from(spoilt), plain))).toBe(code);
  });
});

const two = [totp('SKTH00001'), totp('SKTH00002')];
const underKey = written(two, preShared);
const underPassword = written(two, password);
const aes = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
/** The second key's secret, so that a file half read would show. */
const lastSecret = /<pskc:Secret>(?![\s\S]*<pskc:Secret>)[\s\S]*?<\/pskc:Secret>/;

const keyFileFaults: readonly Fault[] = [
  ['no MAC method', /<pskc:MACMethod[\s\S]*<\/pskc:MACMethod>/, '', 'mac-missing'],
  ['no MAC on the last value', /<pskc:ValueMAC>[^<]*<\/pskc:ValueMAC>(?![\s\S]*<pskc:ValueMAC>)/, '', 'mac-missing'],
  [
    'an empty MAC on the last value',
    /<pskc:ValueMAC>[^<]*<\/pskc:ValueMAC>(?![\s\S]*<pskc:ValueMAC>)/,
    '<pskc:ValueMAC/>',
    'mac-missing',
  ],
  ['no MAC key', /<pskc:MACKey>[\s\S]*<\/pskc:MACKey>/, '', 'mac-key-missing'],
  [
    'a reference to a MAC key',
    /<pskc:MACKey>[\s\S]*<\/pskc:MACKey>/,
    '<pskc:MACKeyReference>k</pskc:MACKeyReference>',
    'mac-key-missing',
  ],
  [
    'a MAC key and a reference',
    '</pskc:MACKey>',
    '</pskc:MACKey><pskc:MACKeyReference>k</pskc:MACKeyReference>',
    'mac-key-missing',
  ],
  [
    'a plain MAC key',
    /<pskc:MACKey>[\s\S]*<\/pskc:MACKey>/,
    '<pskc:MACKey><pskc:PlainValue>MTIz</pskc:PlainValue></pskc:MACKey>',
    'element-unknown',
  ],
  ['a MAC of MD5', /#hmac-sha256/, '#hmac-md5', 'mac-unsupported'],
  ['an extension of the MAC', '</pskc:MACMethod>', '<a xmlns="urn:a"/></pskc:MACMethod>', 'extension-critical'],
  ['no encryption key', /<pskc:EncryptionKey>[\s\S]*<\/pskc:EncryptionKey>/, '', 'encryption-key-missing'],
  ['no header at all', /<pskc:EncryptionKey>[\s\S]*<\/pskc:MACMethod>/, '', 'encryption-key-missing'],
  [
    'the last secret in plain',
    lastSecret,
    '<pskc:Secret><pskc:PlainValue>MTIz</pskc:PlainValue></pskc:Secret>',
    'mixed-protection',
  ],
  [
    'a secret both ways',
    '<pskc:EncryptedValue>',
    '<pskc:PlainValue>MTIz</pskc:PlainValue><pskc:EncryptedValue>',
    'mixed-protection',
  ],
  ['3DES', new RegExp(`${aes}(?![sS]*${aes})`), 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc', 'cipher-unsupported'],
  [
    'AES-GCM without a MAC',
    new RegExp(`${aes}(?![sS]*${aes})`),
    'http://www.w3.org/2009/xmlenc11#aes128-gcm',
    'cipher-unsupported',
  ],
  ['RSA', new RegExp(`${aes}(?![sS]*${aes})`), 'http://www.w3.org/2001/04/xmlenc#rsa_1_5', 'cipher-unsupported'],
  [
    'no cipher',
    new RegExp(`<xenc:EncryptionMethod Algorithm="${aes}"/>(?![sS]*EncryptionMethod)`),
    '',
    'cipher-unsupported',
  ],
  [
    'a parameter of the cipher',
    new RegExp(`Algorithm="${aes}"/>(?![sS]*EncryptionMethod)`),
    `Algorithm="${aes}"><xenc:KeySize>64</xenc:KeySize></xenc:EncryptionMethod>`,
    'cipher-unsupported',
  ],
  [
    'a reference to the cipher text',
    /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?![\s\S]*<xenc:CipherValue>)/,
    '<xenc:CipherReference URI="http://127.0.0.1/"/>',
    'cipher-reference',
  ],
  [
    'a key of its own for a value',
    '<pskc:EncryptedValue>',
    '<pskc:EncryptedValue><ds:KeyInfo/>',
    'key-transport-unsupported',
  ],
  ['a certificate', /<ds:KeyName>[^<]*<\/ds:KeyName>/, '<ds:X509Data/>', 'key-transport-unsupported'],
  [
    'a key elsewhere',
    /<ds:KeyName>[^<]*<\/ds:KeyName>/,
    '<ds:RetrievalMethod URI="http://127.0.0.1/"/>',
    'key-transport-unsupported',
  ],
  ['a key inside', /<ds:KeyName>[^<]*<\/ds:KeyName>/, '<xenc:EncryptedKey/>', 'key-transport-unsupported'],
  ['two encryption keys', '<pskc:MACMethod', '<pskc:EncryptionKey/><pskc:MACMethod', 'element-repeated'],
  [
    'the header after the keys',
    /(<pskc:MACMethod[\s\S]*<\/pskc:MACMethod>)([\s\S]*)(<\/pskc:KeyContainer>)/,
    '<pskc:KeyPackage/><pskc:EncryptionKey/></pskc:KeyContainer>',
    'mac-missing',
  ],
];

const passwordFileFaults: readonly Fault[] = [
  ['another derivation', 'pkcs-5v2-0#pbkdf2', 'pkcs-5v2-0#pbkdf1', 'kdf-unsupported'],
  ['scrypt', /Algorithm="[^"]*pbkdf2"/, 'Algorithm="http://www.w3.org/2009/xmlenc11#ConcatKDF"', 'kdf-unsupported'],
  [
    'another hash',
    /<PRF Algorithm="[^"]*"/,
    '<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-md5"',
    'kdf-hash-unsupported',
  ],
  ['an empty hash', /<PRF Algorithm="[^"]*"/, '<PRF Algorithm=""', 'kdf-hash-unsupported'],
  ['999 iterations', '>1000<', '>999<', 'kdf-iterations'],
  ['2,000,001 iterations', '>1000<', '>2000001<', 'kdf-iterations'],
  ['iterations beyond any number', '>1000<', `>${'9'.repeat(40)}<`, 'kdf-iterations'],
  ['no iterations', '>1000<', '><', 'kdf-iterations'],
  ['negative iterations', '>1000<', '>-1000<', 'kdf-iterations'],
  ['a key of 8 bytes', '<KeyLength>32', '<KeyLength>8', 'kdf-key-length'],
  ['a key of 64 bytes', '<KeyLength>32', '<KeyLength>64', 'kdf-key-length'],
  ['a key of 2^31 bytes', '<KeyLength>32', '<KeyLength>2147483648', 'kdf-key-length'],
  ['a key that does not fit the cipher', '<KeyLength>32', '<KeyLength>16', 'kdf-key-length'],
  ['no key length', /<KeyLength>32<\/KeyLength>/, '', 'element-missing'],
  ['an empty salt', /<Specified>[^<]*</, '<Specified><', 'kdf-salt'],
  ['a salt that is no base64', /<Specified>[^<]*</, '<Specified>a<', 'kdf-salt'],
  ['a salt elsewhere', /<Specified>[^<]*<\/Specified>/, '<OtherSource/>', 'element-unknown'],
  ['an unknown parameter', '<IterationCount>', '<Memory>1</Memory><IterationCount>', 'element-unknown'],
  ['no parameters', /<pkcs5:PBKDF2-params>[\s\S]*<\/pkcs5:PBKDF2-params>/, '', 'element-missing'],
];

describe.each([
  ['pre-shared key', underKey, preShared, keyFileFaults],
  ['password', underPassword, password, passwordFileFaults],
] as const)('%s', (_group, file, protection, faults) => {
  test('the file to be spoilt is sound', () => {
    expect(opened(readPskc(file, protection)).keys).toHaveLength(2);
  });
  test.each(faults)('%s', (_name, from, to, code) => {
    expect(codeOf(readPskc(spoil(file, from, to), protection))).toBe(code);
  });
});

describe('what the person supplies', () => {
  const key16 = new Uint8Array(16);
  const rows: readonly (readonly [string, string, Protection, string])[] = [
    ['no key', underKey, plain, 'key-needed'],
    ['a password for a key', underKey, { kind: 'password', password: 'a' }, 'key-needed'],
    ['no password', underPassword, plain, 'password-needed'],
    ['a key for a password', underPassword, { kind: 'key', key: key16 }, 'password-needed'],
    ['a key for a plain file', sound, { kind: 'key', key: key16 }, 'not-encrypted'],
    ['a password for a plain file', sound, { kind: 'password', password: 'a' }, 'not-encrypted'],
    ['a key of 15 bytes', underKey, { kind: 'key', key: new Uint8Array(15) }, 'key-length'],
    ['an empty key', underKey, { kind: 'key', key: new Uint8Array(0) }, 'key-length'],
    ['an empty password', underPassword, { kind: 'password', password: '' }, 'password-empty'],
    ['another key', underKey, { kind: 'key', key: key16 }, 'wrong-key'],
    ['a longer key', underKey, { kind: 'key', key: new Uint8Array(32) }, 'wrong-key'],
    ['another password', underPassword, { kind: 'password', password: 'PASS 言葉' }, 'wrong-key'],
  ];
  test.each(rows)('%s', (_name, file, protection, code) => {
    expect(codeOf(readPskc(file, protection))).toBe(code);
  });
});

describe('bytes', () => {
  test.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${sound}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(sound, 'utf16le')],
    ['a cut character', Buffer.concat([Buffer.from(sound).subarray(0, 200), Buffer.from([0xe3, 0x81])])],
    ['Latin-1', Buffer.from(sound.replace('>i<', '>é<'), 'latin1')],
    ['an overlong slash', Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc0, 0xaf])])],
  ])('%s', (_name, input) => {
    expect(codeOf(readPskc(input, plain))).toBe('encoding-unsupported');
  });

  test('a byte order mark of UTF-8 is none of the text', () => {
    expect(codeOf(readPskc(Buffer.from(`\ufeff${sound}`), plain))).toBe('accepted');
    expect(codeOf(readPskc(`\ufeff${sound}`, plain))).toBe('accepted');
  });

  test('a character across two pieces is one character', () => {
    const padding = `<!--${'あ'.repeat(40_000)}-->`;
    for (const shift of ['', ' ', '  ']) {
      const file = Buffer.from(spoil(sound, '<KeyPackage>', `${shift}${padding}<KeyPackage>`));
      expect(codeOf(readPskc(file, plain))).toBe('accepted');
    }
  });
});

describe('a policy that is not understood is kept, and forbids the key (RFC 6030 §5)', () => {
  test.each([
    ['an element', '<KeyUsage>', '<Weekdays>Mon</Weekdays><KeyUsage>'],
    ['a foreign element', '<KeyUsage>', '<a xmlns="urn:a"/><KeyUsage>'],
    ['a usage', '>OTP<', '>Teleport<'],
    ['a usage in another case', '>OTP<', '>otp<'],
    ['an attribute', '<Policy>', '<Policy strict="true">'],
    ['a PIN attribute', '<PINPolicy ', '<PINPolicy OnWeekDaysOnly="TRUE" '],
    ['a PIN usage', '"Local"', '"Remote"'],
    ['a PIN length', '<PINPolicy ', '<PINPolicy MinLength="four" '],
    ['something inside the PIN policy', '<PINPolicy PINUsageMode="Local"/>', '<PINPolicy><Foo/></PINPolicy>'],
  ])('%s', (_name, from, to) => {
    const { keys } = opened(readPskc(spoil(sound, from, to), plain));
    expect(keys[0]!.policy?.unknown).toBe(true);
  });
});

describe('what is allowed though unusual', () => {
  test.each([
    ['another prefix', (text: string) => text.replace(/<(\/?)(?=[A-Z])/g, '<$1p:').replace('xmlns=', 'xmlns:p=')],
    ['no XML declaration', (text: string) => text.replace(/^<\?.*\?>\n/, '')],
    ['comments in a value', (text: string) => text.replace('MTIz', 'MT<!-- a -->Iz')],
    ['character references', (text: string) => text.replace('MTIz', '&#77;TIz')],
    ['CDATA', (text: string) => text.replace(/(<SerialNo>)(.*)(<\/SerialNo>)/, '$1<![CDATA[$2]]>$3')],
    [
      'a schema location',
      (text: string) =>
        text.replace(
          'Id="c1"',
          'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a http://127.0.0.1/b.xsd"',
        ),
    ],
    ['white space', (text: string) => text.replace('MTIz', '\n  MTIz\t').replace('>30<', '>\n30 <')],
    [
      'elements of a key in another order',
      (text: string) => text.replace(/(<Data>[\s\S]*<\/Data>)([\s\S]*)(<\/Key>)/, '$2$1$3'),
    ],
    ['another spelling of the hash', (text: string) => text.replace('HMAC-SHA1', 'sha-1')],
  ])('%s', (_name, change) => {
    const changed = change(sound);
    expect(changed).not.toBe(sound);
    const [key] = opened(readPskc(changed, plain)).keys;
    expect(key).toMatchObject({ serial: 'SKTH00001', hash: 'SHA1', digits: 6, periodSeconds: 30 });
    expect(Buffer.from(key!.secret).toString()).toBe('12345678901234567890');
  });

  test('blanks in a serial are kept for the importer to judge, white space alone is no serial (D-14)', () => {
    const serialOf = (text: string) => opened(readPskc(spoil(sound, 'SKTH00001', text), plain)).keys[0]!.serial;
    expect(serialOf(' SKTH00001')).toBe(' SKTH00001');
    expect(serialOf('SKTH00001\n')).toBe('SKTH00001\n');
    expect(serialOf(' \n ')).toBeUndefined();
    expect(serialOf('')).toBeUndefined();
  });

  test('a package without a key is said', () => {
    const file = opened(readPskc(sound.replace('<KeyPackage>', '<KeyPackage/><KeyPackage>'), plain));
    expect(file.keys).toHaveLength(1);
    expect(file.notices.map(({ code }) => code)).toEqual(['package-without-key']);
  });
});

test('every reason has been met in these tests, or is named here with its own', () => {
  const all = [xmlFaults, shapeFaults, keyFaults, keyFileFaults, passwordFileFaults]
    .flat()
    .map(([, , , code]) => code as string);
  const supplied = ['key-needed', 'password-needed', 'not-encrypted', 'key-length', 'password-empty', 'wrong-key'];
  /** bombs.test.ts; round-trip.test.ts (the writer); key-text.test.ts */
  const elsewhere = [
    'too-large',
    'too-deep',
    'too-long',
    'too-many',
    'nothing-to-write',
    'policy-unwritable',
    'text-unwritable',
    'key-format',
  ];
  expect([...new Set([...all, ...supplied, ...elsewhere])].sort()).toEqual(Object.keys(pskcErrors).sort());
});

test('a refusal shows no secret and no control character', () => {
  const texts = [
    readPskc(spoil(sound, ':totp"', ':\u202e\u0085x"'), plain),
    readPskc(spoil(sound, 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'c2VjcmV0c2VjcmV0!'), plain),
    readPskc(underKey, { kind: 'key', key: Buffer.from('secretsecretsecr') }),
    readPskc(underPassword, { kind: 'password', password: 'secretsecret' }),
  ].map((result) => (result.ok ? '' : `${result.error.message}${result.error.english}`));
  for (const text of texts) {
    expect(text).not.toBe('');
    expect(text).not.toMatch(/secret(?!\.| is| \()|c2VjcmV0|\p{C}/u);
  }
});
