/** Double clicks: what a portal gets wrong when one form comes twice. PURE. */
import type { PortalService } from '../../portal-stub/service/portal-service.ts';
import type { Fault } from './fault.ts';
import { wrong } from './wrongs.ts';

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
  wrong(
    'double-click-is-recorded',
    'D-16',
    '二度押しの二回目が、同じ画面を得ても記録される',
    'the second post of a double click is recorded',
    recordedTwins(),
  ),
];

/** The second post of one form is a refused attempt in the bank's record, whatever page it got. */
function recordedTwins(): Fault['wrap'] {
  const posted = new Set<string>();
  let bank: Pick<PortalService, 'recordRefusal'> | undefined;
  return {
    service: (right) => {
      bank = right;
      return right;
    },
    pipeline: (right) => ({
      ...right,
      handle: (identified, input) => {
        const reply = right.handle(identified, input);
        const form = input.fields.one('form');
        const { route, held } = identified;
        if (route.act && posted.has(form)) bank?.recordRefusal(held?.contract?.contractId ?? '', route.act, 'stale');
        if (form !== '') posted.add(form);
        return reply;
      },
    }),
  };
}
