/** Which device can do what, and which conversation reads it: derived from the families' records. PURE. */
import type { HidDeviceInfo, HidResult } from '../port.ts';
import { type Conversation, fail, type TokenReading } from '../talk/conversation.ts';
import { type FamilyName, families, familyNames } from './families.ts';
import type { Model, ReadOptions, ReadRequest } from './family.ts';

export interface KnownToken extends Model {
  readonly family: FamilyName;
}

/** The first that fits wins. */
export const knownTokens: readonly KnownToken[] = familyNames.flatMap((family) =>
  families[family].models.map((model) => ({ ...model, family })),
);

/** The token that this collection of a device belongs to, or undefined when the desk cannot read from it. */
export function recognise(device: HidDeviceInfo): KnownToken | undefined {
  return knownTokens.find(
    (token) =>
      token.vendorId === device.vendorId &&
      (token.productIds.length === 0 || token.productIds.includes(device.productId)) &&
      families[token.family].fits(device),
  );
}

/** A reading, ready to begin; `request` is what a recording's header keeps, and enough to begin the same one again. */
export interface Plan {
  readonly family: FamilyName;
  readonly request: ReadRequest;
  readonly start: () => Conversation<TokenReading>;
}

export function planReading(device: HidDeviceInfo, options: ReadOptions): HidResult<Plan> {
  const family = options.keyboard ? 'keyboard' : recognise(device)?.family;
  if (family === undefined) return fail('unsupported');
  const request = families[family].request(device, options);
  return request.ok ? planOf(family, request.value) : request;
}

/** The reading that a recording's header describes; undefined when it describes none of ours. */
export function planFromHeader(header: { family: string; request: unknown }): Plan | undefined {
  const family = familyNames.find((known) => known === header.family);
  if (family === undefined || typeof header.request !== 'object' || header.request === null) return undefined;
  const plan = planOf(family, header.request as ReadRequest);
  return plan.ok ? plan.value : undefined;
}

function planOf(family: FamilyName, request: ReadRequest): HidResult<Plan> {
  const begun = families[family].begin(request);
  return begun.ok ? { ok: true, value: { family, request, start: begun.value } } : begun;
}
