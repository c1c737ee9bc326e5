/**
 * The parts of a desk that may be had otherwise: each is handed, whole and right, to a function that gives back what is
 * used in its place. Who hands nothing in gets the right parts; nothing behind these doors knows who wraps them. PURE: shapes.
 */
import type { Decide } from '../portal-stub/rules/decide.ts';
import type { JudgeStock } from '../portal-stub/rules/stock.ts';
import type { Resynchronise } from '../portal-stub/rules/verification.ts';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import type { Store } from '../portal-stub/store/store.ts';
import type { WebWrapping } from '../portal-stub/web/wrapping.ts';
import type { Physics } from '../simulator/cell/physics.ts';

/** The web parts: sessions, the pages before they are HTML (`pipeline`), the pages as HTML (`render`). */
export interface Wrapping extends WebWrapping {
  /** The rules, act by act. */
  readonly decide?: (right: Decide) => Decide;
  /** The bank's correction of a device's time by two codes. */
  readonly resynchronise?: (right: Resynchronise) => Resynchronise;
  /** Which keys of a file enter the stock. */
  readonly judgeStock?: (right: JudgeStock) => JudgeStock;
  /** Where the bank keeps its facts: contracts, keys with their replay memory, counts, history, mails, attempts. */
  readonly store?: (right: Store) => Store;
  /** What pages, control plane and stock ask of the bank. */
  readonly service?: (right: PortalService) => PortalService;
  /** What devices do and show. */
  readonly physics?: (right: Physics) => Physics;
}
