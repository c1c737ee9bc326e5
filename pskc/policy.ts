/** `<Policy>` (RFC 6030 §5): what is not understood is not dropped, it forbids the key. PURE. */
import { childrenOf, harmless, textOf, where } from './element.ts';
import type { PskcPolicy } from './model.ts';
import { keyUsages, valueFormats } from './names.ts';
import { refuse } from './refuse.ts';
import { toInstant, toInteger, trimXml } from './values.ts';
import type { XmlElement } from './xml.ts';

export function readPolicy(element: XmlElement): PskcPolicy {
  let unknown = element.attributes.some((attribute) => !harmless(attribute));
  const children = childrenOf(
    element,
    { StartDate: 'one', ExpiryDate: 'one', PINPolicy: 'one', KeyUsage: 'many', NumberOfTransactions: 'one' },
    () => {
      unknown = true;
      return true;
    },
  );
  const usages = children.all('KeyUsage').map((usage) => textOf(usage));
  if (usages.some((usage) => !keyUsages.has(usage))) unknown = true;
  const pin = children.get('PINPolicy');
  if (pin !== undefined && !understood(pin)) unknown = true;
  return {
    startDate: instantOf(children.get('StartDate')),
    expiryDate: instantOf(children.get('ExpiryDate')),
    keyUsages: usages,
    numberOfTransactions: transactionsOf(children.get('NumberOfTransactions')),
    pin: pin && Object.fromEntries(pin.attributes.filter((it) => it.uri === '').map((it) => [it.local, it.value])),
    unknown,
  };
}

const pinAttributes: { readonly [name: string]: (value: string) => boolean } = {
  PINKeyId: () => true,
  PINUsageMode: (value) => ['Local', 'Prepend', 'Append', 'Algorithmic'].includes(value),
  MaxFailedAttempts: isCount,
  MinLength: isCount,
  MaxLength: isCount,
  PINEncoding: (value) => valueFormats.has(value),
};

/** RFC 6030 §5: unknown elements, attributes or values within them. */
function understood(pin: XmlElement): boolean {
  if (pin.children.length > 0 || trimXml(pin.text) !== '') return false;
  return pin.attributes.every((attribute) => {
    const { uri, local, value } = attribute;
    if (harmless(attribute)) return true;
    return uri === '' && Object.hasOwn(pinAttributes, local) && pinAttributes[local]!(trimXml(value));
  });
}

function isCount(value: string): boolean {
  const count = toInteger(value);
  return count !== undefined && count >= 0n && count < 2n ** 32n;
}

export function instantOf(element: XmlElement | undefined): number | undefined {
  if (element === undefined) return undefined;
  return toInstant(textOf(element)) ?? refuse('value-invalid', where(element));
}

function transactionsOf(element: XmlElement | undefined): bigint | undefined {
  if (element === undefined) return undefined;
  const count = toInteger(textOf(element));
  return count === undefined || count < 0n ? refuse('value-invalid', where(element)) : count;
}
