/** A step that never ends: told by name when its time is up, with the limit that the stage set. */
import { bothLanguages } from '../../common/text.ts';

/** What the act answers, or an error once the time is up. The act itself can't be stopped; nobody waits for it any more. */
export async function within<T>(deadlineMs: number, act: () => T | PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(tooLate(deadlineMs / 1000))), deadlineMs);
  });
  try {
    return await Promise.race([act(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const tooLate = (seconds: number): string =>
  bothLanguages({ ja: `${seconds} 秒たっても終わりません`, en: `not done within ${seconds} s` });
