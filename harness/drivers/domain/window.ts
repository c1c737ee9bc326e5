/**
 * A window without HTTP and HTML: the portal's own pipeline and page functions over its own sessions and forms.
 * What a server adds around them (headers, form tokens, templates) is not here; `http` drives those.
 */
import type { FormFields } from '../../../portal-stub/web/http/form-fields.ts';
import { pageRoutes } from '../../../portal-stub/web/pages/pages.ts';
import type { Pipeline } from '../../../portal-stub/web/pages/pipeline.ts';
import type { ShownPage } from '../../../portal-stub/web/pages/reply.ts';

export interface Fields {
  readonly [name: string]: string | readonly string[];
}

export interface DomainWindow {
  get(path: string, query?: { readonly [name: string]: string }): ShownPage;
  /** @param form the id of the one-time form that the fields are posted with. */
  post(path: string, form: string | undefined, fields: Fields): ShownPage;
}

export function createWindow(pipeline: Pipeline): DomainWindow {
  let id: string | undefined;

  function go(method: 'GET' | 'POST', path: string, query: URLSearchParams, fields: Fields): ShownPage {
    const route = pageRoutes.find((candidate) => candidate.path === path && candidate.method === method);
    if (route === undefined) throw new Error(`no page function for ${method} ${path}`);
    // No other site can reach into this process, so there is no token to forge.
    const input = { fields: formFields(fields), query, tokenHolds: () => true };
    const reply = pipeline.handle(pipeline.identify(route, id), input);
    if (reply.begun) id = reply.begun.id;
    if (!('to' in reply)) return reply;
    if (reply.leave) id = undefined;
    return go('GET', reply.to, new URLSearchParams(), {});
  }

  return {
    get: (path, query) => go('GET', path, new URLSearchParams(query), {}),
    post: (path, form, fields) => go('POST', path, new URLSearchParams(), { ...fields, form: form ?? '' }),
  };
}

function formFields(fields: Fields): FormFields {
  const all = (name: string): readonly string[] => [fields[name] ?? []].flat();
  return { all, one: (name) => all(name)[0] ?? '', sent: (name) => Object.hasOwn(fields, name) };
}
