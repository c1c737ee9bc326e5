/**
 * A window without HTTP and HTML: the portal's own page functions over its own sessions, forms and service.
 * What a server adds around them (headers, form tokens, templates) is not here; `http` drives those.
 */

import type { Contract, User } from '../../portal-stub/contract.ts';
import type { Reason, RefusalCode } from '../../portal-stub/refusal.ts';
import { adminRoutes } from '../../portal-stub/routes/admin.ts';
import { otpRoutes } from '../../portal-stub/routes/otp.ts';
import type { ScreenName } from '../../portal-stub/routes/screens.ts';
import { userRoutes } from '../../portal-stub/routes/user.ts';
import { userListRoutes } from '../../portal-stub/routes/users.ts';
import type { Answer, LoginVisit, Notice, PageRoute, Visit } from '../../portal-stub/routes/visit.ts';
import type { PortalService } from '../../portal-stub/service.ts';
import type { Found, Sessions } from '../../portal-stub/session.ts';

export interface WindowDeps {
  readonly service: PortalService;
  readonly sessions: Sessions;
  readonly now: () => number;
}

/** What a template would be given. */
export interface View {
  readonly screen: ScreenName;
  readonly data: Readonly<Record<string, unknown>>;
  readonly notice: Notice;
  readonly contract: Contract | undefined;
  readonly user: User | undefined;
  /** The id of the one-time form on the screen. */
  readonly form: string;
}

export interface Fields {
  readonly [name: string]: string | readonly string[];
}

export interface DomainWindow {
  get(path: string, query?: { readonly [name: string]: string }): View;
  post(path: string, form: string, fields: Fields): View;
}

type Held = Extract<Found, { state: 'live' | 'stopped' }>;

const routes: readonly PageRoute[] = [...adminRoutes, ...otpRoutes, ...userListRoutes, ...userRoutes];

export function createWindow({ service, sessions, now }: WindowDeps): DomainWindow {
  let id: string | undefined;

  function go(method: 'GET' | 'POST', path: string, query: Fields, fields: Fields, formId: string): View {
    const route = routes.find((candidate) => candidate.path === path && candidate.method === method);
    if (route === undefined) throw new Error(`no page function for ${method} ${path}`);
    const at = now();
    const found = sessions.find(id, at);
    const held = found.state === 'none' ? undefined : found;
    const owner = held?.session.owner ?? (found.state === 'none' ? found.was : undefined);
    const visit = visitOf(route, held, path, query, fields, formId);

    if (route.access === 'anyone') return show(route.handle(visit), held, formId, at);
    if (held === undefined || held.session.owner.role === 'anonymous')
      return refuse(route, 'no-session', 'E-SES-01', owner);
    if (route.access !== 'either' && held.session.owner.role !== route.access)
      return refuse(route, 'not-administrator', 'E-SES-02', owner);
    const answer = handle(route, visit, held);
    if (held.state === 'stopped' || (!('to' in answer) && sessions.stateOf(held.session) !== 'live')) {
      // The attempt that stopped somebody is still told its own refusal; after it there is no page any more.
      return view(
        undefined,
        undefined,
        'to' in answer || !answer.notice?.refused ? { refused: 'E-LCK-01' } : answer.notice,
      );
    }
    return show(answer, held, formId, at);
  }

  function handle(route: PageRoute, visit: Visit & LoginVisit, held: Held): Answer {
    const { contract, user } = held;
    if (route.access === 'administrator' && contract) return route.handle({ ...visit, contract });
    if (route.access === 'user' && contract && user) return route.handle({ ...visit, contract, user });
    if (route.access === 'either' || route.access === 'anyone') return route.handle(visit);
    throw new Error(`a live ${route.access} session without its contract or user`);
  }

  function visitOf(
    route: PageRoute,
    held: Held | undefined,
    path: string,
    query: Fields,
    fields: Fields,
    formId: string,
  ): Visit & LoginVisit {
    const opened = held?.session.forms.get(formId);
    const form = opened?.path === path ? opened : undefined;
    const contractId = held?.contract?.contractId ?? '';
    const all = (name: string): readonly string[] => [fields[name] ?? []].flat();
    return {
      form,
      seen: form?.seen ?? -1,
      fields: { all, one: (name) => all(name)[0] ?? '', sent: (name) => Object.hasOwn(fields, name) },
      query: new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])),
      act: (act) => service.act(contractId, act),
      login: (contract, act) => service.act(contract, act),
      record: (reason) => {
        if (route.act !== undefined) service.refuseAtDoor(contractId, route.act, reason);
        return true;
      },
    };
  }

  function refuse(
    route: PageRoute,
    reason: Reason,
    code: RefusalCode,
    owner: Held['session']['owner'] | undefined,
  ): View {
    const contractId = owner === undefined || owner.role === 'anonymous' ? '' : owner.contractId;
    if (route.act !== undefined) service.refuseAtDoor(contractId, route.act, reason);
    return view(undefined, undefined, { refused: code });
  }

  function show(answer: Answer, held: Held | undefined, formId: string, at: number): View {
    if ('to' in answer) {
      if (answer.leave) {
        if (held) sessions.end(held.session);
        id = undefined;
        return view(undefined, undefined, {});
      }
      if (answer.enter) id = sessions.begin(answer.enter, at, held?.session).id;
      return go('GET', answer.to, {}, {}, '');
    }
    if (held && (answer.spent || answer.notice?.refused === 'E-STA-01')) held.session.forms.delete(formId);
    return view(answer, held, answer.notice ?? {});
  }

  function view(
    answer: Extract<Answer, { screen: ScreenName }> | undefined,
    held: Held | undefined,
    notice: Notice,
  ): View {
    const contract = answer?.contract ?? held?.contract;
    const opens = answer?.opens;
    const form =
      held && contract && opens
        ? sessions.openForm(held.session, { seen: contract.revision, mode: contract.mode, ...opens })
        : '';
    return {
      screen: answer?.screen ?? 'problem',
      data: answer?.data ?? {},
      notice,
      contract,
      user: held?.user,
      form,
    };
  }

  return {
    get: (path, query = {}) => go('GET', path, query, {}, ''),
    post: (path, form, fields) => go('POST', path, {}, fields, form),
  };
}
