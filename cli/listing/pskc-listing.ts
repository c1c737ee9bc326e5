/** What `ichido pskc read` tells of a file: everything but secrets. Texts come from the file, so they are made printable. PURE. */

import { bothLanguages } from '../../common/text.ts';
import type { PskcFile, PskcKey, PskcOther, PskcPolicy } from '../../pskc/model.ts';
import { printable } from '../../pskc/words/printable.ts';

/** For machines: counters as strings, since they may exceed 2^53; instants in ISO 8601. */
export function toJson(file: PskcFile): object {
  return {
    id: file.id,
    protectedBy: file.protectedBy,
    keys: file.keys.map(keyJson),
    others: file.others.map(otherJson),
    notices: file.notices,
  };
}

function keyJson({ secret, counter, policy, device, ...rest }: PskcKey): object {
  return {
    ...rest,
    counter: counter?.toString(),
    secretBytes: secret.length,
    policy: policy && policyJson(policy),
    device: device && { ...device, startDate: iso(device.startDate), expiryDate: iso(device.expiryDate) },
  };
}

/** Without the PIN. */
function otherJson({ pin: _pin, ...rest }: PskcOther): object {
  return rest;
}

function policyJson(policy: PskcPolicy): object {
  return {
    ...policy,
    startDate: iso(policy.startDate),
    expiryDate: iso(policy.expiryDate),
    numberOfTransactions: policy.numberOfTransactions?.toString(),
  };
}

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

const protections: Record<PskcFile['protectedBy'], string> = {
  plain: bothLanguages({ ja: '暗号化なし', en: 'not encrypted' }),
  key: bothLanguages({ ja: '事前共有鍵', en: 'pre-shared key' }),
  password: bothLanguages({ ja: 'パスワード', en: 'password' }),
};

const named = {
  protection: bothLanguages({ ja: '保護', en: 'protection' }),
  keys: bothLanguages({ ja: '鍵', en: 'keys' }),
} as const;

/** For people: one line a key. */
export function toText(file: PskcFile): string {
  const lines = [`${named.protection}: ${protections[file.protectedBy]}`, `${named.keys}: ${file.keys.length}`];
  for (const key of file.keys) lines.push(keyLine(key));
  for (const other of file.others) {
    const what =
      other.kind === 'pin'
        ? 'PIN'
        : `${bothLanguages({ ja: '外部の鍵の参照', en: 'reference' })} ${printable(other.keyReference ?? '')}`;
    lines.push(`${printable(other.serial ?? '-')}  Id ${printable(other.id)}  ${what}`);
  }
  return `${lines.join('\n')}\n`;
}

function keyLine(key: PskcKey): string {
  const { policy } = key;
  const parts = [
    printable(key.serial ?? '-'),
    `Id ${printable(key.id)}`,
    `${key.algorithm}-${key.hash}`,
    key.digits === undefined
      ? bothLanguages({ ja: '桁数の記載なし', en: 'digits not stated' })
      : `${key.digits} ${bothLanguages({ ja: '桁', en: 'digits' })}`,
    key.periodSeconds === undefined ? undefined : `${key.periodSeconds} s`,
    key.counter === undefined ? undefined : `counter ${key.counter}`,
    key.time === undefined || key.time === 0 ? undefined : `T0 ${key.time}`,
    key.timeDrift === undefined ? undefined : `drift ${key.timeDrift}`,
    key.manufacturer && printable(key.manufacturer),
    policy?.startDate === undefined ? undefined : `from ${iso(policy.startDate)}`,
    policy?.expiryDate === undefined ? undefined : `until ${iso(policy.expiryDate)}`,
    policy !== undefined && policy.keyUsages.length > 0 ? printable(policy.keyUsages.join('+')) : undefined,
    policy?.pin === undefined ? undefined : 'PIN policy',
    policy?.unknown === true
      ? bothLanguages({ ja: '不明な方針: 使用不可', en: 'unknown policy: must not be used' })
      : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('  ');
}

/** `SKTH00001-SKTH00010,SKTS00003` → every serial; undefined when it is no such list. 10,000 at most, none twice. */
export function parseSerials(list: string): readonly string[] | undefined {
  const serials: string[] = [];
  for (const part of list.split(',')) {
    const match = /^(SKT[HS])([0-9]{5})(?:-\1([0-9]{5}))?$/.exec(part.trim());
    if (match === null) return undefined;
    const first = Number(match[2]);
    const last = Number(match[3] ?? match[2]);
    if (last < first || serials.length + last - first >= 10_000) return undefined;
    for (let number = first; number <= last; number += 1) serials.push(`${match[1]}${String(number).padStart(5, '0')}`);
  }
  return new Set(serials).size === serials.length ? serials : undefined;
}
