/** The lines of the log. PURE. */

export const logJa = {
  lit: '①を押した → 点灯',
  code: 'コードを表示',
  batteryNotice: (text: string) => `①を押した → 電池「${text}」`,
  dark: '消灯',
  nothing: '①を押した → 何も表示されない（電池切れ）',
  garbage: '①を押した → 表示が乱れた',
  outside: '実機のボタンを押してください',
  low: (percent: number) => `電池残量が少ない（${percent}%）`,
  flat: '電池が切れた',
  failed: '故障した',
  retired: '使用を終えた（新しい端末へ移した。ポータルには新しいシリアル番号を登録する）',
  drift: (how: string) => `時計を変えた: ${how}`,
  issued: '新しいトークンを発行',
  installed: '新しいアプリを用意',
  removed: 'デスクから取り除いた',
  registered: (users: string) => `ポータルに登録: ${users}`,
  deregistered: (users: string) => `ポータルで登録解除: ${users}`,
  done: (what: string) => `ポータル: ${what}`,
  refused: (why: string, who: string) => `拒否: ${why}（${who}）`,
  stopped: {
    contract: () => '契約の利用を中止した（解除は銀行: B）',
    user: (who: string) => `${who} の利用を中止した（解除は銀行: B）`,
    serial: () => 'このシリアル番号の登録を止めた（解除は銀行: B）',
  },
  bank: {
    unlock: (contractId: string) => `銀行: 契約 ${contractId} の利用中止を解除した`,
    reset: (serial: string) => `銀行: ${serial} の登録停止を解除した`,
    look: (serial: string, locked: boolean, driftSteps: number) =>
      `銀行: ${serial} は${locked ? '登録停止中' : '登録できます'}、覚えた時刻のずれ ${driftSteps} ステップ`,
  },
  clock: (text: string) => `時計: ${text}`,
  linkUp: 'デスクにつながった',
  linkDown: 'デスクとの接続が切れた',
  backup: 'バックアップを作成（r で復元）',
  exported: (path: string) => `PSKCを書き出した: ${path}`,
};

export type LogTexts = typeof logJa;

export const logEn: LogTexts = {
  lit: '① pressed → lit',
  code: 'shows the code',
  batteryNotice: (text) => `① pressed → "${text}"`,
  dark: 'dark',
  nothing: '① pressed → nothing shows (battery flat)',
  garbage: '① pressed → garbage on the display',
  outside: 'press the button of the real device',
  low: (percent) => `battery low (${percent} %)`,
  flat: 'battery flat',
  failed: 'broken',
  retired: 'retired: moved to a new phone; register its new serial in the portal',
  drift: (how) => `clock changed: ${how}`,
  issued: 'new token issued',
  installed: 'new app installed',
  removed: 'left the desk',
  registered: (users) => `registered in the portal: ${users}`,
  deregistered: (users) => `deregistered in the portal: ${users}`,
  done: (what) => `portal: ${what}`,
  refused: (why, who) => `refused: ${why} (${who})`,
  stopped: {
    contract: () => 'the contract is stopped (the bank unlocks it: B)',
    user: (who) => `${who} is stopped (the bank unlocks it: B)`,
    serial: () => 'this serial is locked (the bank resets it: B)',
  },
  bank: {
    unlock: (contractId) => `bank: contract ${contractId} is unlocked`,
    reset: (serial) => `bank: ${serial} is reset`,
    look: (serial, locked, driftSteps) =>
      `bank: ${serial} is ${locked ? 'LOCKED' : 'not locked'}, learnt drift ${driftSteps} steps`,
  },
  clock: (text) => `clock: ${text}`,
  linkUp: 'the desk answers',
  linkDown: 'the desk is gone',
  backup: 'backup made (r restores it)',
  exported: (path) => `PSKC written: ${path}`,
};
