/**
 * A portal whose pages are built like the stub's and say it in other words: the drivers of the stub are its adapter, with a
 * table of words between them and the pages.
 */
import { type Browser, createBrowser } from '../../../browser/browser.ts';
import { adminHttp } from '../../drivers/http/admin.ts';
import { userHttp } from '../../drivers/http/user.ts';
import { type AdminPortal, type Outcome, ScreenRefused, type UserPortal } from '../../ports.ts';
import { contractOfCompany } from '../company.ts';
import type { Company, OpenedScreen, OpenScreen, OutsidePortal, Told } from '../portal.ts';
import { hearBrowser } from './hear-browser.ts';
import { createWords, type WordTable, withoutBeside } from './table.ts';

type Window = AdminPortal | UserPortal;

type Given =
  | 'name'
  | 'version'
  | 'refusals'
  | 'halfWidth'
  | 'policy'
  | 'sessions'
  | 'watch'
  | 'lease'
  | 'stock'
  | 'open'
  | 'close'
  | 'setClock'
  | 'reset'
  | 'giveBack'
  | 'agree'
  | 'unlock'
  | 'history'
  | 'mails'
  | 'attempts'
  | 'contract';

/** What has to be said of a portal whose pages keep roles, labels and the shape of tables: everything but the acts. */
export interface WordPortal extends Pick<OutsidePortal, Given>, WordTable {
  /** Where it is; a function where that is known only after `open`. @example 'http://localhost:8080' */
  readonly origin: string | (() => string);
}

/**
 * The nine functions and more, over its pages.
 * @example export default outsideStage(wordPortal({ name: 'みなと電子銀行', origin, words, refusals, lease, stock }));
 */
export function wordPortal(given: WordPortal): OutsidePortal<Window> {
  const { origin, words: _words, paths: _paths, beside: _beside, ...portal } = given;
  const words = createWords(given);
  const where = (): string => (typeof origin === 'string' ? origin : origin());
  const window = (): Browser => hearBrowser(createBrowser(where()), words);
  const admin = (from: Window): AdminPortal => from as AdminPortal;
  const user = (from: Window): UserPortal => from as UserPortal;

  return {
    ...portal,
    ...(typeof origin === 'string' ? { origin } : {}),
    // What was done the pages say in our words already.
    done: { registered: '登録完了', deregistered: '登録解除完了', unchanged: '変更なし', transferred: '受付完了' },
    logIn: async (company, userId) => {
      const contract = contractOf(company);
      const opened =
        userId === undefined ? adminHttp(where(), contract, window()) : userHttp(where(), contract, userId, window());
      const password = company.users.find(({ id }) => id === userId)?.password ?? company.password;
      const outcome = await opened.logIn(password);
      return outcome.accepted ? opened : told(outcome);
    },
    registrations: (from) => unlessRefused(async () => (await admin(from).openRegistration()).shown),
    changeMode: (from, mode, pin) => act(async () => (await admin(from).openMode()).submit(mode, pin)),
    register: (from, form) => act(async () => (await admin(from).openRegistration()).submit(form)),
    deregister: (from, form) => act(async () => (await admin(from).openDeregistration()).submit(form)),
    transfer: (from, form) => act(() => user(from).transfer(form)),
    inquiry: (from) => act(() => user(from).inquiry()),
    manageUser: (from, kind, { userId, name, pin }) =>
      act(async () => {
        const screen = await admin(from).openUserScreen(kind, kind === 'add' ? undefined : userId);
        const form = { pin, ...(name === undefined ? {} : { name }), ...(kind === 'add' && userId ? { userId } : {}) };
        return screen.submit(form);
      }),
    users: async (from) => (await admin(from).overview()).users.map(({ userId, ...rest }) => ({ id: userId, ...rest })),
    openScreen: (from, screen) => unlessRefused(() => opened(admin(from), screen)),
    modeScreen: async (from) => (await admin(from).openMode()).shown(),
    layout: (from) => admin(from).sectionLayout(),
    transferAsks: (from) => user(from).transferAsks(),
    logOff: (from) => admin(from).logOff(),
    goTo: (from, screen, userId) => act(() => stranger(from).goTo(screen, userId)),
    forge: (from, form) => act(() => stranger(from).forge(form)),
  };

  async function opened(from: AdminPortal, kind: OpenedScreen): Promise<OpenScreen> {
    switch (kind) {
      case 'mode': {
        const screen = await from.openMode();
        return { submit: ({ mode, pin }) => act(() => screen.submit(mode, pin)), cancel: screen.cancel };
      }
      case 'register': {
        const { shown, submit, cancel } = await from.openRegistration();
        return {
          shown,
          submit: ({ userIds = [], serial = '', otp = '', pin = '' }) =>
            act(() => submit({ userIds, serial, otp, pin })),
          cancel,
        };
      }
      case 'deregister': {
        const { shown, submit } = await from.openDeregistration();
        return { shown, submit: ({ userIds = [], pin = '' }) => act(() => submit({ userIds, pin })) };
      }
    }
  }

  async function act(send: () => Promise<Outcome>): Promise<Told> {
    const outcome = await unlessRefused(send);
    return 'accepted' in outcome ? told(outcome) : outcome;
  }

  /** A screen that the portal refuses to show is its answer to the act. */
  async function unlessRefused<T>(show: () => Promise<T>): Promise<T | Told> {
    try {
      return await show();
    } catch (error) {
      if (error instanceof ScreenRefused) return told(error.outcome);
      throw error;
    }
  }

  function told(outcome: Outcome): Told {
    if (!outcome.accepted) return { ok: false, text: withoutBeside(outcome.text ?? '', given.beside) };
    return { ok: true, text: outcome.status, ...(outcome.shown === undefined ? {} : { shown: outcome.shown }) };
  }

  /** Whoever is nobody's window has one of their own, without a session. */
  function stranger(from: Window | undefined): Window {
    const nobody: Company = { id: '', password: '', pin: '', users: [] };
    return from ?? adminHttp(where(), contractOf(nobody), window());
  }
}

const contractOf = (company: Company) =>
  contractOfCompany(
    { company, names: company.users.map(({ id }) => id), policy: {} },
    { mode: 'shared', serial: undefined, users: new Map() },
  );
