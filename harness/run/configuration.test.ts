import { describe, expect, onTestFinished, test } from 'vitest';
import { loadOwn, ownConfiguration, resolveNames } from './configuration.ts';
import { projects } from './testing-project.ts';

const project = projects(onTestFinished);

const file = 'cucumber.mjs';
const names = (cwd: string, profiles: readonly string[], level?: string) =>
  resolveNames({ level, profiles }, ownConfiguration(cwd), cwd);

describe('-p', () => {
  test('is a level where no profile has that name, and is told to be written otherwise', async () => {
    const cwd = project({ [file]: 'export default {}; export const ci = {};' });
    expect(await names(cwd, ['domain'])).toEqual({ level: 'domain', profiles: [], byProfile: true });
    expect(await names(project({}), ['domain'])).toMatchObject({ level: 'domain', byProfile: true });
  });

  test('is Cucumber’s where a profile has that name', async () => {
    const cwd = project({ [file]: 'export default {}; export const domain = { tags: "@a" };' });
    expect(await names(cwd, ['domain'])).toEqual({ level: undefined, profiles: ['domain'], byProfile: false });
    expect((await loadOwn(file, ['domain'], [], cwd)).tags).toBe('@a');
  });

  test('may be both a profile and a level of one run', async () => {
    const cwd = project({ [file]: 'export default async () => ({ default: {}, ci: {} });' });
    expect(await names(cwd, ['ci', 'domain'])).toMatchObject({ level: 'domain', profiles: ['ci'] });
    expect(await names(cwd, ['ci'], 'http')).toEqual({ level: 'http', profiles: ['ci'], byProfile: false });
  });

  test('is wrong usage where it is neither, or a second level', async () => {
    await expect(names(project({}), ['nope'])).rejects.toMatchObject({ kind: 'usage', message: /nope.*http/ });
    await expect(names(project({}), ['domain'], 'http')).rejects.toMatchObject({ kind: 'usage' });
  });
});

test('a configuration that can’t be loaded is named', async () => {
  const cwd = project({ [file]: 'export default {' });
  await expect(names(cwd, ['ci'])).rejects.toMatchObject({ kind: 'failed', message: /cucumber\.mjs/ });
  await expect(loadOwn(file, [], [], cwd)).rejects.toMatchObject({ kind: 'failed', message: /cucumber\.mjs/ });
});
