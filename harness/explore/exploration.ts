/** What was explored completely, as the report shows it: a table, what it counts, what it leaves out. PURE: shapes. */
import type { Text } from '../../common/text.ts';

export interface Exploration {
  /** kebab-case: its file in `reports/explored/`. */
  readonly name: string;
  readonly title: Text;
  /** What was abstracted, what was counted, how long it took. */
  readonly notes: readonly Text[];
  readonly heads: readonly Text[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly success: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ms: number;
}
