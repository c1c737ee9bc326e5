/**
 * Where whoever asks for a page is received, in the order of D-05: whose session, which role, form token, one-time form;
 * then the page's own function, and what its answer does to session and form. It knows no HTTP, so that the order
 * stands once: site.ts brings requests here, and so does whoever drives the portal without a server.
 */
import type { Contract, User } from '../../rules/contract.ts';
import type { Reason, RefusalCode } from '../../rules/refusal.ts';
import type { PortalService } from '../../service/service.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { Answer, LoginVisit, Notice, PageRoute, Visit } from '../pages/request-context.ts';
import type { ScreenName } from '../pages/screens.ts';
import type { FormFields } from './body.ts';
import type { Found, Owner, Session, Sessions } from './session.ts';

export interface ReceptionDeps {
  readonly service: PortalService;
  readonly sessions: Sessions;
  readonly now: () => number;
}

/** Somebody at a page's door, as the session table knew them at `at`. */
export interface Arrival {
  readonly route: PageRoute;
  readonly at: number;
  readonly found: Found;
  readonly held: Held | undefined;
}
type Held = Extract<Found, { state: 'live' | 'stopped' }>;

export interface Brought {
  /** `form` names the one-time form. */
  readonly fields: FormFields;
  readonly query: URLSearchParams;
  /** Whether a POST's form token is the session's own; asked only of whoever may come in. */
  tokenHolds(): boolean;
}

/** A session that began with the reply. The browser has to keep its id from now on. */
type Begun = ReturnType<Sessions['begin']>;

/** Everything that a page is drawn from. */
export interface ShownPage {
  readonly screen: ScreenName;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly notice: Notice;
  readonly contract: Contract | undefined;
  readonly user: User | undefined;
  /** Whose menu stands on the page. */
  readonly role: Owner['role'] | undefined;
  /** The id of the one-time form on the screen. */
  readonly form: string | undefined;
  /** What the form token belongs to. */
  readonly session: Session | undefined;
  readonly begun?: Begun | undefined;
}

export type Reply =
  | ShownPage
  /** `leave`: the session has ended. */
  | { readonly to: string; readonly leave: boolean; readonly begun: Begun | undefined };

export interface Reception {
  /** @param id of the session, as the browser brought it; counts as its use. */
  arrive(route: PageRoute, id: string | undefined): Arrival;
  /** Session, then role: what whoever may not come in at all is shown. Recorded as an attempt. */
  turnAway(arrival: Arrival): ShownPage | undefined;
  /** The whole order, `turnAway` first. */
  receive(arrival: Arrival, brought: Brought): Reply;
}

type Screen = Extract<Answer, { screen: ScreenName }>;

export function createReception({ service, sessions, now }: ReceptionDeps): Reception {
  function turnAway(arrival: Arrival): ShownPage | undefined {
    const { access, method } = arrival.route;
    // An entrance and the top page are open to all; what they show does not hang on a session.
    if (access === 'anyone' && method === 'GET') return undefined;
    const { found, held } = arrival;
    const owner = held?.session.owner;
    if (!owner || (owner.role === 'anonymous' && access !== 'anyone'))
      return refuse(arrival, 'no-session', 'E-SES-01', found.state === 'none' ? found.was : owner);
    if ((access !== 'administrator' && access !== 'user') || owner.role === access) return undefined;
    return refuse(arrival, 'not-administrator', 'E-SES-02', owner);
  }

  function refuse(arrival: Arrival, reason: Reason, code: RefusalCode, owner: Owner | undefined): ShownPage {
    const { route } = arrival;
    const recorded = record(route, owner && owner.role !== 'anonymous' ? owner.contractId : '', reason);
    const entrance = code === 'E-SES-01' || route.access === 'anyone';
    const notice: Notice = { refused: recorded ? code : 'E-SYS-01' };
    return show(arrival, entrance ? entranceOf(route) : { screen: 'problem', data: {} }, notice);
  }

  /** An attempt that the door or a page turns away is recorded, too. False when it could not be written down. */
  function record(route: PageRoute, contractId: string, reason: Reason): boolean {
    try {
      if (route.act) service.refuseAtDoor(contractId, route.act, reason);
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  function letIn(arrival: Arrival, brought: Brought): Reply {
    const { route, held } = arrival;
    const given = handle(arrival, visitOf(arrival, brought));
    const posted = brought.fields.one('form');
    // A stopped owner's act goes the usual way, so that its refusal is the rules' own and recorded; but they see no page.
    // The entrances are not theirs alone: somebody else may log on where they were stopped.
    const out = route.access !== 'anyone' && held && sessions.stateOf(held.session) !== 'live';
    if ('to' in given) return out && !given.leave ? show(arrival, entranceOf(route)) : move(arrival, given);
    if (!out) return show(arrival, given, given.notice, posted);
    const notice: Notice = given.notice?.refused ? given.notice : { refused: 'E-LCK-01' };
    return show(arrival, entranceOf(route), notice, posted);
  }

  function handle({ route, held }: Arrival, visit: Visit & LoginVisit): Answer {
    if (route.access === 'anyone' || route.access === 'either') return route.handle(visit);
    const { contract, user } = held ?? {};
    if (route.access === 'administrator' && contract) return route.handle({ ...visit, contract });
    if (route.access === 'user' && contract && user) return route.handle({ ...visit, contract, user });
    throw new Error(`a ${route.access} session without its contract or user`);
  }

  function visitOf({ route, held }: Arrival, { fields, query }: Brought): Visit & LoginVisit {
    const opened = held?.session.forms.get(fields.one('form'));
    const form = opened?.path === route.path ? opened : undefined;
    const contractId = held?.contract?.contractId ?? '';
    return {
      form,
      seen: form?.seen ?? -1,
      fields,
      query,
      act: (act) => service.act(contractId, act),
      login: (id, act) => service.act(id, act),
      record: (reason) => record(route, contractId, reason),
    };
  }

  function move({ held, at }: Arrival, { to, enter, leave = false }: Extract<Answer, { to: string }>): Reply {
    if (leave && held) sessions.end(held.session);
    return { to, leave, begun: enter && sessions.begin(enter, at, held?.session) };
  }

  /** @param posted the id of the one-time form that led here. */
  function show({ at, held }: Arrival, given: Screen, notice: Notice = {}, posted = ''): ShownPage {
    const { screen, data, opens } = given;
    const login = screen === 'adminLogin' || screen === 'userLogin';
    // The login form's token is bound to a session, too: an anonymous one, which ends at log-in.
    const stays = held && (!login || sessions.stateOf(held.session) !== 'none');
    const begun = login && !stays ? sessions.begin({ role: 'anonymous' }, at) : undefined;
    const session = stays ? held.session : begun?.session;
    if (given.spent || notice.refused === 'E-STA-01') session?.forms.delete(posted);
    const contract = given.contract ?? held?.contract;
    const form =
      session && contract && opens
        ? sessions.openForm(session, { seen: contract.revision, mode: contract.mode, ...opens })
        : undefined;
    const role = held?.state === 'live' && !login && screen !== 'top' ? held.session.owner.role : undefined;
    return { screen, data, at, notice, contract, user: held?.user, role, form, session, begun };
  }

  return {
    arrive(route, id) {
      const at = now();
      const found = sessions.find(id, at);
      return { route, at, found, held: found.state === 'none' ? undefined : found };
    },
    turnAway,
    receive(arrival, brought) {
      const away = turnAway(arrival);
      if (away) return away;
      if (arrival.route.method === 'POST' && !brought.tokenHolds())
        return refuse(arrival, 'form-token', 'E-SES-03', arrival.held?.session.owner);
      return letIn(arrival, brought);
    },
  };
}

/** The login page that leads to a route. */
function entranceOf(route: PageRoute): Screen {
  return route.access === 'user' || route.path === '/user/login'
    ? { screen: 'userLogin', data: { contractId: '', userId: '' } }
    : { screen: 'adminLogin', data: { contractId: '' } };
}
