import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textWidth } from '../common/text-width.ts';
import { ichido } from './testing/test-command.ts';

const words = readdirSync(new URL('commands', import.meta.url))
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => name.replace(/\.ts$/, ''));

const tooLong = (text: string): string[] => text.split('\n').filter((line) => textWidth(line, false) > 80);

test('the help, with its examples, fits 80 columns though Japanese letters take two', async () => {
  const { out } = await ichido('--help');
  expect(out).toContain('ichido token press SKTH00001');
  expect(tooLong(out)).toEqual([]);
});

test.each(words)('so does that of %s and of what stands under it', async (word) => {
  const { out } = await ichido(word, '--help');
  expect(out).toContain(`ichido ${word}`);
  expect(tooLong(out)).toEqual([]);
  const under = /^Commands:\n([\s\S]*)/m.exec(out)?.[1] ?? '';
  for (const [, name = ''] of under.matchAll(/^ {2}([a-z-]+)/gm)) {
    if (name !== 'help') expect(tooLong((await ichido(word, name, '--help')).out), name).toEqual([]);
  }
});
