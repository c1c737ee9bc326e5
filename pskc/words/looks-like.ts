/** What a file that is no PSKC seems to be, by how it begins: people mix up what makers send. PURE. */
import type { PskcErrorCode } from './error-texts.ts';

const headBytes = 2048;

/** Undefined when it may well be XML, or says nothing. */
export function looksLike(input: string | Uint8Array): PskcErrorCode | undefined {
  const head = input.slice(0, headBytes);
  const text = (typeof head === 'string' ? head : new TextDecoder('utf-8').decode(head)).replace(/^\uFEFF/, '').trim();
  if (/^<(!doctype\s+html|html|head|body)[\s>]/i.test(text)) return 'looks-like-html';
  if (text === '' || text.startsWith('<') || /[\0\uFFFD]/.test(text)) return undefined;
  const [first = ''] = text.split(/\r?\n/);
  return /[,;\t]/.test(first) && !/^[{[]/.test(text) ? 'looks-like-csv' : 'looks-like-text';
}
