/** Where a person goes who tries a scenario out, and what they find there. PURE. */
import { bothLanguages } from '../../common/text.ts';
import type { BankContract } from '../../harness/ports.ts';

export interface Sandbox {
  readonly at: { readonly portal: string; readonly control: string };
  readonly contract: BankContract;
  /** The scenario's name of a device → its serial. */
  readonly serials: ReadonlyMap<string, string>;
}

export function sandboxText({ at, contract, serials }: Sandbox): string {
  const { contractId, password, confirmationPin, mode, users } = contract;
  const holders = (serial: string): string => {
    if (contract.serial === serial) return '全員で共有';
    const names = users.filter((user) => user.serial === serial).map(({ userId }) => userId);
    return names.length === 0 ? '未登録' : names.join('、');
  };
  return [
    `${bothLanguages({ ja: 'ポータル', en: 'portal' })}: ${at.portal}`,
    `${bothLanguages({ ja: 'デスク', en: 'desk' })}: ichido tui --attach`,
    `ご契約先ID ${contractId}　ご契約先暗証番号 ${password}　ご契約先確認暗証番号 ${confirmationPin}`,
    `利用形態 ${mode === 'shared' ? '共有' : '個別'}`,
    ...users.map(
      (user) =>
        `利用者 ${user.userId}（${user.name}）　利用者暗証番号 ${user.password}　利用者確認暗証番号 ${user.confirmationPin}` +
        `${user.stopped ? '　利用中止' : ''}`,
    ),
    ...[...serials].map(([name, serial]) => `トークン「${name}」 ${serial}　${holders(serial)}`),
    bothLanguages({ ja: 'Enter で終わります', en: 'Enter ends it' }),
  ].join('\n');
}
