import { describe, expect, test } from 'vitest';
import { logLine } from './log.ts';

const at = Date.UTC(2026, 10, 22, 10, 3, 26, 7);

describe('logLine', () => {
  test('is one line of JSON with the instant in Japanese time', () => {
    expect(logLine({ at, event: 'request', status: 200, code: undefined })).toBe(
      '{"at":"2026-11-22T19:03:26.007+09:00","event":"request","status":200}',
    );
  });

  test.each([
    '\n',
    '\r',
    '\0',
    '\u001b[2J',
    '\u007f',
    '\u0085',
    '\u009b31m',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\ud800',
    '𠮷',
    '"',
    '\\',
  ])('%j goes in and comes out, and never stands raw', (text) => {
    const line = logLine({ at, event: text });
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
    expect(JSON.parse(line).event).toBe(text);
  });
});
