/** What was read but not acted upon, and is worth a word. PURE. */
import type { Text } from '../common/text.ts';
import type { PskcNotice } from './model.ts';
import { printable } from './words/printable.ts';

export function noticeOf(code: PskcNotice['code'], detail: string): PskcNotice {
  const shown = printable(detail);
  const texts: Record<PskcNotice['code'], Text> = {
    'signature-unverified': {
      ja: '署名（XML Signature）は検証していません。',
      en: 'the XML Signature was not verified',
    },
    'extension-ignored': { ja: `拡張 ${shown} は読み飛ばしました。`, en: `the extension ${shown} was passed over` },
    'secret-looks-encoded': {
      ja: `鍵の値が16進数か Base32 の文字列のようです（base64 にし忘れ？）: ${shown}`,
      en: `the secret looks like hexadecimal or Base32 text rather than base64 of its bytes: ${shown}`,
    },
    'package-without-key': { ja: `鍵のない KeyPackage です: ${shown}`, en: `a KeyPackage without a key: ${shown}` },
  };
  return { code, text: texts[code] };
}
