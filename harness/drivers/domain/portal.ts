/** Both entrances of the portal, in process: pages without HTML (window.ts). */
import { serialOf } from '../../../portal-stub/rules/contract.ts';
import type { Pipeline } from '../../../portal-stub/web/pages/pipeline.ts';
import type { ShownPage } from '../../../portal-stub/web/pages/reply.ts';
import {
  type AdminPortal,
  type BankContract,
  NotSupported,
  type Outcome,
  ScreenRefused,
  type ShownRegistrations,
  type TransferScreen,
  type UserPortal,
  type Wanderer,
} from '../../ports.ts';
import { addresses, forgedFields } from '../addresses.ts';
import { createWindow, type DomainWindow, type Fields } from './window.ts';

const paths = { ...addresses, logOff: '/logoff' };

export function adminDomain(pipeline: Pipeline, contract: BankContract): AdminPortal {
  const window = createWindow(pipeline);
  const open = (path: string, query?: { readonly user: string }): ShownPage => demandOpen(window.get(path, query));
  return {
    logIn: async (password) => {
      // As everywhere, a log-in is sent from the entrance and its session.
      const { form } = window.get(paths.adminLogin);
      return outcome(window.post(paths.adminLogin, form, { contractId: contract.contractId, password }));
    },
    logOff: async () => void window.post(paths.logOff, undefined, {}),

    overview: async () => {
      const shown = shownContract(open(paths.users));
      return {
        mode: shown.mode,
        users: shown.users.map((user) => ({
          userId: user.userId,
          name: user.name,
          token: serialOf(shown, user),
          stopped: user.stopped,
        })),
      };
    },

    sectionLayout: async () => noPage('画面の配置'),

    openMode: async () => {
      const view = demandScreen(open(paths.mode), 'mode');
      return {
        shown: () => noPage('選択肢と注意文'),
        submit: async (mode, pin) => {
          const next = window.post(paths.mode, view.form, mode === undefined ? {} : { mode });
          if (next.screen !== 'modeConfirm') return outcome(next);
          return outcome(window.post(paths.confirm, next.form, { pin: pin ?? '' }));
        },
        confirm: async (mode) => {
          const next = demandScreen(demandOpen(window.post(paths.mode, view.form, { mode })), 'modeConfirm');
          return {
            submit: async (pin) => outcome(window.post(paths.confirm, next.form, { pin })),
            cancel: async () => noPage('キャンセルのボタン'),
          };
        },
        cancel: async () => noPage('キャンセルのボタン'),
      };
    },

    openRegistration: async () => {
      const view = open(paths.register);
      return {
        shown: shownRegistrations(view),
        submit: async ({ userIds, serial, otp, pin }) =>
          outcome(window.post(paths.register, view.form, { users: userIds, serial, otp, pin })),
        cancel: async () => noPage('キャンセルのボタン'),
      };
    },

    openDeregistration: async () => {
      // Opened even where nothing is registered: the page says so, and OK is refused (R12).
      const view = window.get(paths.deregister);
      if (view.screen !== 'deregister') demandOpen(view);
      return {
        shown: shownRegistrations(view),
        submit: async ({ userIds, pin }) => outcome(window.post(paths.deregister, view.form, { users: userIds, pin })),
      };
    },

    openUserScreen: async (kind, userId) => {
      const view = open(paths[kind], userId === undefined ? undefined : { user: userId });
      return {
        submit: async (form) => outcome(window.post(paths[kind], view.form, { ...form })),
      };
    },

    ...wanderer(window),
  };
}

function wanderer(window: DomainWindow): Wanderer {
  return {
    goTo: async (screen, userId) =>
      outcome(window.get(addresses[screen], userId === undefined ? {} : { user: userId })),
    forge: async (act) => outcome(window.post(addresses[act.to], undefined, forgedFields(act))),
  };
}

export function userDomain(pipeline: Pipeline, contract: BankContract, userId: string): UserPortal {
  const window = createWindow(pipeline);
  const openTransfer = (): TransferScreen => {
    const view = demandOpen(window.get(paths.transfer));
    return {
      submit: async ({ account, amount, otp, pin }) => {
        const secret: Fields = pin === undefined ? { otp: otp ?? '' } : { pin };
        return outcome(window.post(paths.transfer, view.form, { account, amount, ...secret }));
      },
    };
  };
  return {
    logIn: async (password) => {
      const { form } = window.get(paths.userLogin);
      const { contractId } = contract;
      return outcome(window.post(paths.userLogin, form, { contractId, userId, password }));
    },
    inquiry: async () => outcome(window.get(paths.inquiry)),
    transferAsks: async () => demandScreen(demandOpen(window.get(paths.transfer)), 'transfer').data.asks,
    transfer: async (transfer) => openTransfer().submit(transfer),
    openTransfer: async () => openTransfer(),
    ...wanderer(window),
  };
}

/** What a template alone decides is nobody's to tell here. */
function noPage(what: string): never {
  throw new NotSupported(`domain には${what}がありません`);
}

function outcome(view: ShownPage): Outcome {
  const { refused, done, detail } = view.notice;
  // The sentence beside the code is the page's.
  if (refused !== undefined) return refusal(view, refused);
  const shows = view.screen === 'register' || view.screen === 'deregister';
  return {
    accepted: true,
    status: [done, detail].filter(Boolean).join(' '),
    shown: shows ? shownRegistrations(view) : undefined,
  };
}

function demandOpen(view: ShownPage): ShownPage {
  const { refused } = view.notice;
  const closed = view.form === undefined || view.screen === 'adminLogin' || view.screen === 'userLogin';
  if (refused !== undefined && closed) throw new ScreenRefused(refusal(view, refused));
  return view;
}

function refusal({ screen, notice }: ShownPage, code: string) {
  return { accepted: false, code, text: undefined, traces: JSON.stringify([screen, notice]) } as const;
}

function demandScreen<Name extends ShownPage['screen']>(view: ShownPage, name: Name) {
  if (view.screen !== name) throw new Error(`the screen ${name} was expected, not ${view.screen}`);
  return view as Extract<ShownPage, { readonly screen: Name }>;
}

function shownRegistrations(view: ShownPage): ShownRegistrations {
  const contract = shownContract(view);
  if (contract.mode === 'shared') return { mode: 'shared', serial: contract.registration.serial, users: new Map() };
  const users = contract.users.map((user) => [user.userId, user.registration.serial] as const);
  return { mode: 'individual', serial: undefined, users: new Map(users) };
}

function shownContract(view: ShownPage) {
  if (view.contract === undefined) throw new Error(`the screen ${view.screen} shows no contract`);
  return view.contract;
}
