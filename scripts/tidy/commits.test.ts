import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

/** The history before this instant keeps its longer subjects. */
const since = '2026-11-25T11:02:00Z';

/** What is wrong with a commit message, or undefined. */
function problem(message: string): string | undefined {
  const [subject = '', blank = '', ...body] = message.trimEnd().split('\n');
  if ([...subject].length > 72) return 'its subject has more than 72 characters';
  if (blank !== '') return 'no empty line follows its subject';
  if (body.join('').trim() === '') return 'no body says why';
  return undefined;
}

/** Messages of the commits that no remote has, merges left out; undefined where there is no history. */
function unpublished(): string[] | undefined {
  const words = ['log', '--no-merges', `--since=${since}`, '--format=%B%x00', 'HEAD', '--not', '--remotes'];
  const result = spawnSync('git', words, { encoding: 'utf8' });
  if (result.status !== 0) return undefined;
  return result.stdout
    .split('\0')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

describe('commits', () => {
  test('a subject of at most 72 characters, an empty line, and a body', () => {
    expect(problem(`${'x'.repeat(72)}\n\nWhy.\n`)).toBeUndefined();
    expect(problem(`${'x'.repeat(73)}\n\nWhy.\n`)).toContain('72 characters');
    expect(problem('What\nwhy\n')).toContain('no empty line');
    expect(problem('What\n')).toContain('no body');
  });

  test('those that are not published yet keep to it', (context) => {
    const messages = unpublished();
    context.skip(messages === undefined, 'there is no git history here');
    const wrong = (messages ?? []).map((message) => ({ subject: message.split('\n')[0], problem: problem(message) }));
    expect(wrong.filter((each) => each.problem !== undefined)).toEqual([]);
  });
});
