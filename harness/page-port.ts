/** What stands on a page, part by part from top to bottom, as somebody reads it. PURE: shapes only. */

export type PartKind =
  | 'title'
  | 'heading'
  /** A heading that can be folded, and which way it stood. */
  | 'closed'
  | 'open'
  | 'text'
  /** A mark beside something else: 必須, ?, + and -. */
  | 'mark'
  | 'term'
  | 'value'
  | 'column'
  | 'field'
  /** A field whose text is not shown. */
  | 'masked'
  | 'choice'
  /** The same, chosen. */
  | 'chosen'
  | 'button'
  | 'link';

export interface PagePart {
  readonly kind: PartKind;
  readonly text: string;
  /** 管理者メニュー and the like, by the menu's name; undefined outside menus. */
  readonly menu?: string | undefined;
}
