/** The entrances and 管理者メニュー: a label or an order otherwise (S-02, S-05, S-06). PURE. */
import type { Fault } from '../fault.ts';
import { type PageFault, pageFault, saying, swapping } from '../ways/pages.ts';

const found: readonly PageFault[] = [
  [
    'entrances-swapped',
    'S-05',
    '利用者の入口が管理者の入口より上にある',
    "the users' entrance comes first",
    ['top'],
    swapping(
      /<section class="door" aria-labelledby="door-admin">.*?<\/section>/,
      /<section class="door" aria-labelledby="door-user">.*?<\/section>/,
    ),
  ],
  [
    'one-entrance',
    'S-05',
    'トップに利用者の入口しかない',
    'only users have an entrance',
    ['top'],
    saying('管理者ログイン', 'ログイン'),
  ],
  [
    'admin-entrance-asks-user-id',
    'S-05',
    '管理者の入口の暗証番号の名前が違う',
    "the administrator's entrance names another PIN",
    ['adminLogin'],
    saying('ご契約先暗証番号', '管理者暗証番号'),
  ],
  [
    'login-password-shown',
    'S-05',
    'ログオンの暗証番号が画面に見える',
    'the password is shown as it is typed',
    ['adminLogin', 'userLogin'],
    saying('type="password"', 'type="text"'),
  ],
  [
    'login-asks-otp',
    'S-02 S-05',
    '利用者のログオンにワンタイムパスワードの欄がある',
    'the entrance has a field for a code',
    ['userLogin'],
    saying(
      '<div class="actions">',
      '<label for="otp">ワンタイムパスワード</label><input id="otp" name="otp"><div class="actions">',
    ),
  ],
  [
    'transfer-without-otp-field',
    'S-02',
    '資金移動の画面にワンタイムパスワードの欄がない',
    'the transfer has no field for a code',
    ['transfer'],
    saying('<label for="otp">ワンタイムパスワード</label>', '<label for="otp">認証番号</label>'),
  ],
  [
    'administrator-menu-without-name',
    'S-06',
    '管理者メニューの名前がない',
    "the administrator's menu has no name",
    'all',
    saying('管理者メニュー', 'メニュー'),
  ],
  [
    'menu-on-status-only',
    'S-06',
    '管理者メニューが最初の画面にしかない',
    'the menu stands on the first screen only',
    ['contractMenu', 'users', 'mode', 'register', 'deregister', 'userNew', 'userEdit', 'userDelete', 'userUnlock'],
    (html) => html.replace(/<nav[\s\S]*?<\/nav>/, ''),
  ],
  [
    'menu-half-width-slash',
    'S-06',
    '利用者情報登録／変更の「／」が半角である',
    'the slash of the menu is half-width',
    'all',
    saying('利用者情報登録／変更', '利用者情報登録/変更'),
  ],
  [
    'menu-without-contract',
    'S-06',
    'メニューにご契約先管理情報変更がない',
    'a step of the menu is missing',
    'all',
    saying('>ご契約先管理情報変更</a>', '>ご契約先情報</a>'),
  ],
  [
    'menu-swapped',
    'S-06',
    'メニューの順が違う',
    'the menu is in another order',
    'all',
    swapping(
      /<li><a href="\/admin" [^>]*>ご契約先ステータス<\/a><\/li>/,
      /<li><a href="\/admin\/history" [^>]*>操作履歴照会<\/a><\/li>/,
    ),
  ],
  [
    'users-menu-has-administrators-items',
    'S-05',
    '利用者のメニューに利用者情報登録／変更がある',
    "the users' menu has the administrator's items",
    ['userStatus'],
    saying(
      '<li><a href="/user/transfer"',
      '<li><a href="/admin/users">利用者情報登録／変更</a></li><li><a href="/user/transfer"',
    ),
  ],
];

export const menuFaults: readonly Fault[] = found.map(pageFault);
