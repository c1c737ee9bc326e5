/** Opens a device, holds one conversation with it and closes it, whatever happened between. */

import type { HidDeviceInfo, HidPort, HidResult } from '../port.ts';
import type { Conversation } from './conversation.ts';
import { runConversation, type Surroundings } from './run-conversation.ts';

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
