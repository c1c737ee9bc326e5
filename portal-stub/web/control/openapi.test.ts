import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callControl, type Loose } from '../../testing/test-control.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());
const call = (method: string, path: string, body?: unknown) => callControl(portal, method, path, body);

describe('openapi.json', () => {
  test('is OpenAPI 3.1 with every route, and nothing that is not one', async () => {
    const { body: document } = await call('GET', 'openapi.json');
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const operations = Object.entries(document.paths as Record<string, Record<string, Loose>>).flatMap(
      ([path, verbs]) =>
        Object.entries(verbs).map(([verb, operation]) => ({ verb: verb.toUpperCase(), path, operation })),
    );
    expect(operations.map(({ verb, path }) => `${verb} ${path.replace('/__admin/', '')}`).sort()).toEqual(
      [
        'GET health',
        'GET history',
        'GET attempts',
        'GET contracts',
        'POST contracts',
        'GET contracts/{id}',
        'DELETE contracts/{id}',
        'PUT contracts/{id}/registrations',
        'GET contracts/{id}/history',
        'GET contracts/{id}/mails',
        'GET contracts/{id}/attempts',
        'POST contracts/{id}/unlock',
        'POST stock',
        'GET serials/{serial}',
        'POST serials/{serial}/reset',
        'POST serials/{serial}/resync',
        'GET events',
        'GET clock',
        'PUT clock',
        'POST reset',
        'GET openapi.json',
      ].sort(),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = (operation.parameters ?? []).filter((each: { in: string }) => each.in === 'path');
      expect(inPath.map((each: { name: string }) => each.name)).toEqual(named);
      for (const each of inPath) expect(each.required).toBe(true);
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
      for (const answer of Object.values<Loose>(operation.responses)) expect(answer.description).toMatch(/\S/);
    }
    // Every reference leads somewhere.
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name ?? '');
    expect(JSON.stringify(document)).not.toMatch(/"\$(id|schema)"/);
  });

  test('every described operation answers, and a crawl of its paths finds no other method', async () => {
    const { body: document } = await call('GET', 'openapi.json');
    for (const [path, verbs] of Object.entries<Record<string, unknown>>(document.paths)) {
      const real = path.replace('/__admin/', '').replace('{id}', demo.contractId).replace('{serial}', 'SKTH00001');
      for (const verb of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (
          real === 'reset' ||
          (verb === 'GET' && real === 'events') ||
          (verb === 'DELETE' && real.startsWith('contracts/'))
        )
          continue;
        const response = await portal.admin(real, { method: verb });
        await response.arrayBuffer();
        if (verb.toLowerCase() in verbs) expect([path, verb, response.status]).not.toEqual([path, verb, 405]);
        else expect([path, verb, response.status]).toEqual([path, verb, 405]);
      }
    }
  });

  test('what is answered has the shape that is described', async () => {
    const schemas = await import('./schemas.ts');
    await call('PUT', `contracts/${demo.contractId}/registrations`, {
      mode: 'individual',
      users: { user01: 'SKTH00001' },
    });
    portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    const path = `contracts/${demo.contractId}`;
    for (const [where, schema] of [
      ['health', schemas.Health],
      ['history', schemas.HistoryEntry.array()],
      ['attempts', schemas.Attempt.array()],
      ['contracts', schemas.Contract.array()],
      [path, schemas.Contract],
      [`${path}/history`, schemas.HistoryEntry.array()],
      [`${path}/mails`, schemas.Mail.array()],
      [`${path}/attempts`, schemas.Attempt.array()],
      ['serials/SKTH00001', schemas.Serial],
      ['clock', schemas.Clock],
    ] as const)
      expect([where, schema.safeParse((await call('GET', where)).body).error]).toEqual([where, undefined]);
  });
});
