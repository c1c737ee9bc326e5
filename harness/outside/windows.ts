/** The windows of people at an outside portal, over the functions of its adapter. */
import type { AdminPortal, BankContract, Outcome, UserPortal, Wanderer } from '../ports.ts';
import { NotSupported } from '../ports.ts';
import { type Held, named, theirs } from './company.ts';
import { demandFunction, isTold, type OutsideDesk, outcomeOf, refuseScreen, screenOpened, shownIn } from './desk.ts';
import type { Company, OpenedScreen, OpenScreen } from './portal.ts';

/** The company of a contract; one that was typed with another number is the scenario's own under that number. */
function heldFor<W>(desk: OutsideDesk<W>, { contractId }: BankContract): Held<W> {
  const found = desk.held.find(({ company }) => company.id === contractId);
  if (found !== undefined) return found;
  const own = desk.held[0];
  if (own === undefined) throw new Error('この場面にはまだご契約先がありません');
  return { ...own, company: { ...own.company, id: contractId } };
}

export function adminOutside<W>(desk: OutsideDesk<W>, contract: BankContract): AdminPortal {
  const { portal, tables } = desk;
  const held = heldFor(desk, contract);
  const stops = desk.stops.get(held.company.id);
  let window: W | undefined;

  const here = (): W => {
    if (window === undefined) throw new Error('管理者はログインしていません');
    if (portal.sessions === 'one' && held.latest !== undefined && held.latest !== window) {
      throw new NotSupported('このポータルでは、同じ管理者が二つの窓を開けません');
    }
    return window;
  };
  const ids = (userIds: readonly string[]): readonly string[] =>
    userIds.map((userId) => theirs(held.names, held.company, userId));
  /** An act that asks for ご契約先確認暗証番号: wrong ones in a row stop the administrator. */
  const withPin = async (pin: string | undefined, act: () => Promise<Outcome>): Promise<Outcome> => {
    const wrong = pin !== undefined && pin !== held.company.pin;
    if (wrong) {
      stops?.demandRoom('確認暗証番号');
      stops?.count('確認暗証番号', 'wrong');
    }
    const outcome = await act();
    if (!wrong && pin !== undefined && outcome.accepted) stops?.count('確認暗証番号', 'right');
    return outcome;
  };

  /** Opened where the portal can keep one open; otherwise sent at once, as long as nothing else was done since. */
  async function openedScreen(screen: OpenedScreen, atOnce: OpenScreen['submit']) {
    const opened = await portal.openScreen?.(here(), screen);
    if (opened !== undefined && isTold(opened)) refuseScreen(desk, opened);
    const demandFresh = opened === undefined ? screenOpened(desk) : () => {};
    const send = opened === undefined ? atOnce : opened.submit;
    return {
      shown: opened?.shown === undefined ? undefined : named(held, opened.shown),
      submit: async (form: Parameters<typeof atOnce>[0]): Promise<Outcome> => {
        demandFresh();
        const typed = form.userIds === undefined ? form : { ...form, userIds: ids(form.userIds) };
        return withPin(form.pin, async () => outcomeOf(desk, held, await send(typed), here()));
      },
      cancel: opened?.cancel ?? notCancelled,
    };
  }

  return {
    logIn: async (password) => {
      const wrong = password !== held.company.password;
      if (wrong) stops?.demandRoom('管理者');
      const answer = await portal.logIn({ ...held.company, password });
      desk.acts += 1;
      if (isTold(answer)) {
        if (wrong) stops?.count('管理者', 'wrong');
        return tables.outcome({ ...answer, ok: false }, undefined);
      }
      stops?.count('管理者', 'right');
      window = answer;
      if (portal.watch !== 'own-window') held.latest = answer;
      return { accepted: true, status: '', shown: undefined };
    },
    logOff: async () => {
      await demandFunction(portal.logOff, 'logOff').call(portal, here());
      if (held.latest === window) held.latest = undefined;
    },
    overview: async () => {
      const { mode } = await shownIn(desk, held, here());
      const listed = await portal.users?.(here());
      return {
        mode,
        get users() {
          return demandFunction(listed, 'users').map(({ id, ...user }) => {
            const at = held.company.users.findIndex((each) => each.id === id);
            return { ...user, userId: held.names[at] ?? id };
          });
        },
      };
    },
    sectionLayout: () => demandFunction(portal.layout, 'layout').call(portal, here()),
    openMode: async () => {
      const shown = await portal.modeScreen?.(here());
      const screen = await openedScreen('mode', ({ mode, pin }) => portal.changeMode(here(), mode, pin));
      return {
        shown: () => demandFunction(shown, 'modeScreen'),
        submit: (mode, pin) => screen.submit({ mode, pin }),
        confirm: async (mode) => ({ submit: (pin) => screen.submit({ mode, pin }), cancel: notCancelled }),
        cancel: screen.cancel,
      };
    },
    openRegistration: async () => {
      const screen = await openedScreen('register', ({ userIds = [], serial = '', otp = '', pin = '' }) =>
        portal.register(here(), { userIds, serial, otp, pin }),
      );
      return { ...screen, shown: screen.shown ?? (await shownIn(desk, held, here())) };
    },
    openDeregistration: async () => {
      const screen = await openedScreen('deregister', ({ userIds = [], pin = '' }) =>
        portal.deregister(here(), { userIds, pin }),
      );
      return { ...screen, shown: screen.shown ?? (await shownIn(desk, held, here())) };
    },
    openUserScreen: async (kind, userId) => {
      const manage = demandFunction(portal.manageUser, 'manageUser');
      if (kind !== 'unlock' && portal.giveBack === undefined && portal.reset === undefined) {
        throw new NotSupported('この会社の利用者は、変えると元に戻せません（giveBack がありません）');
      }
      const demandFresh = screenOpened(desk);
      const about = userId === undefined ? undefined : theirs(held.names, held.company, userId);
      return {
        submit: async ({ userId: typedId, name, pin }) => {
          demandFresh();
          const form = { userId: typedId ?? about, name, pin };
          return withPin(pin, async () => outcomeOf(desk, held, await manage.call(portal, here(), kind, form)));
        },
      };
    },
    ...wandererOutside(desk, held, () => window),
  };
}

export function userOutside<W>(desk: OutsideDesk<W>, contract: BankContract, userId: string): UserPortal {
  const { portal, tables } = desk;
  const held = heldFor(desk, contract);
  const stops = desk.stops.get(held.company.id);
  const id = theirs(held.names, held.company, userId);
  let window: W | undefined;
  const here = (): W => {
    if (window === undefined) throw new Error(`利用者「${userId}」はログインしていません`);
    return window;
  };
  const openTransfer = async () => {
    const demandFresh = screenOpened(desk);
    return {
      submit: async ({ account, amount, otp = '', pin }: Parameters<UserPortal['transfer']>[0]) => {
        demandFresh();
        const whose = `${pin === undefined ? '取引' : '利用者確認暗証番号'} ${userId}`;
        // Charged before it is sent: several that are sent at once must not lead anybody into a stop together.
        stops?.demandRoom(whose);
        stops?.count(whose, 'wrong');
        const form = { account, amount, otp, ...(pin === undefined ? {} : { pin }) };
        const outcome = await outcomeOf(desk, held, await portal.transfer(here(), form));
        if (outcome.accepted) stops?.count(whose, 'right');
        return outcome;
      },
    };
  };
  return {
    logIn: async (password) => {
      const company = withUser(held.company, id, password);
      const whose = `利用者 ${userId}`;
      const wrong = password !== held.company.users.find((user) => user.id === id)?.password;
      if (wrong) stops?.demandRoom(whose);
      const answer = await portal.logIn(company, id);
      desk.acts += 1;
      if (isTold(answer)) {
        if (wrong) stops?.count(whose, 'wrong');
        return tables.outcome({ ...answer, ok: false }, undefined);
      }
      stops?.count(whose, 'right');
      window = answer;
      return { accepted: true, status: '', shown: undefined };
    },
    inquiry: async () => outcomeOf(desk, held, await portal.inquiry(here())),
    transferAsks: () => demandFunction(portal.transferAsks, 'transferAsks').call(portal, here()),
    transfer: async (transfer) => (await openTransfer()).submit(transfer),
    openTransfer,
    ...wandererOutside(desk, held, () => window),
  };
}

const noEntrances = 'このポータルのアダプターは、入口の画面を見せません';

function wandererOutside<W>(desk: OutsideDesk<W>, held: Held<W>, window: () => W | undefined): Wanderer {
  const { portal } = desk;
  return {
    goTo: async (screen, userId) => {
      if (screen === 'top' || screen === 'adminLogin' || screen === 'userLogin') throw new NotSupported(noEntrances);
      const id = userId === undefined ? undefined : theirs(held.names, held.company, userId);
      return outcomeOf(desk, held, await demandFunction(portal.goTo, 'goTo').call(portal, window(), screen, id));
    },
    forge: async (act) =>
      outcomeOf(desk, held, await demandFunction(portal.forge, 'forge').call(portal, window(), act)),
  };
}

async function notCancelled(): Promise<never> {
  throw new NotSupported('このポータルのアダプターには、画面のキャンセルがありません');
}

/** The company with what was typed as that user's password; whoever is nobody's user is tried all the same. */
function withUser(company: Company, id: string, password: string): Company {
  const users = company.users.map((user) => (user.id === id ? { ...user, password } : user));
  if (users.some((user) => user.id === id)) return { ...company, users };
  return { ...company, users: [...users, { id, name: '', password }] };
}
