/** What the features promise: every rule has a scenario, every tag is a rule, no step spells a secret. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { longestWaitMs } from './drivers/real/wall-clock.ts';
import { catalogue, easyToMiss } from './report/rules/catalogue.ts';
import { isKnownId, markers } from './report/rules/ids.ts';
import { quotations } from './report/rules/quotations.ts';

const folder = fileURLToPath(new URL('../features/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.feature'));

interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly lines: readonly string[];
}

function scenariosOf(file: string, text: string): Scenario[] {
  const found: Scenario[] = [];
  let tags: string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line.startsWith('@')) tags = [...tags, ...line.split(/\s+/).map((tag) => tag.slice(1))];
    else if (/^シナリオ(アウトライン)?:/.test(line)) {
      lines = [];
      found.push({ file, name: line.replace(/^[^:]*:\s*/, ''), tags, lines });
      tags = [];
    } else lines.push(line);
  }
  return found;
}

const scenarios = files.flatMap((file) => scenariosOf(file, readFileSync(join(folder, file), 'utf8')));
const tagged = new Set(scenarios.flatMap(({ tags }) => tags));

test('the features were found', () => {
  expect(files.length).toBeGreaterThanOrEqual(4);
  expect(scenarios.length).toBeGreaterThan(100);
});

test.each(Object.keys(catalogue))('catalogue %s has a scenario', (id) => {
  expect(tagged).toContain(id);
});

test.each([...Object.keys(quotations), ...Object.keys(easyToMiss)])('%s has a scenario', (id) => {
  expect(tagged).toContain(id);
});

describe.each(scenarios)('$file $name', ({ tags, lines }) => {
  test('is tagged with known rules only', () => {
    const rules = tags.filter((tag) => !markers.includes(tag));
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((tag) => !isKnownId(tag))).toEqual([]);
  });

  test('a refusal names its reason', () => {
    const bare = lines.filter(
      (line, index) => /」で断られる$/.test(line) && !/^かつ 銀行の記録では理由は「/.test(lines[index + 1] ?? ''),
    );
    expect(bare).toEqual([]);
  });
});

/** What a person with a token that was bought can't do; the driver would skip it. */
const beyondReal = /電池残量|時計は|機種変更|バックアップ|アンインストール|型式「|押し続ける/;

test('no scenario that is tagged @real waits longer than level real does, or steers what no hand can', () => {
  const tagged = scenarios.filter(({ tags }) => tags.includes('real'));
  expect(tagged.length).toBeGreaterThan(5);
  const never = tagged.flatMap(({ name, lines }) =>
    lines.filter((line) => beyondReal.test(line) || waitOf(line) > longestWaitMs).map((line) => `${name}: ${line}`),
  );
  expect(never).toEqual([]);
});

function waitOf(line: string): number {
  const [, count = '0', unit = '秒'] = /(\d+)(秒|分|時間|日|か月)/.exec(line) ?? [];
  return Number(count) * ({ 秒: 1000, 分: 60_000, 時間: 3_600_000 }[unit] ?? 86_400_000);
}

test('no step text holds six digits or a PIN', () => {
  // What is wrong on purpose may be spelled: a serial with a digit too many, digits with a blank (␣).
  const text = files
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
    .replace(/SKT[HS][0-9]+|[0-9]+␣|␣[0-9]+/g, '');
  expect(text).not.toMatch(/(?<![0-9])[0-9]{6}(?![0-9])/);
});

test('names are unique, so that a report can be talked about', () => {
  const names = scenarios.map(({ file, name }) => `${file}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
