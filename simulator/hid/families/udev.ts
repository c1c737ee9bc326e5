/** The udev rule that lets the person at the screen open the tokens that the desk can read. PURE. */
import { knownTokens } from './readers.ts';

/** Before 73-seat-late.rules, which turns the uaccess tag into rights: a rule after it does nothing. */
export const RULE_FILE = '/etc/udev/rules.d/70-ichido.rules';

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export function udevRules(): string {
  const lines = knownTokens.flatMap((token) => {
    const vendor = `ATTRS{idVendor}=="${hex4(token.vendorId)}"`;
    const products = token.productIds.map((product) => `${vendor}, ATTRS{idProduct}=="${hex4(product)}"`);
    const matches = products.length > 0 ? products : [vendor];
    return [
      `# ${token.name}`,
      ...matches.map((match) => `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${match}, TAG+="uaccess"`),
    ];
  });
  return [
    `# ichido: one-time-password tokens, for the person at the screen. Save as ${RULE_FILE} (a name before 73-*), then`,
    '#   udevadm control --reload && udevadm trigger --subsystem-match=hidraw',
    '# or plug the token in again.',
    ...lines,
    '',
  ].join('\n');
}
