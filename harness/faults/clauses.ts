/**
 * The clauses of the ids that say several things, each with wrong portals that break it and nothing else; and what no
 * wrong portal can break, with the reason. clauses.test.ts keeps both true. PURE data.
 */
import type { Text } from '../../common/text.ts';

export interface Clause {
  readonly id: string;
  readonly text: Text;
  /** Names of faults that break this clause. */
  readonly faults: readonly string[];
}

const clause = (id: string, ja: string, en: string, faults: string): Clause => ({
  id,
  text: { ja, en },
  faults: faults.split(' '),
});

export const clauses: readonly Clause[] = [
  clause(
    'D-04',
    '先頭の0も数えて6桁',
    'six digits, leading zeros count',
    'code-of-a-leading-zero-refused transfer-otp-cut',
  ),
  clause('D-04', '半角数字だけ', 'ASCII digits only', 'transfer-otp-full-width transfer-otp-trimmed'),
  clause('D-04', '30秒ごとの値', 'a code for each 30 s', 'any-code-of-the-hour'),
  clause(
    'D-04',
    '前後1回分を受け付ける',
    'one step early or late',
    'early-code-refused late-code-refused window-of-two-steps',
  ),
  clause(
    'D-04',
    '前後の回数は取り決め',
    'how many steps is a policy',
    'window-policy-ignored window-policy-zero-is-one',
  ),
  clause('D-04', '受け付けた値は二度使えない', 'an accepted step kills itself', 'used-code-taken-again'),
  clause('D-04', 'それより前の値も使えない', 'and every earlier step', 'older-code-after-newer older-code-registers'),
  clause('D-04', 'どの利用者にも', 'for all users', 'used-code-taken-from-another-user'),
  clause('D-04', 'どの画面にも', 'on all screens', 'registered-code-pays paid-code-registers'),
  clause('D-04', 'ずれを覚える', 'the drift seen is remembered', 'drift-not-learned drift-not-learned-at-registration'),
  clause('D-04', 'シリアル番号ごとに', 'per serial', 'drift-of-one-for-all step-of-one-for-all'),
  clause('D-04', '範囲の外は銀行の補正だけ', 'outside, only the bank’s resync', 'drift-followed-after-two-refusals'),
  clause('D-04', '補正は前後10回分まで', 'the resync reaches ten steps', 'resync-reaches-nine resync-reaches-eleven'),
  clause('D-04', '補正は連続した二つの値で', 'two consecutive codes', 'resync-with-a-gap resync-swapped'),
  clause('D-04', '補正は新しい値で', 'both newer', 'resync-with-used-codes resync-with-a-used-first-code'),
  clause('D-04', '隣どうしが同じ値なら二度目は断る', 'no digits twice', 'neighbours-with-the-same-digits'),
  clause(
    'D-04',
    '記憶は解除より長く残る',
    'the memory outlives deregistration',
    'memory-lost-by-deregistration drift-lost-by-deregistration',
  ),
  clause('D-04', '利用形態の変更より長く', 'and a mode change', 'memory-lost-by-mode-change drift-lost-by-mode-change'),
  clause('D-04', '登録抹消より長く', 'and deletion', 'memory-lost-by-deleting-a-user memory-lost-with-the-contract'),
  clause(
    'D-04',
    '別のご契約先でも',
    'and a new contract',
    'memory-lost-in-a-new-contract drift-lost-in-a-new-contract',
  ),
  clause(
    'D-05',
    'ログオンと権限は画面の古さより先',
    'session and role before stale state',
    'order-stale-before-session order-stale-before-role',
  ),
  clause('D-05', '画面の古さは入力より先', 'stale state before inputs', 'order-form-before-stale'),
  clause('D-05', '入力は利用者の選択より先', 'inputs before user choice', 'order-user-before-pin'),
  clause('D-05', '入力と選択は利用中止より先', 'inputs and choice before locks', 'order-stop-before-form'),
  clause('D-05', '利用中止は暗証番号より先', 'locks before the PIN', 'order-pin-before-stop'),
  clause('D-05', '暗証番号はシリアル番号より先', 'the PIN before the serial', 'order-serial-before-pin'),
  clause('D-05', 'シリアル番号はワンタイムパスワードより先', 'the serial before the OTP', 'order-otp-before-serial'),
  clause(
    'D-05',
    '一つの試みの理由は一つ',
    'each attempt has exactly one reason',
    'attempt-has-two-reasons attempt-is-written-twice',
  ),
  clause('D-05', '暗証番号の誤りで値は使われない', 'a wrong PIN burns no OTP', 'wrong-pin-burns-the-code'),
  clause(
    'D-09',
    '(a) 取引の誤りと暗証番号の誤りは別に数える',
    '(a) OTPs and PINs count apart',
    'otp-and-login-summed login-resets-otp transfer-resets-login',
  ),
  clause('D-09', '(a) どちらも7回で利用中止', '(a) either stops the user', 'transfer-locks-late user-login-locks-late'),
  clause('D-09', '(a) 利用中止ならログインもできない', '(a) login is refused too', 'stopped-user-logs-in'),
  clause(
    'D-09',
    '(a) 成功で0に戻る',
    '(a) a success resets its count',
    'success-keeps-otp-count success-keeps-login-count',
  ),
  clause(
    'D-09',
    '(a) 管理者が暗証番号で解除する',
    '(a) the administrator clears it with the PIN',
    'unlock-without-pin unlock-keeps-otp-count',
  ),
  clause('D-09', '(a) 登録は残る', '(a) the token stays registered', 'unlock-unregisters'),
  clause(
    'D-09',
    '(a) 共有者は変わらない',
    '(a) sharers are untouched',
    'sharers-stopped success-resets-sharers unlock-all',
  ),
  clause(
    'D-09',
    '(b) ログインの誤りと確認暗証番号の誤りは別に数える',
    '(b) login and PIN count apart',
    'admin-counts-summed pin-resets-admin-login',
  ),
  clause(
    'D-09',
    '(b) 管理者が止まる',
    '(b) the administrator is stopped',
    'admin-login-locks-late stopped-admin-logs-in stopped-admin-may-register',
  ),
  clause('D-09', '(b) 利用者は使い続けられる', '(b) users go on', 'contract-stop-stops-users'),
  clause(
    'D-09',
    '(c) ご契約先とシリアル番号ごとに数える',
    '(c) per contract and serial',
    'form-count-per-contract form-lock-is-everywhere',
  ),
  clause(
    'D-09',
    '(c) 銀行が戻すまで断る',
    '(c) refused until the bank resets it',
    'form-locks-late form-lock-ignored reset-unlocks-all',
  ),
  clause(
    'D-09',
    '正しい暗証番号で暗証番号の回数は0に戻る',
    'a right PIN resets the PIN count',
    'wrong-otp-keeps-pin-count',
  ),
  clause('D-09', 'ログインでは暗証番号の回数は戻らない', 'a login resets no PIN count', 'admin-login-resets-pin'),
  clause(
    'D-09',
    '形の違う入力は数えない',
    'malformed is no attempt',
    'malformed-otp-counted malformed-pin-counted malformed-form-otp-counted',
  ),
  clause(
    'D-09',
    '銀行の解除は利用者と登録画面にも及ぶ',
    'the bank’s unlock clears users and form',
    'bank-unlock-keeps-users bank-unlock-keeps-form',
  ),
  clause('D-09', '回数は取り決め', 'the limit is a policy', 'lock-limit-always-seven'),
  clause('D-17', '履歴が一件残る', 'one entry each', 'no-history-of-register no-history-of-transfer'),
  clause('D-17', '誰が', 'who', 'history-who-is-bank history-who-is-admin'),
  clause('D-17', 'いつ', 'when', 'history-a-day-late'),
  clause('D-17', '何を', 'what', 'mode-change-names-old-mode'),
  clause(
    'D-17',
    '旧と新のシリアル番号',
    'old and new serial',
    'history-without-old history-swaps-serials history-first-old-only',
  ),
  clause('D-17', 'ワンタイムパスワードは残さない', 'never an OTP', 'otp-in-history otp-in-mail'),
  clause('D-17', '暗証番号は残さない', 'never a PIN', 'pin-in-history pin-in-mail'),
  clause('D-17', 'メールが一通届く', 'one mail each', 'no-mail-of-register two-mails'),
  clause('D-17', 'ご契約先Eメールアドレスへ', 'to the contract’s address', 'mail-elsewhere'),
  clause('D-17', '断られた操作はメールを出さない', 'a refused act leaves no mail', 'refusal-is-mailed'),
];

export interface Unbreakable {
  readonly id: string;
  readonly text: Text;
  readonly why: Text;
}

/** What no wrong portal made here can break: where it is shown instead. */
export const unbreakable: readonly Unbreakable[] = [
  {
    id: 'D-04',
    text: {
      ja: '受け付けた値は、どの処理でも使えない（プロセスをまたいで）',
      en: 'a used code is dead in every process',
    },
    why: {
      ja: '一つの実行は一つのプロセスなので、場面からは見えない。portal-stub/store の試験が、一つのファイルを開いた二つの銀行で確かめる',
      en: 'a run is one process, so no scenario sees it; the tests of portal-stub/store ask two banks that have opened one file',
    },
  },
  {
    id: 'D-05',
    text: { ja: 'フォームの合い言葉は、画面の古さより先', en: 'the form token before stale state' },
    why: {
      ja: '人の送る画面には、いつもその画面の合い言葉がある。portal-stub/web の試験が、よそから盗んで送らせた内容で確かめる',
      en: 'what a person sends always carries its page’s token; the tests of portal-stub/web send forms that another site made',
    },
  },
  {
    id: 'D-09',
    text: { ja: '試みは確かめる前に数える', en: 'an attempt is charged before its check' },
    why: {
      ja: '数えることと答えることは一つの書き込みなので、同時の試みのあいだに隙間はない。portal-stub/store の試験が、二つの銀行の数が一つであることを確かめる',
      en: 'charge and answer are one transaction, so parallel guesses find no gap; the tests of portal-stub/store count the guesses of two banks as one',
    },
  },
  {
    id: 'P-08',
    text: { ja: 'ソフトウェアトークンはスマートフォンだけで動く', en: 'the software token runs on phones only' },
    why: {
      ja: '携帯電話の種類は場面に出てこない。アプリのない機器を選ぶ操作がない',
      en: 'no act chooses what an app runs on, so there is nothing that could be chosen wrongly',
    },
  },
];
