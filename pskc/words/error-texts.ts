/**
 * Every reason for which a PSKC file is refused: a closed list, each with its Japanese and its English text. PURE.
 * `{}` stands for what the file says at that place (a name, an algorithm, a line), never for a secret.
 */
import type { Text } from '../../common/text.ts';

export const pskcErrors = {
  // the bytes and the XML
  'too-large': { ja: 'ファイルが大きすぎます（上限 {}）。', en: 'the file is too large (limit: {})' },
  'encoding-unsupported': { ja: '文字コードが UTF-8 ではありません（{}）。', en: 'the text is not UTF-8 ({})' },
  'xml-malformed': { ja: 'XML として正しくありません（{}）。', en: 'not well-formed XML ({})' },
  'xml-version': { ja: 'XML 1.0 ではありません（{}）。', en: 'not XML 1.0 ({})' },
  doctype: { ja: 'DOCTYPE があるファイルは受け付けません。', en: 'a file with a DOCTYPE is refused' },
  entity: {
    ja: 'XML の既定の五つ以外の実体参照は受け付けません（{}）。',
    en: 'entity references beyond the five of XML are refused ({})',
  },
  'processing-instruction': { ja: '処理命令 {} は受け付けません。', en: 'the processing instruction {} is refused' },
  xinclude: { ja: 'XInclude は受け付けません。', en: 'XInclude is refused' },
  'too-deep': { ja: '要素の入れ子が深すぎます（上限 {}）。', en: 'elements are nested too deep (limit: {})' },
  'too-long': {
    ja: '名前・属性・文字列が長すぎます（上限 {} 文字）。',
    en: 'a name, attribute or text is too long (limit: {} characters)',
  },
  'too-many': {
    ja: '要素・属性・鍵が多すぎます（上限 {}）。',
    en: 'too many elements, attributes or keys (limit: {})',
  },

  // the shape of a PSKC document
  'not-pskc': {
    ja: 'PSKC（RFC 6030）のファイルではありません（最初の要素: {}）。',
    en: 'not a PSKC (RFC 6030) file (root element: {})',
  },
  'looks-like-html': {
    ja: 'HTML のページのようです。PSKC（RFC 6030）のファイルではありません。',
    en: 'this looks like an HTML page, not a PSKC (RFC 6030) file',
  },
  'looks-like-csv': {
    ja: 'CSV（表）のようです。PSKC（RFC 6030）のファイルではありません。',
    en: 'this looks like a CSV table, not a PSKC (RFC 6030) file',
  },
  'looks-like-text': {
    ja: '普通のテキストのようです。PSKC（RFC 6030）のファイルではありません。',
    en: 'this looks like plain text, not a PSKC (RFC 6030) file',
  },
  'draft-namespace': {
    ja: 'RFC 6030 より前の草案の名前空間 {} は受け付けません。',
    en: 'the namespace {} belongs to a draft before RFC 6030 and is refused',
  },
  'version-unsupported': {
    ja: 'KeyContainer の Version が 1.0 ではありません（{}）。',
    en: 'the Version of the KeyContainer is not 1.0 ({})',
  },
  'element-unknown': { ja: '知らない要素です: {}', en: 'unknown element: {}' },
  'element-missing': { ja: '必要な要素がありません: {}', en: 'required element missing: {}' },
  'element-repeated': { ja: '要素が重複しています: {}', en: 'element repeated: {}' },
  'element-order': { ja: '要素の順序が RFC 6030 と異なります: {}', en: 'element out of the order of RFC 6030: {}' },
  'attribute-unknown': { ja: '知らない属性です: {}', en: 'unknown attribute: {}' },
  'attribute-missing': { ja: '必要な属性がありません: {}', en: 'required attribute missing: {}' },
  'text-unexpected': { ja: '文字列があってはならない場所です: {}', en: 'text where none belongs: {}' },
  'value-invalid': { ja: '値の形式が正しくありません: {}', en: 'malformed value: {}' },
  'extension-critical': {
    ja: '符号の作り方や保護を変えうる拡張は受け付けません: {}',
    en: 'an extension that may change how codes are made or protected is refused: {}',
  },
  'id-duplicate': { ja: '鍵の Id が重複しています: {}', en: 'key Id used twice: {}' },

  // the key itself
  'algorithm-missing': { ja: '鍵のアルゴリズムが書かれていません: {}', en: 'the key names no algorithm: {}' },
  'algorithm-unsupported': { ja: '対応していないアルゴリズムです: {}', en: 'unsupported algorithm: {}' },
  'suite-unsupported': { ja: '対応していない Suite（ハッシュ）です: {}', en: 'unsupported Suite (hash): {}' },
  'encoding-of-response': {
    ja: '応答の形式が DECIMAL ではありません: {}',
    en: 'the response format is not DECIMAL: {}',
  },
  'digits-unsupported': { ja: '桁数が 6〜9 ではありません: {}', en: 'the number of digits is not 6 to 9: {}' },
  'challenge-unsupported': {
    ja: 'チャレンジ・レスポンスの鍵には対応していません: {}',
    en: 'challenge-response keys are not supported: {}',
  },
  'period-invalid': {
    ja: '時間間隔（TimeInterval）が 1 秒以上ではありません: {}',
    en: 'TimeInterval is not 1 second or more: {}',
  },
  'counter-invalid': {
    ja: 'カウンターが 0〜2^64-1 ではありません: {}',
    en: 'the counter is not within 0 to 2^64-1: {}',
  },
  'secret-missing': { ja: '鍵の値（Secret）がありません: {}', en: 'the key has no Secret: {}' },
  'secret-length': {
    ja: '鍵の長さが 1〜256 バイトではありません: {}',
    en: 'the secret is not 1 to 256 bytes long: {}',
  },

  // protection
  'key-needed': {
    ja: 'このファイルは事前共有鍵で暗号化されています。鍵を指定してください。',
    en: 'the file is encrypted with a pre-shared key: supply it',
  },
  'password-needed': {
    ja: 'このファイルはパスワードで暗号化されています。パスワードを指定してください。',
    en: 'the file is encrypted with a password: supply it',
  },
  'not-encrypted': {
    ja: '鍵またはパスワードが指定されましたが、このファイルは暗号化されていません。',
    en: 'a key or password was supplied, but the file is not encrypted',
  },
  'mixed-protection': {
    ja: '暗号化された値とされていない値が混在しています: {}',
    en: 'encrypted and plain values are mixed: {}',
  },
  'encryption-key-missing': {
    ja: 'EncryptionKey がないのに暗号化された値があります: {}',
    en: 'there are encrypted values but no EncryptionKey: {}',
  },
  'key-transport-unsupported': {
    ja: '対応していない鍵の渡し方です（事前共有鍵またはパスワードのみ）: {}',
    en: 'unsupported way to hand over the key (pre-shared key or password only): {}',
  },
  'cipher-unsupported': {
    ja: '対応していない暗号方式です（AES-CBC と kw-aes のみ）: {}',
    en: 'unsupported cipher (AES-CBC and kw-aes only): {}',
  },
  'cipher-reference': {
    ja: '暗号文の外部参照は受け付けません。',
    en: 'a reference to cipher text elsewhere is refused',
  },
  'mac-missing': {
    ja: '改ざん検出の値（MACMethod と ValueMAC）がありません: {}',
    en: 'the MAC (MACMethod and ValueMAC) is missing: {}',
  },
  'mac-unsupported': { ja: '対応していない MAC 方式です: {}', en: 'unsupported MAC algorithm: {}' },
  'mac-key-missing': { ja: '暗号化された MACKey がありません: {}', en: 'there is no encrypted MACKey: {}' },
  'mac-unexpected': {
    ja: '暗号化されていない値に ValueMAC があります: {}',
    en: 'a plain value carries a ValueMAC: {}',
  },
  'kdf-unsupported': {
    ja: '対応していない鍵導出方式です（PBKDF2 のみ）: {}',
    en: 'unsupported key derivation (PBKDF2 only): {}',
  },
  'kdf-hash-unsupported': { ja: '対応していない PBKDF2 のハッシュです: {}', en: 'unsupported PBKDF2 hash: {}' },
  'kdf-iterations': {
    ja: 'PBKDF2 の反復回数が 1,000〜2,000,000 ではありません: {}',
    en: 'the PBKDF2 iterations are not within 1,000 to 2,000,000: {}',
  },
  'kdf-key-length': {
    ja: 'PBKDF2 の鍵の長さが 16・24・32 バイトではないか、暗号方式に合いません: {}',
    en: 'the PBKDF2 key length is not 16, 24 or 32 bytes, or does not fit the cipher: {}',
  },
  'kdf-salt': {
    ja: 'PBKDF2 のソルトが 1〜1,024 バイトではありません: {}',
    en: 'the PBKDF2 salt is not 1 to 1,024 bytes long: {}',
  },
  'wrong-key': {
    ja: '鍵またはパスワードが違うか、ファイルの暗号化された部分が壊れています。',
    en: 'the key or password is wrong, or the encrypted part of the file is damaged',
  },

  // what the person supplies
  'key-length': {
    ja: '事前共有鍵は 16・24・32 バイト（16進数で 32・48・64 桁）です。',
    en: 'a pre-shared key has 16, 24 or 32 bytes (32, 48 or 64 hexadecimal digits)',
  },
  'key-format': {
    ja: '事前共有鍵は16進数で書いてください（32・48・64 桁）。',
    en: 'write a pre-shared key in hexadecimal (32, 48 or 64 digits)',
  },
  'password-empty': { ja: 'パスワードが空です。', en: 'the password is empty' },
  'nothing-to-write': { ja: '書き出す鍵がありません。', en: 'there is no key to write' },
  'policy-unwritable': {
    ja: '知らない方針（Policy）を含む鍵は書き出せません: {}',
    en: 'a key with a Policy that was not understood cannot be written: {}',
  },
  'text-unwritable': { ja: 'XML に書けない文字があります: {}', en: 'a character that XML cannot hold: {}' },
} as const satisfies Record<string, Text>;

export type PskcErrorCode = keyof typeof pskcErrors;
