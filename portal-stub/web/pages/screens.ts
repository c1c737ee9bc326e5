/** Every screen of the stub: its neutral ID and the template that draws it; what it says is in its texts. PURE. */
import type { screenTexts } from '../../texts/screens.ts';
import type { TemplateData } from './page-data.ts';

export type ScreenName = keyof typeof screenTexts;

interface Screen {
  readonly id: string;
  readonly template: keyof TemplateData;
}

export const screens = {
  top: { id: 'STUB-TOP-01', template: 'top' },
  adminLogin: { id: 'STUB-LGN-01', template: 'admin-login' },
  userLogin: { id: 'STUB-LGN-02', template: 'user-login' },
  adminStatus: { id: 'STUB-CST-01', template: 'admin-status' },
  contractMenu: { id: 'STUB-CST-02', template: 'contract-menu' },
  users: { id: 'STUB-USR-01', template: 'users' },
  userNew: { id: 'STUB-USR-02', template: 'user-form' },
  userEdit: { id: 'STUB-USR-03', template: 'user-form' },
  userDelete: { id: 'STUB-USR-04', template: 'user-form' },
  userUnlock: { id: 'STUB-USR-05', template: 'user-form' },
  mode: { id: 'STUB-OTP-01', template: 'mode' },
  modeConfirm: { id: 'STUB-OTP-02', template: 'mode-confirm' },
  register: { id: 'STUB-OTP-03', template: 'register' },
  deregister: { id: 'STUB-OTP-04', template: 'deregister' },
  history: { id: 'STUB-REC-01', template: 'history' },
  mails: { id: 'STUB-REC-02', template: 'mails' },
  userStatus: { id: 'STUB-UST-01', template: 'user-status' },
  balance: { id: 'STUB-INQ-01', template: 'balance' },
  transfer: { id: 'STUB-TRF-01', template: 'transfer' },
  problem: { id: 'STUB-ERR-01', template: 'problem' },
} as const satisfies { readonly [name in ScreenName]: Screen };

/** A screen with the data that its template draws: another screen's data does not fit. */
export type Shown = {
  readonly [name in ScreenName]: {
    readonly screen: name;
    readonly data: TemplateData[(typeof screens)[name]['template']];
  };
}[ScreenName];
