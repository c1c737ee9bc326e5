/** The stock of the bank: which keys of a file enter it (D-23, D-24). PURE. */
import type { Fault } from '../fault.ts';
import { altering, answering, answeringImport, forgettingOnImport, oneByOne, validAs } from '../ways/stocks.ts';
import { writing } from '../wrongs.ts';

export const stockFaults: readonly Fault[] = [
  {
    name: 'stock-takes-hotp',
    breaks: ['D-23'],
    text: { ja: '回数式の鍵を取り込む', en: 'counter-based keys enter the stock' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.algorithm === 'HOTP' ? { ...key, algorithm: 'TOTP', periodSeconds: 30, counter: undefined } : key,
      ),
    },
  },
  {
    name: 'stock-takes-eight-digits',
    breaks: ['D-23'],
    text: { ja: '8桁の鍵を取り込む', en: 'keys of eight digits enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.digits === 8 ? { ...key, digits: 6 } : key)) },
  },
  {
    name: 'stock-takes-seven-digits',
    breaks: ['D-23'],
    text: { ja: '7桁の鍵を取り込む', en: 'keys of seven digits enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.digits === 7 ? { ...key, digits: 6 } : key)) },
  },
  {
    name: 'stock-guesses-digits',
    breaks: ['D-23'],
    text: { ja: '桁数が書かれていなければ6桁とみなす', en: 'keys that state no digits count as six' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.digits === undefined ? { ...key, digits: 6 } : key)) },
  },
  {
    name: 'stock-takes-sixty-seconds',
    breaks: ['D-23'],
    text: { ja: '60秒ごとの鍵を取り込む', en: 'keys of 60 s enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.periodSeconds === 60 ? { ...key, periodSeconds: 30 } : key)) },
  },
  {
    name: 'stock-guesses-the-period',
    breaks: ['D-23'],
    text: { ja: '周期が書かれていなければ30秒とみなす', en: 'keys that state no period count as 30 s' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.periodSeconds === undefined && key.algorithm === 'TOTP' ? { ...key, periodSeconds: 30 } : key,
      ),
    },
  },
  {
    name: 'stock-takes-sha-256',
    breaks: ['D-23'],
    text: { ja: 'SHA-256の鍵を取り込む', en: 'keys of SHA-256 enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.hash === 'SHA256' ? { ...key, hash: 'SHA1' } : key)) },
  },
  {
    name: 'stock-takes-sha-512',
    breaks: ['D-23'],
    text: { ja: 'SHA-512の鍵を取り込む', en: 'keys of SHA-512 enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.hash === 'SHA512' ? { ...key, hash: 'SHA1' } : key)) },
  },
  {
    name: 'stock-takes-check-digits',
    breaks: ['D-23'],
    text: { ja: '検査数字つきの鍵を取り込む', en: 'keys with a check digit enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => (key.checkDigits === true ? { ...key, checkDigits: false } : key)) },
  },
  {
    name: 'stock-takes-another-epoch',
    breaks: ['D-23'],
    text: { ja: '起点の違う鍵を取り込む', en: 'keys that count from another time enter the stock' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => ((key.time ?? 0) !== 0 ? { ...key, time: 0 } : key)) },
  },
  {
    name: 'stock-takes-other-usages',
    breaks: ['D-23'],
    text: { ja: 'ワンタイムパスワード用でない鍵を取り込む', en: 'keys for another use enter the stock' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.policy?.keyUsages.includes('Integrity') === true ? { ...key, policy: undefined } : key,
      ),
    },
  },
  {
    name: 'stock-takes-limited-keys',
    breaks: ['D-23'],
    text: { ja: '回数に限りのある鍵を取り込む', en: 'keys with a limit of uses enter the stock' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.policy?.numberOfTransactions !== undefined ? { ...key, policy: undefined } : key,
      ),
    },
  },
  {
    name: 'stock-takes-short-secrets',
    breaks: ['D-24'],
    text: { ja: '15バイトの鍵を取り込む', en: 'secrets of 15 bytes enter the stock' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.secret.length === 15 ? { ...key, secret: Uint8Array.from([...key.secret, 0]) } : key,
      ),
    },
  },
  {
    name: 'stock-refuses-sixteen-bytes',
    breaks: ['D-24'],
    text: { ja: '16バイトの鍵を断る', en: 'secrets of 16 bytes are refused' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) => (key.secret.length === 16 ? { ...key, secret: key.secret.subarray(0, 15) } : key)),
    },
  },
  {
    name: 'stock-takes-constant-secrets',
    breaks: ['D-24'],
    text: { ja: '同じバイトばかりの鍵を取り込む', en: 'constant secrets enter the stock' },
    at: 'everywhere',
    wrap: {
      judgeStock: altering((key) =>
        key.secret.every((byte) => byte === key.secret[0])
          ? { ...key, secret: Uint8Array.from(key.secret, (byte, at) => byte + at) }
          : key,
      ),
    },
  },
  {
    name: 'stock-takes-a-secret-twice',
    breaks: ['D-24'],
    text: { ja: '在庫にある鍵を別のシリアル番号でも取り込む', en: 'a secret of the stock enters under another serial' },
    at: 'everywhere',
    wrap: { judgeStock: (right) => (file, stock, now) => right(file, { ...stock, serialsOf: () => [] }, now) },
  },
  {
    name: 'stock-takes-a-secret-twice-in-a-file',
    breaks: ['D-24'],
    text: { ja: '一つのファイルに同じ鍵が二つあっても取り込む', en: 'one secret twice in a file enters' },
    at: 'everywhere',
    wrap: { judgeStock: oneByOne(false) },
  },
  {
    name: 'stock-file-enters-in-part',
    breaks: ['D-24'],
    text: { ja: '断られる鍵だけを飛ばして、残りを取り込む', en: 'the sound keys of a refused file enter' },
    at: 'everywhere',
    wrap: { judgeStock: oneByOne(true) },
  },
  {
    name: 'stock-shrugs-off-another-secret',
    breaks: ['D-24'],
    text: {
      ja: '在庫と違う鍵を、何も言わずに受け付けたことにする',
      en: 'another secret for a known serial is answered as fine',
    },
    at: 'everywhere',
    wrap: {
      judgeStock: answering((verdict) =>
        !verdict.ok && verdict.code === 'stock-other-secret' ? { ok: true, add: [], update: [] } : verdict,
      ),
    },
  },
  {
    name: 'stock-names-no-serial',
    breaks: ['D-24'],
    text: { ja: '断るときにシリアル番号を示さない', en: 'a refusal does not say which serial' },
    at: 'everywhere',
    wrap: { judgeStock: answering((verdict) => (verdict.ok ? verdict : { ...verdict, key: undefined })) },
  },
  {
    name: 'stock-keeps-the-old-dates',
    breaks: ['D-24'],
    text: { ja: '新しい有効期間を取り込まない', en: 'other validity dates are not taken' },
    at: 'everywhere',
    wrap: { judgeStock: answering((verdict) => (verdict.ok ? { ...verdict, update: [] } : verdict)) },
  },
  {
    name: 'stock-dates-leave-no-record',
    breaks: ['D-24'],
    text: { ja: '有効期間の変更が銀行の記録に残らない', en: 'new dates leave no entry in the log of the bank' },
    at: 'everywhere',
    wrap: {
      store: writing((transaction) => ({
        addHistory: (id, entry) => {
          if (!entry.what.includes('有効期間')) transaction.addHistory(id, entry);
        },
      })),
    },
  },
  {
    name: 'stock-dates-forget-the-memory',
    breaks: ['D-24', 'D-04'],
    text: { ja: '有効期間を変えると、使用済みの値を忘れる', en: 'new dates forget which codes were used' },
    at: 'everywhere',
    wrap: {
      store: writing((transaction) => ({
        saveValidity: (keys) => {
          for (const key of keys) transaction.saveKey({ ...key, lastStep: undefined });
        },
      })),
    },
  },
  {
    name: 'stock-again-forgets-the-memory',
    breaks: ['D-24', 'D-04'],
    text: {
      ja: '同じ鍵をもう一度取り込むと、使用済みの値を忘れる',
      en: 'the same key once more forgets which codes were used',
    },
    at: 'everywhere',
    wrap: forgettingOnImport(),
  },
  {
    name: 'stock-again-counts-as-new',
    breaks: ['D-24'],
    text: { ja: '同じ鍵をもう一度取り込むと、新しいものと数える', en: 'the same key once more counts as new' },
    at: 'everywhere',
    wrap: answeringImport((answer) => ({ ...answer, imported: Math.max(1, answer.imported) })),
  },
  {
    name: 'stock-swallows-notices',
    breaks: ['D-24'],
    text: { ja: '署名を確かめていないことを知らせない', en: 'the answer has no notices' },
    at: 'everywhere',
    wrap: answeringImport((answer) => ({ ...answer, notices: [] })),
  },
  {
    name: 'expired-key-registers',
    breaks: ['D-24'],
    text: { ja: '有効期間を過ぎたトークンを登録できる', en: 'a key registers after its dates' },
    at: 'everywhere',
    wrap: { decide: validAs('register', { validUntil: undefined }) },
  },
  {
    name: 'expired-key-pays',
    breaks: ['D-24'],
    text: { ja: '有効期間を過ぎたトークンで取引できる', en: 'a key pays after its dates' },
    at: 'everywhere',
    wrap: { decide: validAs('transfer', { validUntil: undefined }) },
  },
  {
    name: 'key-registers-before-its-dates',
    breaks: ['D-24'],
    text: { ja: '有効期間の始まる前のトークンを登録できる', en: 'a key registers before its dates' },
    at: 'everywhere',
    wrap: { decide: validAs('register', { validFrom: undefined }) },
  },
  {
    name: 'stock-ignores-the-drift-of-the-file',
    breaks: ['D-04', 'P-07'],
    text: { ja: 'ファイルに書かれた時計のずれを見ない', en: 'the drift that a file states is ignored' },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => ({ ...key, timeDrift: undefined })) },
  },
  {
    name: 'stock-reads-the-drift-backwards',
    breaks: ['D-04', 'P-07'],
    text: {
      ja: 'ファイルに書かれた時計のずれを、逆向きに読む',
      en: 'the drift that a file states is read the other way round',
    },
    at: 'everywhere',
    wrap: { judgeStock: altering((key) => ({ ...key, timeDrift: -(key.timeDrift ?? 0) })) },
  },
];
