/**
 * Every reason for which a PSKC file is refused: a closed list, each with its Japanese and its English text. PURE.
 * `{}` stands for what the file says at that place (a name, an algorithm, a line), never for a secret.
 */
import type { PskcError, PskcResult } from './model.ts';

export const pskcErrors = {
  // the bytes and the XML
  'too-large': ['ファイルが大きすぎます（上限 {}）。', 'the file is too large (limit: {})'],
  'encoding-unsupported': ['文字コードが UTF-8 ではありません（{}）。', 'the text is not UTF-8 ({})'],
  'xml-malformed': ['XML として正しくありません（{}）。', 'not well-formed XML ({})'],
  'xml-version': ['XML 1.0 ではありません（{}）。', 'not XML 1.0 ({})'],
  doctype: ['DOCTYPE があるファイルは受け付けません。', 'a file with a DOCTYPE is refused'],
  entity: [
    'XML の既定の五つ以外の実体参照は受け付けません（{}）。',
    'entity references beyond the five of XML are refused ({})',
  ],
  'processing-instruction': ['処理命令 {} は受け付けません。', 'the processing instruction {} is refused'],
  xinclude: ['XInclude は受け付けません。', 'XInclude is refused'],
  'too-deep': ['要素の入れ子が深すぎます（上限 {}）。', 'elements are nested too deep (limit: {})'],
  'too-long': [
    '名前・属性・文字列が長すぎます（上限 {} 文字）。',
    'a name, attribute or text is too long (limit: {} characters)',
  ],
  'too-many': ['要素・属性・鍵が多すぎます（上限 {}）。', 'too many elements, attributes or keys (limit: {})'],

  // the shape of a PSKC document
  'not-pskc': [
    'PSKC（RFC 6030）のファイルではありません（最初の要素: {}）。',
    'not a PSKC (RFC 6030) file (root element: {})',
  ],
  'looks-like-html': [
    'HTML のページのようです。PSKC（RFC 6030）のファイルではありません。',
    'this looks like an HTML page, not a PSKC (RFC 6030) file',
  ],
  'looks-like-csv': [
    'CSV（表）のようです。PSKC（RFC 6030）のファイルではありません。',
    'this looks like a CSV table, not a PSKC (RFC 6030) file',
  ],
  'looks-like-text': [
    '普通のテキストのようです。PSKC（RFC 6030）のファイルではありません。',
    'this looks like plain text, not a PSKC (RFC 6030) file',
  ],
  'draft-namespace': [
    'RFC 6030 より前の草案の名前空間 {} は受け付けません。',
    'the namespace {} belongs to a draft before RFC 6030 and is refused',
  ],
  'version-unsupported': [
    'KeyContainer の Version が 1.0 ではありません（{}）。',
    'the Version of the KeyContainer is not 1.0 ({})',
  ],
  'element-unknown': ['知らない要素です: {}', 'unknown element: {}'],
  'element-missing': ['必要な要素がありません: {}', 'required element missing: {}'],
  'element-repeated': ['要素が重複しています: {}', 'element repeated: {}'],
  'element-order': ['要素の順序が RFC 6030 と異なります: {}', 'element out of the order of RFC 6030: {}'],
  'attribute-unknown': ['知らない属性です: {}', 'unknown attribute: {}'],
  'attribute-missing': ['必要な属性がありません: {}', 'required attribute missing: {}'],
  'text-unexpected': ['文字列があってはならない場所です: {}', 'text where none belongs: {}'],
  'value-invalid': ['値の形式が正しくありません: {}', 'malformed value: {}'],
  'extension-critical': [
    '符号の作り方や保護を変えうる拡張は受け付けません: {}',
    'an extension that may change how codes are made or protected is refused: {}',
  ],
  'id-duplicate': ['鍵の Id が重複しています: {}', 'key Id used twice: {}'],

  // the key itself
  'algorithm-missing': ['鍵のアルゴリズムが書かれていません: {}', 'the key names no algorithm: {}'],
  'algorithm-unsupported': ['対応していないアルゴリズムです: {}', 'unsupported algorithm: {}'],
  'suite-unsupported': ['対応していない Suite（ハッシュ）です: {}', 'unsupported Suite (hash): {}'],
  'encoding-of-response': ['応答の形式が DECIMAL ではありません: {}', 'the response format is not DECIMAL: {}'],
  'digits-unsupported': ['桁数が 6〜9 ではありません: {}', 'the number of digits is not 6 to 9: {}'],
  'challenge-unsupported': [
    'チャレンジ・レスポンスの鍵には対応していません: {}',
    'challenge-response keys are not supported: {}',
  ],
  'period-invalid': [
    '時間間隔（TimeInterval）が 1 秒以上ではありません: {}',
    'TimeInterval is not 1 second or more: {}',
  ],
  'counter-invalid': ['カウンターが 0〜2^64-1 ではありません: {}', 'the counter is not within 0 to 2^64-1: {}'],
  'secret-missing': ['鍵の値（Secret）がありません: {}', 'the key has no Secret: {}'],
  'secret-length': ['鍵の長さが 1〜256 バイトではありません: {}', 'the secret is not 1 to 256 bytes long: {}'],

  // protection
  'key-needed': [
    'このファイルは事前共有鍵で暗号化されています。鍵を指定してください。',
    'the file is encrypted with a pre-shared key: supply it',
  ],
  'password-needed': [
    'このファイルはパスワードで暗号化されています。パスワードを指定してください。',
    'the file is encrypted with a password: supply it',
  ],
  'not-encrypted': [
    '鍵またはパスワードが指定されましたが、このファイルは暗号化されていません。',
    'a key or password was supplied, but the file is not encrypted',
  ],
  'mixed-protection': [
    '暗号化された値とされていない値が混在しています: {}',
    'encrypted and plain values are mixed: {}',
  ],
  'encryption-key-missing': [
    'EncryptionKey がないのに暗号化された値があります: {}',
    'there are encrypted values but no EncryptionKey: {}',
  ],
  'key-transport-unsupported': [
    '対応していない鍵の渡し方です（事前共有鍵またはパスワードのみ）: {}',
    'unsupported way to hand over the key (pre-shared key or password only): {}',
  ],
  'cipher-unsupported': [
    '対応していない暗号方式です（AES-CBC と kw-aes のみ）: {}',
    'unsupported cipher (AES-CBC and kw-aes only): {}',
  ],
  'cipher-reference': ['暗号文の外部参照は受け付けません。', 'a reference to cipher text elsewhere is refused'],
  'mac-missing': [
    '改ざん検出の値（MACMethod と ValueMAC）がありません: {}',
    'the MAC (MACMethod and ValueMAC) is missing: {}',
  ],
  'mac-unsupported': ['対応していない MAC 方式です: {}', 'unsupported MAC algorithm: {}'],
  'mac-key-missing': ['暗号化された MACKey がありません: {}', 'there is no encrypted MACKey: {}'],
  'mac-unexpected': ['暗号化されていない値に ValueMAC があります: {}', 'a plain value carries a ValueMAC: {}'],
  'kdf-unsupported': [
    '対応していない鍵導出方式です（PBKDF2 のみ）: {}',
    'unsupported key derivation (PBKDF2 only): {}',
  ],
  'kdf-hash-unsupported': ['対応していない PBKDF2 のハッシュです: {}', 'unsupported PBKDF2 hash: {}'],
  'kdf-iterations': [
    'PBKDF2 の反復回数が 1,000〜2,000,000 ではありません: {}',
    'the PBKDF2 iterations are not within 1,000 to 2,000,000: {}',
  ],
  'kdf-key-length': [
    'PBKDF2 の鍵の長さが 16・24・32 バイトではないか、暗号方式に合いません: {}',
    'the PBKDF2 key length is not 16, 24 or 32 bytes, or does not fit the cipher: {}',
  ],
  'kdf-salt': [
    'PBKDF2 のソルトが 1〜1,024 バイトではありません: {}',
    'the PBKDF2 salt is not 1 to 1,024 bytes long: {}',
  ],
  'wrong-key': [
    '鍵またはパスワードが違うか、ファイルの暗号化された部分が壊れています。',
    'the key or password is wrong, or the encrypted part of the file is damaged',
  ],

  // what the person supplies
  'key-length': [
    '事前共有鍵は 16・24・32 バイト（16進数で 32・48・64 桁）です。',
    'a pre-shared key has 16, 24 or 32 bytes (32, 48 or 64 hexadecimal digits)',
  ],
  'key-format': [
    '事前共有鍵は16進数で書いてください（32・48・64 桁）。',
    'write a pre-shared key in hexadecimal (32, 48 or 64 digits)',
  ],
  'password-empty': ['パスワードが空です。', 'the password is empty'],
  'nothing-to-write': ['書き出す鍵がありません。', 'there is no key to write'],
  'policy-unwritable': [
    '知らない方針（Policy）を含む鍵は書き出せません: {}',
    'a key with a Policy that was not understood cannot be written: {}',
  ],
  'text-unwritable': ['XML に書けない文字があります: {}', 'a character that XML cannot hold: {}'],
} as const satisfies Record<string, readonly [string, string]>;

export type PskcErrorCode = keyof typeof pskcErrors;

/** The part of a file that a refusal is about. */
export interface Place {
  readonly line: number;
  readonly id?: string | undefined;
  readonly serial?: string | undefined;
}

/** What is said of the file as a whole, or must say no more: a place would tell a wrong key from tampering. */
const placeless: ReadonlySet<PskcErrorCode> = new Set([
  'key-needed',
  'password-needed',
  'not-encrypted',
  'wrong-key',
  'not-pskc',
]);

/** The error value of a code; `detail` and `place` come from the file, so they are made printable and short. */
export function pskcError(code: PskcErrorCode, detail = '', place?: Place): PskcError {
  const [ja, en] = pskcErrors[code];
  const shown = printable(detail);
  const said = { message: ja.replace('{}', () => shown), english: en.replace('{}', () => shown) };
  if (place === undefined || placeless.has(code)) return { code, ...said };
  const named = [
    place.serial === undefined ? '' : printable(place.serial.slice(0, 30)),
    place.id === undefined ? '' : `Id ${printable(place.id.slice(0, 30))}`,
    `line ${place.line}`,
  ].filter((part) => part !== '');
  const at = ` [${named.join(', ')}]`;
  return { code, message: said.message + at, english: said.english + at };
}

export function refused(code: PskcErrorCode, detail?: string): PskcResult<never> {
  return { ok: false, error: pskcError(code, detail) };
}

/**
 * Inside the reader a refusal unwinds as an exception, since it ends the file wherever it is found; `readPskc` turns it into a value.
 * Nothing of it leaves pskc/.
 */
export class Refused extends Error {
  readonly code: PskcErrorCode;
  readonly detail: string;
  /** Set by whoever knows it, once. */
  place: Place | undefined;
  constructor(code: PskcErrorCode, detail = '') {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export function refuse(code: PskcErrorCode, detail?: string): never {
  throw new Refused(code, detail);
}

const shownLength = 120;

/** One line without control, format (bidi) or private characters, cut to what a message can bear. */
export function printable(text: string): string {
  const cut = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
