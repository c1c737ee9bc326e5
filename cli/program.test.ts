import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DeskError } from '../desk/desk-error.ts';
import { exitCodes, failed, missingPart, wrongUsage } from './exit.ts';
import { ichido } from './testing/test-command.ts';

afterEach(() => vi.restoreAllMocks());

const words = readdirSync(new URL('commands/', import.meta.url))
  .filter((name) => !name.includes('.test.'))
  .map((name) => name.replace(/\.ts$/, ''));

describe('help', () => {
  test('names every command, on stdout, with 0', async () => {
    const help = await ichido('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const word of words) expect(help.out).toMatch(new RegExp(`^  ${word}\\b`, 'm'));
  });

  test.each(words)('%s --help answers for itself', async (word) => {
    const help = await ichido(word, '--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain(`ichido ${word}`);
  });

  test('no word at all is wrong usage, with three commands to begin with on stderr', async () => {
    const nothing = await ichido();
    expect(nothing).toMatchObject({ code: 2, out: '' });
    const named = [...nothing.err.matchAll(/^ {2}npx ichido (\w+)/gm)].map(([, word]) => `${word}.ts`);
    expect(named).toEqual(['start.ts', 'bdd.ts', 'doctor.ts']);
    expect(nothing.err).toContain('npx ichido --help');
  });

  test('--version', async () => {
    expect(await ichido('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('wrong words', () => {
  test.each([['tokne'], ['doctor', '--fxi'], ['doctor', 'extra'], ['token'], ['token', 'prss', 'SKTH00001']])(
    '%s %s %s exits 2 with nothing on stdout',
    async (...argv) => {
      const wrong = await ichido(...argv.filter((word) => word !== undefined));
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).not.toBe('');
    },
  );

  test('a near miss is suggested, in both languages, and no control character comes back', async () => {
    const near = await ichido('docter');
    expect(near.err).toContain('「docter」というコマンドはありません。');
    expect(near.err).toContain('Did you mean doctor?');
    const hostile = await ichido('\u001b]0;x\u0007\u202e');
    expect(hostile.code).toBe(2);
    expect(hostile.err).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('wrong values say in each language alone what is wrong and what is expected', () => {
  test.each<[string[], ja: string, en: string]>([
    [['token', 'show'], '引数「serial」がありません。', "missing required argument 'serial'"],
    [['token', 'list', 'extra'], '「list」の引数が多すぎます。', 'too many arguments'],
    [['pskc', 'write', '--out', 'x'], '「--serials <list>」は必ず指定してください。', 'required option'],
    [['token', 'issue', '--count'], '「--count <n>」の値がありません。', 'argument missing'],
    [
      ['token', 'issue', '--count', '0'],
      '「--count <n>」の値が正しくありません。1〜1000 の整数を指定してください。',
      "option '--count <n>' argument '0' is invalid: expected a whole number from 1 to 1000",
    ],
    [
      ['token', 'battery', 'SKTH00001', '101'],
      '「percent」の値が正しくありません。0〜100 の整数を指定してください。',
      "command-argument value '101' is invalid: expected a whole number from 0 to 100",
    ],
    [
      ['token', 'issue', '--kind', 'soft'],
      '「--kind <kind>」の値が正しくありません。hardware、software のどれかを指定してください。',
      "option '--kind <kind>' argument 'soft' is invalid: expected one of hardware, software",
    ],
    [['clock', 'set', 'noon'], '「instant」の値が正しくありません。日時（日本時間で', 'expected an instant'],
    [
      ['clock', 'advance', '90'],
      '「duration」の値が正しくありません。単位つきの時間（例 500ms、90s、5m、1.5h、2d）を指定してください。',
      'expected a duration with its unit (500ms, 90s, 5m, 1.5h, 2d)',
    ],
    [
      ['hid', 'read', '--timeout', '60'],
      '「--timeout <duration>」の値が正しくありません。単位つきの時間',
      'with its unit',
    ],
    [['hid', 'read', '--timeout', '1h'], '「--timeout <duration>」の値が正しくありません。1s〜600s', 'from 1s to 600s'],
    [['clock', 'set'], '日時か --mode を指定してください。', 'give an instant'],
    [['token', 'drift', 'SKTH00001'], '--ppm か --offset-ms を指定してください。', 'give --ppm'],
    [
      ['hid', 'read', '--replay', 'a', '--record', 'b'],
      '「--replay <file>」と「--record <file>」は同時に指定できません。',
      'cannot be used with',
    ],
  ])('%j', async (argv, ja, en) => {
    const wrong = await ichido(...argv);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    const [first, second] = wrong.err.split('\n');
    expect(first).toContain(`ichido: ${ja}`);
    expect(second).toContain(en);
    expect(second).not.toMatch(/[ぁ-ん]/);
  });

  test('a wrong variable is named', async () => {
    vi.stubEnv('ICHIDO_SEED', '1.5');
    const wrong = await ichido('start', '--headless');
    vi.unstubAllEnvs();
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('ichido: 環境変数「ICHIDO_SEED」の値が正しくありません。0〜');
  });
});

test('whoever reads may close the pipe early: no stack', async () => {
  const script = fileURLToPath(new URL('ichido.ts', import.meta.url));
  const child = spawn(process.execPath, [script, 'hid', 'udev'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ said, code }).toEqual({ said: '', code: 0 });
});

describe('what a command throws', () => {
  test.each([
    [failed('だめ', 'no'), 1],
    [wrongUsage('だめ', 'no'), 2],
    [missingPart('だめ', 'no'), 69],
    [new DeskError('port-in-use', { ja: 'だめ', en: 'no' }), 1],
  ])('%s → %i, both languages on stderr, no stack', async (error, code) => {
    vi.doMock('./parts/system-parts.ts', () => {
      throw error;
    });
    vi.doMock('./commands/doctor.ts', () => ({
      add: (program: { command(name: string): { action(act: () => never): void } }) =>
        program.command('doctor').action(() => {
          throw error;
        }),
    }));
    const answer = await ichido('doctor');
    vi.doUnmock('./commands/doctor.ts');
    expect(answer).toEqual({ code, out: '', err: 'ichido: だめ\nichido: no\n' });
  });

  test('exit codes are those of the contract', () => {
    expect(exitCodes).toEqual({ failed: 1, usage: 2, missingPart: 69 });
  });
});
