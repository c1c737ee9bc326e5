/**
 * Colours by meaning. Every attribute of every cell comes from here, so NO_COLOR is decided in one place. PURE.
 * An attribute is one number: flags << 18 | foreground << 9 | background, 0x1ff meaning the terminal's own colour.
 */
/** The terminal's own colour. */
export const own = 0x1ff;

interface Look {
  readonly fg?: number;
  readonly bg?: number;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

const looks = {
  text: {},
  dim: { fg: 245 },
  faint: { fg: 239 },
  strong: { fg: 255, bold: true },
  accent: { fg: 80, bold: true },
  good: { fg: 114 },
  warn: { fg: 221 },
  bad: { fg: 203, bold: true },
  border: { fg: 240 },
  borderFocus: { fg: 80 },
  paneTitle: { fg: 252, bold: true },
  title: { fg: 255, bg: 24, bold: true },
  titleDim: { fg: 153, bg: 24 },
  titleKey: { fg: 222, bg: 24 },
  portal: { fg: 250, bg: 236 },
  portalStrong: { fg: 230, bg: 236 },
  portalFault: { fg: 222, bg: 236, bold: true },
  portalDim: { fg: 245, bg: 236 },
  help: { fg: 250, bg: 236 },
  helpKey: { fg: 222, bg: 236, bold: true },
  helpOff: { fg: 241, bg: 236 },
  chosen: { fg: 255, bg: 25 },
  chosenDim: { fg: 153, bg: 25 },
  chosenStrong: { fg: 255, bg: 25, bold: true },
  chosenLit: { fg: 193, bg: 25, bold: true },
  chosenWarn: { fg: 222, bg: 25 },
  chosenBad: { fg: 217, bg: 25, bold: true },
  listLit: { fg: 156, bold: true },
  button: { fg: 255, bg: 31, bold: true },
  buttonDim: { fg: 252, bg: 238 },
  buttonFocus: { fg: 16, bg: 222, bold: true },
  fob: { fg: 252, bg: 237 },
  fobDim: { fg: 247, bg: 237 },
  fobEdge: { fg: 243, bg: 237 },
  fobOut: { fg: 237 },
  fobStrong: { fg: 255, bg: 237, bold: true },
  fobGood: { fg: 114, bg: 237 },
  fobWarn: { fg: 221, bg: 237 },
  fobBad: { fg: 210, bg: 237, bold: true },
  fobKey: { fg: 255, bg: 66, bold: true },
  fobKeyEdge: { fg: 66, bg: 237 },
  phone: { fg: 255, bg: 17 },
  phoneDim: { fg: 110, bg: 17 },
  phoneEdge: { fg: 243, bg: 17 },
  phoneOut: { fg: 238 },
  phoneRim: { bg: 238 },
  phoneStrong: { fg: 231, bg: 17, bold: true },
  phoneBar: { fg: 81, bg: 17 },
  barFull: { fg: 80 },
  barLate: { fg: 209 },
  barEmpty: { fg: 238 },
  dialog: { fg: 252, bg: 235 },
  dialogEdge: { fg: 80, bg: 235 },
  dialogTitle: { fg: 255, bg: 235, bold: true },
  dialogDim: { fg: 246, bg: 235 },
  dialogKey: { fg: 222, bg: 235, bold: true },
  dialogGood: { fg: 114, bg: 235, bold: true },
  dialogBad: { fg: 210, bg: 235, bold: true },
  dialogStrong: { fg: 255, bg: 235, bold: true },
  field: { fg: 255, bg: 239 },
  fieldFocus: { fg: 255, bg: 24 },
  toast: { fg: 16, bg: 222, bold: true },
} as const satisfies Record<string, Look>;

export type Style = keyof typeof looks;

/** Styles that must stand out without colours: shown inverse then. */
const inverse = new Set<Style>([
  'title',
  'titleDim',
  'titleKey',
  'chosen',
  'chosenDim',
  'chosenStrong',
  'chosenLit',
  'chosenWarn',
  'chosenBad',
  'button',
  'buttonFocus',
  'fieldFocus',
  'fobKey',
  'portalFault',
  'toast',
  'helpKey',
]);

export type Theme = { readonly [style in Style]: number } & { readonly colour: boolean };

export function theme(colour: boolean): Theme {
  const entries = Object.entries(looks).map(([style, look]: [string, Look]) => [
    style,
    colour
      ? attribute(look)
      : attribute({ ...(look.bold === true && { bold: true }), inverse: inverse.has(style as Style) }),
  ]);
  return { ...Object.fromEntries(entries), colour } as Theme;
}

/** A pair of plain colours (the pixels of the LCD); the terminal's own without colours. */
export const pair = (theme: Theme, fg: number, bg: number): number =>
  theme.colour ? attribute({ fg, bg }) : plainAttribute;

export const plainAttribute = (own << 9) | own;

function attribute(look: Look): number {
  const flags = (look.bold === true ? 1 : 0) | (look.underline === true ? 2 : 0) | (look.inverse === true ? 8 : 0);
  return (flags << 18) | ((look.fg ?? own) << 9) | (look.bg ?? own);
}

/** The SGR sequence of an attribute, for renderers other than the terminal shell. */
export function sgr(attribute: number): string {
  const flags = attribute >> 18;
  const fg = (attribute >> 9) & own;
  const bg = attribute & own;
  let out = '\u001b[0';
  if (flags & 1) out += ';1';
  if (flags & 2) out += ';4';
  if (flags & 8) out += ';7';
  if (fg !== own) out += `;38;5;${fg}`;
  if (bg !== own) out += `;48;5;${bg}`;
  return `${out}m`;
}
