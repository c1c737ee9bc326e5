/** Tests: each is run, none is switched off, none sleeps. */
import { describe, expect, test } from 'vitest';
import { code, files, isExample, isTest, isTidy, roomNames, textOf, withoutComments } from './house.ts';

describe('tests', () => {
  test('every test file is matched by the runner', () => {
    const matched = new RegExp(`^(${roomNames.join('|')})/.*\\.test\\.ts$`);
    // An example is a project of its own, run by the package check.
    const testLike = files.filter((path) => !isExample(path) && /[._](test|spec)\.[cm]?[jt]sx?$/.test(path));
    expect(testLike.filter((path) => !matched.test(path))).toEqual([]);
    expect(textOf('vitest.config.ts')).toContain(
      "'{common,simulator,pskc,browser,portal-stub,desk,harness,cli,scripts}/**/*.test.ts'",
    );
  });

  test('none is left focused or switched off', () => {
    const left = /\b(test|it|describe)\.(only|skip|todo)\(|\b[fx](it|describe)\(|\bdebugger\b/;
    expect(code.filter((path) => !isTidy(path) && left.test(withoutComments(textOf(path))))).toEqual([]);
    const features = files.filter((path) => path.endsWith('.feature'));
    expect(features.filter((path) => /@(only|wip|focus)\b/i.test(textOf(path)))).toEqual([]);
  });

  test('none sleeps', () => {
    const sleep = /setTimeout\(\s*(resolve|r|done|ok)\s*,\s*\d|(?<!timers\.)\bsleep\(\s*\d|waitForTimeout/;
    expect(code.filter((path) => !isTidy(path) && isTest(path) && sleep.test(withoutComments(textOf(path))))).toEqual(
      [],
    );
  });
});
