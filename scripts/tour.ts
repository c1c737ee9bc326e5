/** What a person at a terminal is told when the desk is up: what to open, whom to be, which tokens there are. */
import type { RunningDesk } from '../harness/start-desk.ts';

export function tourText({ portalUrl, contract, desk }: RunningDesk): string {
  const lines = [`${portalUrl} をブラウザーで開いてください。 / Open ${portalUrl} in a browser.`, ''];
  if (contract !== undefined) {
    lines.push(
      `ご契約先ID ${contract.contractId}  ご契約先暗証番号 ${contract.password}  ご契約先確認暗証番号 ${contract.confirmationPin}`,
      ...contract.users.map((user) => `利用者ID ${user.userId}（${user.name}）  利用者暗証番号 ${user.password}`),
      '',
    );
  }
  for (const token of desk.list()) {
    const battery = token.battery === null ? '' : `  電池 / battery ${token.battery} %`;
    lines.push(
      `${token.serial}  ${token.kind === 'hardware' ? 'ハードウェア' : 'ソフトウェア'} / ${token.kind}${battery}`,
    );
  }
  lines.push(
    '',
    'ボタン①を押すには / to press ①:  npx ichido token press SKTH00001',
    '終了は Ctrl-C / Ctrl-C ends it',
    '',
  );
  return lines.join('\n');
}
