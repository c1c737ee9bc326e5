/** What people do in the worlds that are explored, by numbers: contract, user, token. PURE: shapes. */
export type Mode = 'shared' | 'individual';

/** The code of a token, so many steps from the bank's own time; or digits that nobody's token shows. */
export type Code = { readonly of: number; readonly off: number } | 'wrong';

export type WorldAct =
  | { readonly type: 'changeMode'; readonly at: number; readonly mode: Mode }
  | {
      readonly type: 'register';
      readonly at: number;
      readonly users: readonly number[];
      readonly token: number;
      readonly code: Code;
      readonly pin: boolean;
    }
  | { readonly type: 'deregister'; readonly at: number; readonly users: readonly number[]; readonly pin: boolean }
  | { readonly type: 'transfer'; readonly at: number; readonly user: number; readonly code: Code }
  /** With 利用者確認暗証番号, where the policy asks an unregistered user for it. */
  | { readonly type: 'transferByPin'; readonly at: number; readonly user: number; readonly right: boolean }
  | { readonly type: 'userLogin'; readonly at: number; readonly user: number; readonly right: boolean }
  | { readonly type: 'adminLogin'; readonly at: number; readonly right: boolean }
  | { readonly type: 'unlockUser'; readonly at: number; readonly user: number; readonly pin: boolean }
  | { readonly type: 'bankUnlock'; readonly at: number }
  | { readonly type: 'resetSerial'; readonly token: number }
  /** Two consecutive codes, the second so many steps from the bank's time. */
  | { readonly type: 'resync'; readonly token: number; readonly off: number }
  | { readonly type: 'wait'; readonly steps: number }
  /** The battery of a hardware token is used up. */
  | { readonly type: 'flatten'; readonly token: number }
  /** The app goes to a new phone: `token` shows nothing any more, `to` is its successor. */
  | { readonly type: 'changePhone'; readonly token: number; readonly to: number };
