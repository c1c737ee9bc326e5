/**
 * Every option of the commands that start a desk, on every route that such a command takes: it changes what the route
 * does, or it is refused by its name. None is accepted and dropped.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'ichido-routes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

const told = vi.hoisted(() => ({ all: [] as unknown[] }));

const running = {
  portalUrl: 'http://127.0.0.1:1',
  controlUrl: 'http://127.0.0.1:2',
  secret: 'secret',
  state: '/state',
  hid: { onPrompt: () => () => {} },
  stop: async () => {},
};
vi.mock('../desk/start-desk.ts', () => ({
  startDesk: async (options: object) => {
    told.all.push(['desk', options]);
    return running;
  },
}));
vi.mock('../desk/start-portal.ts', () => ({
  startPortal: async (options: object) => {
    told.all.push(['portal', options]);
    return running;
  },
}));
vi.mock('../desk/world/local-world.ts', () => ({ localWorld: () => 'world' }));
vi.mock('../desk/world/attached-world.ts', () => ({ attach: async () => ({ world: 'world', close: async () => {} }) }));
vi.mock('./find-desk.ts', () => ({
  findDesk: ({ ICHIDO_STATE }: NodeJS.ProcessEnv) => told.all.push(['find', ICHIDO_STATE]),
}));
vi.mock('./terminal-desk.ts', () => ({
  requireTerminal: () => {},
  runTerminalDesk: async ({ lang }: { lang?: string }, open: () => Promise<{ stop(): Promise<void> }>) => {
    told.all.push(['terminal', lang]);
    const opened = await open();
    told.all.push(['ready file', existsSync(readyFile)]);
    await opened.stop();
    return 0;
  },
}));
vi.mock('./line-desk.ts', () => ({
  runLineDesk: async ({ lang }: { lang?: string }, open: () => Promise<{ stop(): Promise<void> }>) => {
    told.all.push(['lines', lang]);
    await (await open()).stop();
    return 0;
  },
}));
vi.mock(import('./serve.ts'), async (original) => ({
  ...(await original()),
  // Asked for when the desk stands and waits.
  catchSignals: () => ({
    get ended() {
      told.all.push(['ready file', existsSync(readyFile)]);
      return Promise.resolve(0);
    },
  }),
}));

const readyFile = inFolder('ready.json');
writeFileSync(inFolder('tokens.xml'), '<x/>');
writeFileSync(inFolder('key'), '00112233445566778899aabbccddeeff');
const tokens = ['--tokens', inFolder('tokens.xml')];

/** A value for each option, and what must stand beside it. */
const values: { readonly [option: string]: readonly string[] } = {
  '--headless': [],
  '--attach': [],
  '--lines': [],
  '--ready-file': [readyFile],
  '--portal-port': ['1111'],
  '--control-port': ['2222'],
  '--state': [inFolder('state')],
  '--seed': ['7'],
  '--tokens': [inFolder('tokens.xml')],
  '--stock-to': [inFolder('stock.xml'), '--pskc-key', `@${inFolder('key')}`],
  '--pskc-key': [`@${inFolder('key')}`],
  '--pskc-password': [`@${inFolder('key')}`],
  '--now': ['2026-04-01T00:00:00Z'],
  '--lang': ['en'],
  '--log': [inFolder('log')],
  '--host': ['0.0.0.0'],
  '--allow-host': ['stub.example'],
  '--trust-proxy': [],
  '--control-host': ['stub.example'],
  '--fault': ['window-of-two-steps'],
};

/** Without it the option would have nothing to be about. */
function besideOf(option: string): readonly string[] {
  if (option.startsWith('--pskc')) return tokens;
  return option === '--control-host' ? ['--allow-host', 'stub.example'] : [];
}

const routes = [
  { name: 'start --headless', words: ['start', '--headless'], terminal: false },
  { name: 'start in a terminal', words: ['start'], terminal: true },
  { name: 'tui', words: ['tui'], terminal: true },
  { name: 'tui --attach', words: ['tui', '--attach'], terminal: true },
  { name: 'portal', words: ['portal'], terminal: false },
] as const;

const asked = [...new Set(routes.map(({ words }) => words[0]))];
const optionsOf: { readonly [word: string]: readonly string[] } = Object.fromEntries(
  await Promise.all(
    asked.map(async (word) => {
      const program = new Command();
      const module = (await import(`./commands/${word}.ts`)) as { add(program: Command): void };
      module.add(program);
      return [word, program.commands[0]?.options.map(({ long }) => long ?? '') ?? []];
    }),
  ),
);

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('ICHIDO_')) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

/** All that a command line does, as far as this process can see. */
async function doneBy(
  words: readonly string[],
  terminal: boolean,
): Promise<{ code: number; err: string; seen: string }> {
  told.all = [];
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  vi.spyOn(process, 'on').mockImplementation(() => process);
  const tty = [process.stdin.isTTY, process.stdout.isTTY] as const;
  [process.stdin.isTTY, process.stdout.isTTY] = [terminal, terminal];
  const code = await run(words);
  [process.stdin.isTTY, process.stdout.isTTY] = tty;
  vi.restoreAllMocks();
  const shown = (_: string, value: unknown) =>
    typeof value === 'function' ? 'function' : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  return { code, err, seen: JSON.stringify([told.all, err], shown) };
}

test('the table has every option of the commands that start a desk', () => {
  expect(Object.keys(values).sort()).toEqual([...new Set(Object.values(optionsOf).flat())].sort());
});

for (const { name, words, terminal } of routes) {
  describe(name, () => {
    for (const option of Object.keys(values).filter((each) => !(words as readonly string[]).includes(each))) {
      test(`${option} is used, or refused by its name`, async () => {
        const beside = name === 'tui --attach' ? [] : besideOf(option);
        const without = await doneBy([...words, ...beside], terminal);
        expect(without.code).toBe(0);
        const given = await doneBy([...words, ...beside, option, ...(values[option] ?? [])], terminal);
        if (given.code === 0) {
          expect(optionsOf[words[0]]).toContain(option);
          expect(given.seen).not.toBe(without.seen);
        } else {
          expect(given.code).toBe(2);
          expect(given.err).toMatch(new RegExp(`^ichido: .*${option}[^-].*[ぁ-ん]`, 'm'));
          expect(given.err).toMatch(new RegExp(`^ichido: [^ぁ-ん]*${option}\\b`, 'm'));
          expect(told.all).toEqual([]);
        }
      });
    }
  });
}

describe('options beside each other', () => {
  for (const { name, words, terminal } of routes.filter(({ words: [word] }) => word !== 'portal')) {
    if (name === 'tui --attach') continue;
    test(`${name}: two equal port numbers are wrong usage, two free ones are not`, async () => {
      const ports = (port: string) => [...words, '--portal-port', port, '--control-port', port];
      const equal = await doneBy(ports('8500'), terminal);
      expect(equal).toMatchObject({ code: 2, err: expect.stringContaining('8500') });
      expect(told.all).toEqual([]);
      expect(await doneBy(ports('0'), terminal)).toMatchObject({ code: 0 });
    });
  }

  test.each(['--pskc-key', '--pskc-password'])(
    '%s without a file that it could open is wrong usage',
    async (option) => {
      const alone = await doneBy(['portal', option, ...(values[option] ?? [])], false);
      expect(alone).toMatchObject({ code: 2, err: expect.stringContaining('--tokens') });
    },
  );
});
