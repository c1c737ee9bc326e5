/** One fault a file: what is spoilt in a plain file, and the one reason that it is refused for. For tests only. */
import type { pskcErrors } from '../words/error-texts.ts';

/** In plain sight, with every optional part, so that each can be spoilt. */
export const sound = `<?xml version="1.0" encoding="UTF-8"?>
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

export type Fault = readonly [name: string, from: string | RegExp, to: string, code: keyof typeof pskcErrors];

export function spoil(text: string, from: string | RegExp, to: string): string {
  const spoilt = text.replace(from, () => to);
  if (spoilt === text) throw new Error(`nothing to spoil: ${from}`);
  return spoilt;
}

export const xmlFaults: readonly Fault[] = [
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
  ['no XML at all', /[\s\S]*/, 'SKTH00001,313233', 'looks-like-csv'],
  ['a table behind tabs', /[\s\S]*/, 'serial\tseed\r\nSKTH00001\t3132', 'looks-like-csv'],
  ['a maker\u2019s text', /[\s\S]*/, 'SKTH00001 3132333435363738', 'looks-like-text'],
  ['a page of HTML', /[\s\S]*/, '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'looks-like-html'],
  ['a page without DOCTYPE', /[\s\S]*/, '<html><p>404<br></html>', 'looks-like-html'],
  ['nothing', /[\s\S]*/, '', 'xml-malformed'],
];

export const shapeFaults: readonly Fault[] = [
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

export const keyFaults: readonly Fault[] = [
  ['no algorithm', / Algorithm="[^"]*"/, '', 'algorithm-missing'],
  ['an empty algorithm', /Algorithm="[^"]*"/, 'Algorithm=""', 'algorithm-missing'],
  ['OCRA', ':totp"', ':ocra"', 'algorithm-unsupported'],
  [
    'a name of an older draft',
    'urn:ietf:params:xml:ns:keyprov:pskc:totp"',
    'http://www.ietf.org/keyprov/pskc#totp"',
    'algorithm-unsupported',
  ],
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
