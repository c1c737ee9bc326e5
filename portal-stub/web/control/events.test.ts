import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pskcOf } from '../../testing/test-bank.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());

describe('events', () => {
  async function watch(headers: Record<string, string> = {}) {
    const response = await portal.admin('events', { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      reader,
      async until(part: string): Promise<string> {
        while (!text.includes(part)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`the stream ended before ${part}: ${text}`);
          text += value;
        }
        return text;
      },
    };
  }

  test('acts, refusals, stock and contracts arrive, with ids and without secrets', async () => {
    const stream = await watch();
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await stream.until('retry:');
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
    portal.service.importStock(pskcOf(['SKTH00020']), {});
    portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    const text = await stream.until('"reason":"login-wrong"');
    const events = text.split('\n\n').filter((block) => block.startsWith('id: '));
    expect(events.map((block) => /event: (.*)/.exec(block)?.[1])).toEqual(['act', 'stock', 'refused']);
    expect(JSON.parse(/data: (.*)/.exec(events[0] ?? '')?.[1] ?? '')).toMatchObject({
      type: 'act',
      contractId: demo.contractId,
      contract: { mode: 'shared', serial: 'SKTH00001' },
    });
    expect(text).not.toContain('wrong123');
    expect(text).not.toMatch(/failures|revision|changedAt/);
    await stream.reader.cancel();

    const id = /id: (.*)/.exec(events[0] ?? '')?.[1] ?? '';
    const later = await watch({ 'last-event-id': id });
    const missed = await later.until('login-wrong');
    expect(missed).not.toContain(`id: ${id}\n`);
    expect(missed).toContain('event: stock');
    await later.reader.cancel();
  });

  test('closing the app ends the streams', async () => {
    const stream = await watch();
    await stream.until('retry:');
    const ended = (async () => {
      for (;;) if ((await stream.reader.read()).done) return true;
    })();
    await portal.close();
    expect(await ended).toBe(true);
    portal = await startTestPortal();
  });
});
