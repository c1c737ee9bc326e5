/** Double clicks: what a portal gets wrong when one form comes twice. PURE. */
import type { Fault } from './fault.ts';

export const twinFaults: readonly Fault[] = [
  {
    name: 'double-click-is-an-attempt',
    breaks: ['D-16'],
    text: {
      ja: '二度押しの二回目が、一回目の画面を得ずに断られ、記録される',
      en: 'the second post of a double click is refused and recorded instead of getting the first’s page',
    },
    at: 'everywhere',
    // A post whose cookie is not known is nobody's twin.
    wrap: {
      pipeline: (right) => ({
        ...right,
        handle: (identified, input) => right.handle({ ...identified, id: undefined }, input),
      }),
    },
  },
];
