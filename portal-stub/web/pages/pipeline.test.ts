/** The guard's part of D-05, walked without HTTP: whoever puts right what they were refused for meets the next refusal. */
import { expect, test } from 'vitest';
import type { NewContract } from '../../rules/acts.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { testBank } from '../../testing/test-bank.ts';
import { parseForm } from '../http/body.ts';
import { createSessions, type Owner } from '../http/session.ts';
import { pageRoutes } from './pages.ts';
import { createPipeline } from './pipeline.ts';
import type { ShownPage } from './reply.ts';
import type { PageRoute } from './request-context.ts';

const noFields = parseForm(Buffer.alloc(0), [], []);

function openPipeline(request: NewContract = {}) {
  const bank = testBank();
  const contractId = bank.contract({ mode: 'shared', ...request });
  const sessions = createSessions(bank.service);
  const pipeline = createPipeline({ service: bank.service, sessions, now: bank.now });
  const begin = (owner: Owner) => sessions.begin(owner, bank.now()).id;
  return {
    bank,
    contractId,
    pipeline,
    anonymous: begin({ role: 'anonymous' }),
    user: begin({ role: 'user', contractId, userId: 'user01' }),
    administrator: begin({ role: 'administrator', contractId }),
    get: (path: string, id: string) => page(pipeline.handle(pipeline.identify(route('GET', path), id), input())),
    post(path: string, id: string | undefined, fields: Record<string, string>, tokenHolds = true) {
      const given = parseForm(Buffer.from(String(new URLSearchParams(fields))), Object.keys(fields), []);
      return page(pipeline.handle(pipeline.identify(route('POST', path), id), input(given, tokenHolds)));
    },
  };
}

const input = (fields = noFields, tokenHolds = true) => ({
  fields,
  query: new URLSearchParams(),
  tokenHolds: () => tokenHolds,
});

function route(method: string, path: string): PageRoute {
  const found = pageRoutes.find((each) => each.method === method && each.path === path);
  if (found === undefined) throw new Error(`no page ${method} ${path}`);
  return found;
}

function page(reply: ReturnType<ReturnType<typeof createPipeline>['handle']>): ShownPage {
  if ('to' in reply) throw new Error(`sent on to ${reply.to}`);
  return reply;
}

test('session, role, form token, stale form, then the rules; each attempt has its one reason', () => {
  const { bank, contractId, anonymous, user, administrator, get, post } = openPipeline();
  const path = '/admin/otp/register';
  const { form = '' } = get(path, administrator);
  const otp = bank.freshCode('SKTH00001');
  const wrong = { serial: 'SKTH00001', otp, pin: 'wrong1234', form: 'invented' };
  const drawn = { ...wrong, form };
  const right = { ...drawn, pin: bank.get(contractId).confirmationPin };
  const refused = [
    post(path, undefined, wrong, false),
    post(path, anonymous, wrong, false),
    post(path, user, wrong, false),
    post(path, administrator, wrong, false),
    post(path, administrator, wrong),
    post(path, administrator, drawn),
    post(path, administrator, right),
  ].map(({ notice }) => notice.refused ?? notice.done);
  expect(refused).toEqual(['E-SES-01', 'E-SES-01', 'E-SES-02', 'E-SES-03', 'E-STA-01', 'E-PIN-01', '登録完了']);

  const reasons = (id: string) => bank.service.attempts(id).map(({ reason }) => reason);
  expect(reasons('')).toEqual(['no-session', 'no-session']);
  expect(reasons(contractId)).toEqual(['not-administrator', 'form-token', 'stale', 'pin-wrong', undefined]);
  // The form has done its one act (D-16), and this is too late for a twin.
  bank.move(2001);
  expect(post(path, administrator, right).notice.refused).toBe('E-STA-01');
});

test('who may not come in is not asked for the form token', () => {
  const { pipeline, user } = openPipeline();
  const fields = noFields;
  const tokenHolds = () => {
    throw new Error('asked');
  };
  const identified = pipeline.identify(route('POST', '/admin/otp/deregister'), user);
  const reply = pipeline.handle(identified, { fields, query: new URLSearchParams(), tokenHolds });
  expect(page(reply).notice.refused).toBe('E-SES-02');
});

test('a log-in needs the session of its entrance, and ends it', () => {
  const { bank, contractId, pipeline, post } = openPipeline();
  const login = '/admin/login';
  const fields = { contractId, password: bank.get(contractId).password };
  expect(post(login, undefined, fields).notice.refused).toBe('E-SES-01');

  const entrance = page(pipeline.handle(pipeline.identify(route('GET', login), undefined), input()));
  const before = entrance.begun?.id;
  const given = parseForm(Buffer.from(String(new URLSearchParams(fields))), Object.keys(fields), []);
  const reply = pipeline.handle(pipeline.identify(route('POST', login), before), input(given));
  if (!('to' in reply)) throw new Error(`refused: ${reply.notice.refused}`);
  expect(reply.to).toBe('/admin');
  const roleOf = (id: string | undefined) => pipeline.identify(route('GET', '/admin'), id).held?.session.owner.role;
  expect([roleOf(before), roleOf(reply.begun?.id)]).toEqual([undefined, 'administrator']);
});

test('a refusal that cannot be written down says so', () => {
  const { bank, post } = openPipeline();
  bank.service.recordRefusal = () => {
    throw new StoreUnavailable('the disk is full');
  };
  expect(post('/admin/otp/register', undefined, {}).notice.refused).toBe('E-SYS-01');
});

test('a form that was stale once never acts, whatever becomes of its contract', () => {
  const { bank, contractId, user, get, post } = openPipeline({ policy: { unregisteredUser: 'confirmationPin' } });
  const path = '/user/transfer';
  const page = get(path, user);
  const { form = '' } = page;
  expect(page).toMatchObject({ screen: 'transfer', data: { asks: 'pin' } });
  const fields = {
    form,
    account: '1234567',
    amount: '1000',
    pin: bank.get(contractId).users[0]?.confirmationPin ?? '',
  };
  bank.register(contractId, 'SKTH00001');
  expect(post(path, user, fields).notice.refused).toBe('E-STA-01');
  bank.deregister(contractId);
  expect(post(path, user, fields).notice.refused).toBe('E-STA-01');
  expect(post(path, user, { ...fields, form: get(path, user).form ?? '' }).notice.done).toBe('受付完了');
});

test('who was stopped is shown no page, and is sent on to none', () => {
  const { bank, contractId, administrator, get } = openPipeline();
  const wrong = { type: 'adminLogin', password: 'wrong1234' } as const;
  for (let n = 0; n < 7; n += 1) bank.service.act(contractId, wrong);
  expect(get('/admin', administrator)).toMatchObject({ screen: 'adminLogin', notice: { refused: 'E-LCK-01' } });
  expect(get('/admin/otp/mode/confirm', administrator).screen).toBe('adminLogin');
});

test('a menu stands on the pages of who is in, and on no entrance', () => {
  const { bank, contractId, administrator, user, get } = openPipeline();
  const roles = ['/admin', '/', '/admin/login', '/user/login'].map((path) => get(path, administrator).role);
  expect(roles).toEqual(['administrator', undefined, undefined, undefined]);
  expect(get('/admin', user)).toMatchObject({ screen: 'problem', role: 'user' });
  const wrong = { type: 'userLogin', userId: 'user01', password: 'wrong1234' } as const;
  for (let n = 0; n < 7; n += 1) bank.service.act(contractId, wrong);
  expect(get('/admin', user)).toMatchObject({ screen: 'problem', role: undefined });
});
