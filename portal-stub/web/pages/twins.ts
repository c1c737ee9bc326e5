/**
 * A double click posts one form twice. The second post, the twin, gets the first's page: it charges nothing, it is no
 * attempt, and it undoes nothing of what the first did (D-16). Every answer is synchronous, so a twin that comes while the
 * first is being answered comes after it here. SHELL only for its hash.
 *
 * - A form is known by its one-time id and form token; the log-off, which stands on every page, by its form token alone.
 * - It gives nothing to whoever has only seen the form: the cookie must be the first's, or the one that the first was given.
 * - After a refusal, and at an entrance, the fields must be the same: what was corrected is an attempt of its own.
 */
import { createHash } from 'node:crypto';
import type { FormFields } from '../http/form-fields.ts';
import { keyOf, lateMs, type Session, type Sessions } from '../http/session.ts';
import type { Identified, Reply } from './reply.ts';

export interface Twins {
  /** The first's reply, where this post is its twin. */
  replyTo(post: Identified, fields: FormFields): Reply | undefined;
  /** Whether such a twin may come with this cookie; asked before the fields have been read. */
  mayCome(post: Identified): boolean;
  /** @param done whether the form has done its act. */
  remember(post: Identified, fields: FormFields, answered: { readonly reply: Reply; readonly done: boolean }): void;
}

interface First {
  readonly path: string;
  readonly at: number;
  readonly brought: string | undefined;
  /** Of the fields; undefined where any fields are a twin's. */
  readonly sameFields: string | undefined;
  readonly reply: Reply;
  /** What the reply shows belongs to this session, as long as it is what it was. */
  readonly session: Session | undefined;
  readonly state: ReturnType<Sessions['stateOf']>;
}

const mostRemembered = 1_000;

export function createTwins(sessions: Sessions): Twins {
  /** By the form's mark, oldest first. */
  const firsts = new Map<string, First>();

  return {
    replyTo(post, fields) {
      const mark = markOf(post, fields);
      const first = mark === undefined ? undefined : firsts.get(mark);
      if (!first || !mayHave(first, post, broughtBy(post))) return undefined;
      if (first.sameFields !== undefined && first.sameFields !== printOf(post, fields)) return undefined;
      if (first.session && sessions.stateOf(first.session) !== first.state) return undefined;
      const { reply } = first;
      // The cookie that the log-off took away may by now be another session's.
      if ('to' in reply) return { ...reply, leave: false, begun: post.held === undefined ? reply.begun : undefined };
      return reply;
    },

    mayCome(post) {
      const brought = broughtBy(post);
      return firsts.values().some((first) => mayHave(first, post, brought));
    },

    remember(post, fields, { reply, done }) {
      for (const [mark, first] of firsts) {
        if (firsts.size < mostRemembered && isRecent(first, post)) break;
        firsts.delete(mark);
      }
      const mark = markOf(post, fields);
      // Where nothing could be written, nothing was answered that a twin could have.
      if (mark === undefined || ('notice' in reply && reply.notice.refused === 'E-SYS-01')) return;
      const { route, at } = post;
      const session = 'to' in reply ? reply.begun?.session : reply.session;
      // Put in again, so that the oldest stay first.
      firsts.delete(mark);
      firsts.set(mark, {
        path: route.path,
        at,
        brought: broughtBy(post),
        sameFields: done && route.access !== 'anyone' ? undefined : printOf(post, fields),
        reply,
        session,
        state: session ? sessions.stateOf(session) : 'none',
      });
    },
  };
}

const broughtBy = ({ id }: Identified): string | undefined => (id === undefined ? undefined : keyOf(id));

const isRecent = (first: First, { at }: Identified): boolean => at - first.at <= lateMs;

/** What a log-off answers shows nothing, and whoever it logged off has no cookie any more. */
function mayHave(first: First, post: Identified, brought: string | undefined): boolean {
  if (first.path !== post.route.path || !isRecent(first, post)) return false;
  if ('to' in first.reply && first.reply.leave) return true;
  return brought !== undefined && (brought === first.brought || brought === first.session?.key);
}

/** Undefined for a form that has no id, as one that no page of ours has shown. */
function markOf({ route }: Identified, fields: FormFields): string | undefined {
  const form = fields.one('form');
  const token = fields.one('csrf');
  if (form === '' && (route.access !== 'either' || token === '')) return undefined;
  return hash([route.path, form, token]);
}

function printOf({ route }: Identified, fields: FormFields): string {
  return hash([...(route.fields ?? []), ...(route.lists ?? [])].map((name) => [name, ...fields.all(name)]));
}

/** So that nothing that was typed is kept. */
function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
