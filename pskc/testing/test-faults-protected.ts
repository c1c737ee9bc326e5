/** The same for files that are encrypted under a key or a password. For tests only. */
import type { Fault } from './test-faults.ts';
import { password, preShared, totp, written } from './test-files.ts';

const two = [totp('SKTH00001'), totp('SKTH00002')];
export const underKey = written(two, preShared);
export const underPassword = written(two, password);
const aes = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
/** The second key's secret, so that a file half read would show. */
const lastSecret = /<pskc:Secret>(?![\s\S]*<pskc:Secret>)[\s\S]*?<\/pskc:Secret>/;

export const keyFileFaults: readonly Fault[] = [
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
    'element-order',
  ],
];

export const passwordFileFaults: readonly Fault[] = [
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
