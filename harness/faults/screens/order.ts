/** What is asked first of whoever sends a form, and how many reasons an attempt has (D-05). PURE. */
import type { RefusalCode } from '../../../portal-stub/rules/refusal.ts';
import type { PortalService } from '../../../portal-stub/service/portal-service.ts';
import type { Fault } from '../fault.ts';
import { showing } from '../ways/answers.ts';
import { wrong } from '../wrongs.ts';

/** A form that was never opened is told to be stale before it is asked who sends it. */
const staleBefore = (door: RefusalCode): Fault['wrap'] => ({
  pipeline: showing((page, opened) =>
    !opened && page.notice.refused === door ? { ...page, notice: { refused: 'E-STA-01' } } : page,
  ),
});

/** What the bank writes down besides the one reason of an attempt. */
const besides = (note: (bank: PortalService, ...given: Parameters<PortalService['act']>) => void): Fault['wrap'] => ({
  service: (right) => ({
    ...right,
    act: (...given) => {
      const result = right.act(...given);
      if (!result.ok && result.refusal.reason === 'pin-wrong') note(right, ...given);
      return result;
    },
  }),
});

export const orderFaults: readonly Fault[] = [
  wrong(
    'order-stale-before-session',
    'D-05',
    'ログオンを確かめる前に、画面の古さを調べる',
    'staleness is asked before the session',
    staleBefore('E-SES-01'),
  ),
  wrong(
    'order-stale-before-role',
    'D-05',
    '権限を確かめる前に、画面の古さを調べる',
    'staleness is asked before the role',
    staleBefore('E-SES-02'),
  ),
  wrong(
    'attempt-has-two-reasons',
    'D-05',
    '暗証番号の誤りに、ワンタイムパスワードの誤りも書き添える',
    'a wrong PIN is written down as a wrong code, too',
    besides((bank, contractId, act) => bank.recordRefusal(contractId, act.type, 'otp-wrong')),
  ),
  wrong(
    'attempt-is-written-twice',
    'D-05',
    '断った試みを二度書く',
    'a refused attempt is written down twice',
    besides((bank, contractId, act) => bank.recordRefusal(contractId, act.type, 'pin-wrong')),
  ),
];
