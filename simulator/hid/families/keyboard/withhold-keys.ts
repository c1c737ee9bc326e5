/** A person may have typed something else on the same keyboard: a recording has a line as it is only if it was a code. PURE. */
import type { Withholding } from '../../talk/recording.ts';
import { emptyKeyboard, type } from './protocol.ts';

export function withholdKeys(): Withholding {
  let state = emptyKeyboard;
  return {
    take: (report) => {
      const typed = type(state, report);
      state = typed.state;
      if (typed.code !== undefined) return 'keep';
      return typed.refused === undefined ? 'more' : 'mask';
    },
    // A silence ends a line, as it does for the reader.
    silence: () => {
      state = emptyKeyboard;
    },
    mask: withoutKeys,
  };
}

/** The shape of a report with its keys taken out: 0xff is no key, and spoils the line on replay as the real one did. */
function withoutKeys(report: Uint8Array): Uint8Array {
  const first = report.length === 9 ? 3 : 2;
  return report.map((byte, at) => {
    if (at >= first) return byte === 0 || byte === 0x28 || byte === 0x58 ? byte : 0xff;
    return at === 0 && first === 3 ? byte : 0;
  });
}
