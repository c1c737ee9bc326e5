/** `ichido hid list` */

import { bothLanguages } from '../../common/text.ts';
import { families } from '../../simulator/hid/families/families.ts';
import { recognise } from '../../simulator/hid/families/readers.ts';
import { identityOf } from '../../simulator/hid/port.ts';
import { exitFor, type Place, shownId, shownName, thisPlace } from './surroundings.ts';

export interface ListOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

export async function list(options: ListOptions, place: Place = thisPlace()): Promise<void> {
  const listed = await place.port.list();
  if (!listed.ok) throw exitFor(listed.failure);
  const rows = listed.value
    .map((device) => ({ device, token: recognise(device) }))
    .filter(({ token }) => options.all === true || token !== undefined);
  if (options.json === true) {
    const json = rows.map(({ device, token }) => ({
      id: identityOf(device),
      vendorId: device.vendorId,
      productId: device.productId,
      usagePage: device.usagePage,
      usage: device.usage,
      manufacturer: device.manufacturer ?? null,
      product: device.product ?? null,
      serialNumber: device.serial ?? null,
      token: token?.name ?? null,
      family: token?.family ?? null,
      can: token === undefined ? null : families[token.family].canDo,
    }));
    place.out(`${JSON.stringify(json)}\n`);
    return;
  }
  for (const { device, token } of rows) {
    const can = token === undefined ? '-' : bothLanguages(families[token.family].canDo);
    place.out(`${shownId(device)}  ${shownName(device)}\n    ${can}\n`);
  }
  if (rows.length === 0) {
    place.say({
      ja: 'トークンはつながっていません。キーボード型のトークンは、デスクの入力欄でいつでも読めます。',
      en: "no token is plugged in; a keyboard-type token can always be read by the desk's own input field",
    });
  }
}
