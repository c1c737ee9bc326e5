import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { headlessOption, jsonOption, seedOption, stateOption } from './options.ts';

afterEach(() => vi.unstubAllEnvs());

/** The options as a command line gets them, with these variables set. */
function optionsOf(environment: { readonly [name: string]: string }, ...argv: string[]): Record<string, unknown> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const command = new Command().exitOverride();
  for (const option of [headlessOption(), jsonOption(), seedOption(), stateOption()]) command.addOption(option);
  return command.parse(argv, { from: 'user' }).opts();
}

describe('mirrors in the environment', () => {
  test.each(['1', 'true', 'yes'])('a switch is on by %j', (value) => {
    expect(optionsOf({ ICHIDO_HEADLESS: value, ICHIDO_JSON: value })).toEqual({ headless: true, json: true });
  });

  test.each(['', '0', 'false', 'FALSE'])('a switch is off by %j, and the flag still puts it on', (value) => {
    expect(optionsOf({ ICHIDO_HEADLESS: value, ICHIDO_JSON: value })).toEqual({});
    expect(optionsOf({ ICHIDO_HEADLESS: value }, '--headless')).toEqual({ headless: true });
  });

  test('a value is taken, a flag beats it, and a variable set to nothing is not set', () => {
    expect(optionsOf({ ICHIDO_SEED: '5', ICHIDO_STATE: 'a' }, '--state', 'b')).toEqual({ seed: 5, state: 'b' });
    expect(optionsOf({ ICHIDO_SEED: '', ICHIDO_STATE: '' })).toEqual({});
  });
});
