/** OpenAPI 3.1 from the route table and the zod schemas that judge the requests, so the two cannot drift apart. PURE. */
import { z } from 'zod';
import { type RouteShape, routeShapes } from './route-shapes.ts';
import * as schemas from './schemas.ts';

type Json = { [key: string]: unknown };

export function openApiDocument(): Json {
  const components = componentSchemas();
  const nameOf = new Map<z.ZodType, string>(Object.entries(schemas).map(([name, schema]) => [schema, name]));
  const schemaOf = (schema: z.ZodType): Json => {
    if (schema instanceof z.ZodArray) return { type: 'array', items: schemaOf(schema.element as z.ZodType) };
    const name = nameOf.get(schema);
    if (name === undefined) throw new Error('a schema of the control plane must be exported by schemas.ts');
    return { $ref: `#/components/schemas/${name}` };
  };

  const paths: { [path: string]: Json } = {};
  for (const [id, route] of Object.entries(routeShapes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const name = `/__admin/${path}`;
    paths[name] = { ...paths[name], [route.method.toLowerCase()]: operation(id, route, schemaOf) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ichido portal stub, control plane',
      version: '1',
      description: 'The bank’s side of the stub: contracts, stock, history, clock. Loopback only unless told.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ secret: [] }],
    paths,
    components: { schemas: components, securitySchemes: { secret: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation(id: string, route: RouteShape, schemaOf: (schema: z.ZodType) => Json): Json {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inHeader = Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, each]) => {
    // As it is read: a number that stands in an address is text.
    const { $schema: _, ...read } = z.toJSONSchema(each as z.ZodType);
    return { name, in: 'query', required: false, schema: read };
  });
  const { status, schema, mediaType = 'application/json' } = route.answers;
  const content = schema
    ? { content: { [mediaType]: { schema: schemaOf(schema) } } }
    : route.answers.mediaType
      ? { content: { [mediaType]: { schema: route.answers.raw ?? { type: 'string' } } } }
      : {};
  const problem = { content: { 'application/problem+json': { schema: schemaOf(schemas.Problem) } } };
  const body = route.body
    ? { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } }
    : route.rawBody
      ? {
          required: true,
          content: Object.fromEntries(route.rawBody.map((type) => [type, { schema: { type: 'string' } }])),
        }
      : undefined;
  return {
    operationId: id,
    summary: route.summary,
    ...(inPath.length + inQuery.length + inHeader.length > 0
      ? { parameters: [...inPath, ...inQuery, ...inHeader] }
      : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [String(status)]: { description: route.summary, ...content },
      '401': { description: 'The control secret is missing or wrong.', ...problem },
      default: { description: 'Refused; `code` says why.', ...problem },
    },
  };
}

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const { schemas: generated } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'input' });
  return Object.fromEntries(Object.entries(generated).map(([id, { $schema, $id, ...schema }]) => [id, schema]));
}
