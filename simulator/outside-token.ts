/** A real token of a person, bound to a serial: the desk asks for a press and is told the code later. PURE. */
export interface OutsideToken {
  readonly source: 'outside';
  readonly kind: 'hardware' | 'software';
  readonly serial: string;
  readonly label: string;
  /** Set while a press was asked for and nobody answered yet. */
  readonly askedAt: number | undefined;
  readonly shown: { readonly code: string; readonly at: number } | undefined;
}
