/** What a bank answers, or a page shows, in place of what it should. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { ControlResult } from '../../../portal-stub/rules/acts.ts';
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import type { PortalService } from '../../../portal-stub/service/portal-service.ts';
import type { ShownPage } from '../../../portal-stub/web/pages/reply.ts';

/** Pages that say otherwise than is true, whatever reads them. `opened`: by a link, not by an act. */
export const showing =
  (show: (page: ShownPage, opened: boolean) => ShownPage) =>
  (right: NonNullable<Wrapping['pipeline']> extends (given: infer P) => unknown ? P : never) => ({
    ...right,
    handle: (...asked: Parameters<typeof right.handle>) => {
      const reply = right.handle(...asked);
      return 'to' in reply ? reply : show(reply, asked[0].route.method === 'GET');
    },
  });

/** The same, the contract alone. */
export const showingContract = (
  screens: readonly ShownPage['screen'][],
  change: (contract: Contract, opened: boolean) => Contract,
) =>
  showing((page, opened) =>
    page.contract === undefined || !screens.includes(page.screen)
      ? page
      : { ...page, contract: change(page.contract, opened) },
  );

/** A bank that does for one refusal what `instead` does. */
export const insteadOf =
  <K extends 'createContract' | 'setUp'>(
    act: K,
    code: string,
    instead: (right: PortalService, ...given: Parameters<PortalService[K]>) => ControlResult<Contract>,
  ) =>
  (right: PortalService): PortalService => ({
    ...right,
    [act]: (...given: Parameters<PortalService[K]>) => {
      const result = (right[act] as (...given: Parameters<PortalService[K]>) => ControlResult<Contract>)(...given);
      return !result.ok && result.error.code === code ? instead(right, ...given) : result;
    },
  });
