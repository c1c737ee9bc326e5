/** What no person would do: bytes at random, sizes at random, hostile names. Nothing breaks, and nothing foreign acts. */
import { expect, test } from 'vitest';
import { noInput, read } from '../shell/input.ts';
import { createScreen } from '../shell/screen.ts';
import { demoContract, hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';
import { firstDifference, testTerminal } from '../testing/test-terminal.ts';

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('100,000 random bytes: no exception, no screen out of shape, and only commands of the table', {
  timeout: 60_000,
}, async () => {
  const next = random(20261122);
  const world = fakeWorld(start, [hardware(1), hardware(2, 5), software(1)]);
  const run = await testRun({}, world);
  let state = noInput;
  let tokens = 0;
  for (let sent = 0; sent < 100_000; ) {
    const bytes = Uint8Array.from({ length: 1 + next(60) }, () =>
      // Half of them printable or escape-like, or little would ever be reached.
      next(2) === 0 ? next(256) : '\u001b[<0123456789;MmAB~OR qnasvdtyceklh/?\r\t'.charCodeAt(next(41)),
    );
    sent += bytes.length;
    const taken = read(state, bytes);
    state = taken.state;
    expect(state.rest.length).toBeLessThanOrEqual(5000);
    for (const token of taken.tokens) {
      tokens++;
      if (token.type === 'mouse') await run.send({ type: 'click', target: run.grid().hits[next(10)]?.target });
      else await run.send({ type: 'input', token });
    }
    if (next(100) === 0) await run.wait(1000);
    if (next(4) === 0) expect(run.grid().ch).toHaveLength(80 * 24);
  }
  expect(tokens).toBeGreaterThan(20_000);
  expect(run.model.log.length).toBeLessThanOrEqual(500);
  for (const effect of run.effects) {
    expect(['copy', 'mouse', 'repaint', 'suspend', 'quit', 'hidRead', 'hidBind', 'hidPin']).toContain(effect.type);
  }
});

test('1,000 resizes with the swap and dialogs open', { timeout: 60_000 }, async () => {
  const next = random(7);
  const run = await testRun();
  for (let i = 0; i < 1000; i++) {
    await run.send({ type: 'resize', cols: 1 + next(240), rows: 1 + next(70) });
    if (i % 100 === 0) await run.keys(['s', 'm', 'd', '?', '/', 'f', 'escape', 'o', 'i', 'h'][(i / 100) % 10]!);
    const grid = run.grid();
    expect(grid.ch).toHaveLength(grid.cols * grid.rows);
  }
});

const esc = '\u001b';
/** Terminal tricks that have worked on some program before, and letters that break columns. */
const hostile: readonly string[] = [
  `${esc}[2J`,
  `${esc}[31m赤`,
  `${esc}]0;owned\u0007`,
  `${esc}]52;c;b3duZWQ=\u0007`,
  `${esc}P+q544e${esc}\\`,
  `${esc}[?1049l`,
  `${esc}[?25h`,
  `${esc}[6n`,
  `${esc}c`,
  `${esc}(0lqqk`,
  `${esc}#8`,
  `${esc}[>c`,
  `${esc}[21t`,
  `${esc}]8;;http://x\u0007link`,
  '\u009b2J',
  '\u009d0;x\u009c',
  '\u0090q\u009c',
  '\u0084\u0085\u008d',
  '\u0000\u0001\u0002',
  '\b\b\b\b',
  '\r\r\r',
  '\n\n\n',
  '\t\t\t',
  '\u000b\u000c',
  '\u000e\u000f',
  '\u007f\u007f',
  '\u202eabc',
  '\u202d\u202a\u202b\u202c',
  '\u2066\u2067\u2068\u2069',
  '\u200e\u200f\u061c',
  '\u2028\u2029',
  '\ufeff\ufeff',
  '\u200b\u200c\u200d',
  '\u00ad\u00ad',
  'a\u0301\u0302\u0303'.repeat(20),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗',
  '\ud83d',
  '\ude00\ud83d',
  '\ufffe\uffff',
  '\u{10ffff}',
  '👨‍👩‍👧‍👦',
  '🇯🇵🇯🇵',
  '👍🏿',
  '☺️',
  '⌚⏰',
  '㋿',
  '\u{1f9ff}',
  '葛\u{e0100}',
  '\u3099\u309a',
  'ﷺ',
  '𒐫',
  '་',
  'あ'.repeat(500),
  'x'.repeat(100_000),
  '①'.repeat(200),
  '─│┌',
  'العربية',
  'עברית',
  '\u{e0001}\u{e0041}\u{e007f}',
  '%s%n{bold}{red-fg}',
  '$(id)',
  '\\u001b[2J',
];

test('60 hostile strings in every text that can reach the screen: no foreign control byte goes out, every cell fits', {
  timeout: 60_000,
}, async () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  const terminal = testTerminal(120, 40);
  for (const text of hostile) {
    const world = fakeWorld(start, [
      { ...hardware(1), profile: text },
      { ...hardware(2), serial: text },
      { ...software(1), profile: text },
    ]);
    world.contract = {
      ...demoContract,
      contractId: text,
      password: text,
      confirmationPin: text,
      mode: 'individual',
      users: demoContract.users.map((user) => ({
        ...user,
        userId: text,
        name: text,
        password: text,
        confirmationPin: text,
        serial: 'SKTH00001',
      })),
      policy: { [text]: text },
    };
    world.hidRows = [{ id: 'x', name: text, can: { ja: text, en: text }, missing: { ja: text, en: text }, code: text }];
    const run = await testRun({ cols: 120, rows: 40 }, world);
    const screen = createScreen(120, 40);
    await terminal.write(screen.enter({ mouse: true, title: 'test' }));
    let bytes = '';
    const look = async () => {
      const grid = run.grid();
      const frame = screen.frame(grid);
      bytes += frame;
      await terminal.write(frame);
      expect(firstDifference(grid, terminal), JSON.stringify(text.slice(0, 40))).toBeUndefined();
    };
    await look();
    await run.send({
      type: 'portal',
      fact: { type: 'registered', contractId: text, serial: text, users: [text], oldSerials: [text] },
    });
    await run.send({
      type: 'portal',
      fact: { type: 'refused', contractId: text, who: '管理者', act: text, serial: text, why: { ja: text, en: text } },
    });
    await run.send({ type: 'portal', fact: { type: 'done', contractId: text, what: text, users: [text] } });
    await run.send({ type: 'reply', tag: { type: 'quiet' }, reply: { ok: false, text: { ja: text, en: text } } });
    await run.send({ type: 'reply', tag: { type: 'backup', serial: text }, reply: { ok: true, content: text } });
    await run.send({ type: 'reply', tag: { type: 'saved', path: text }, reply: { ok: true, content: text } });
    await run.send({
      type: 'desk',
      event: { type: 'face.changed', token: { ...hardware(1), serial: text, face: { kind: 'garbage', text } } },
    });
    await look();
    for (const open of ['i', 'o', 'r', 'm', 'n']) {
      await run.keys(open);
      await look();
      await run.keys('escape');
    }
    await run.keys('down', 'm');
    await look();
    await run.keys('escape', 'f');
    await run.send({ type: 'input', token: { type: 'paste', text } });
    await look();
    await run.keys('enter', 'escape', '/');
    await run.send({ type: 'input', token: { type: 'paste', text } });
    await look();
    await run.keys('escape', 'up', 's', 'y');
    await run.wait(15_000);
    await look();
    // Only what the screen itself sends: cursor places, attributes, save and restore, the clearing of a first frame.
    const rest = bytes
      .replaceAll(/\u001b\[[0-9;]*[mHC]/g, '')
      .replaceAll(/\u001b[78]/g, '')
      .replaceAll(/\u001b\[\?(?:25|2026)[hl]/g, '')
      .replaceAll('\u001b[2J', '');
    expect(rest, JSON.stringify(text.slice(0, 40))).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\p{Cf}|\p{M}/u);
    for (const effect of run.effects) expect(effect.type).not.toBe('quit');
  }
  terminal.close();
});
