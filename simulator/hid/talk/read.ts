/** Opens a device, reads one code, closes it, whatever happened between. */

import type { Plan } from '../families/readers.ts';
import type { HidDeviceInfo, HidPort, HidResult } from '../port.ts';
import type { Conversation, TokenReading } from './conversation.ts';
import { runConversation, type Surroundings } from './run-conversation.ts';

export async function readToken(
  port: HidPort,
  device: HidDeviceInfo,
  plan: Plan,
  around: Surroundings,
): Promise<HidResult<TokenReading>> {
  return talkTo(port, device, plan.start(), around);
}

/** The same for any conversation (lists of slots and names). */
export async function talkTo<T>(
  port: HidPort,
  device: HidDeviceInfo,
  conversation: Conversation<T>,
  around: Surroundings,
): Promise<HidResult<T>> {
  const opened = await port.open(device);
  if (!opened.ok) return opened;
  try {
    return await runConversation(opened.value, conversation, around);
  } finally {
    await opened.value.close();
  }
}
