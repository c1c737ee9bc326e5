/**
 * A portal or a token that is wrong in one way, on purpose: the features are run against it, and one of them must tell.
 * Made by wrapping a right part from outside (desk/wrapping.ts); the product knows nothing of these. PURE: shapes.
 */
import type { Text } from '../../common/text.ts';
import type { Wrapping } from '../../desk/wrapping.ts';

export interface Fault {
  /** kebab-case, stable: `ichido portal --fault NAME`. */
  readonly name: string;
  /** The ids of the rule book that it breaks, `D-04` and the like; a scenario with one of them must tell it. */
  readonly breaks: readonly string[];
  /** What somebody who uses it would say is wrong. */
  readonly text: Text;
  /** `pages`: only levels that read pages can see it; elsewhere it does not exist. */
  readonly at: 'everywhere' | 'pages';
  readonly wrap: Wrapping;
}
