/** A hand at mouse and keyboard: what it does goes through the browser's own input, as a person's would. */
import { setTimeout as elapse } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { AxNode } from './accessible.ts';

export interface Hand {
  click(control: AxNode): Promise<void>;
  /** Types over whatever stands in the field. */
  type(field: AxNode, text: string): Promise<void>;
}

/** @param slowMs waits so long before each act, for somebody who watches; nothing waits for it. */
export function createHand(devtools: CDPSession, slowMs: number): Hand {
  const linger = (): Promise<void> | undefined => (slowMs > 0 ? elapse(slowMs) : undefined);

  async function centreOf(backendNodeId: number): Promise<{ readonly x: number; readonly y: number }> {
    await devtools.send('DOM.scrollIntoViewIfNeeded', { backendNodeId });
    const { quads } = await devtools.send('DOM.getContentQuads', { backendNodeId });
    const [x1 = 0, y1 = 0, , , x3 = 0, y3 = 0] = quads[0] ?? [];
    return { x: (x1 + x3) / 2, y: (y1 + y3) / 2 };
  }
  return {
    click: async (control) => {
      await linger();
      const at = { ...(await centreOf(idOf(control))), button: 'left', clickCount: 1 } as const;
      await Promise.all([
        devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at }),
        devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at }),
      ]);
    },
    type: async (field, text) => {
      await linger();
      await devtools.send('DOM.focus', { backendNodeId: idOf(field) });
      const all = { key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65, commands: ['selectAll'] };
      await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...all });
      if (text !== '') await devtools.send('Input.insertText', { text });
      else {
        const key = { key: 'Delete', code: 'Delete', windowsVirtualKeyCode: 46 };
        await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
      }
    },
  };
}

function idOf({ backendDOMNodeId }: AxNode): number {
  if (backendDOMNodeId === undefined) throw new Error('the accessibility tree names no element');
  return backendDOMNodeId;
}
