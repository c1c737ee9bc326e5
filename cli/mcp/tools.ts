/** The tools of `ichido mcp`: the calls of the control server and of the bank's own API, with their schemas, as they are. */
import { z } from 'zod';
import { bothLanguages, type Text } from '../../common/text.ts';
import { askPlane } from '../../desk/client/ask-plane.ts';
import type { DeskAddress } from '../../desk/net/desk-file.ts';
import { type RouteShape, routeShapes } from '../../portal-stub/web/control/route-shapes.ts';
import { type ControlMethods, connectControl, type MethodName } from '../../simulator/control/client.ts';
import { methods } from '../../simulator/control/protocol.ts';
import { type BankTool, bankEffects, type Effect, type RpcTool, rpcEffects } from './effects.ts';

export interface DeskTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly [key: string]: unknown };
  readonly effect: Effect;
  /** Rejects with what the desk says, by its code. */
  call(desk: DeskAddress, given: { readonly [name: string]: unknown }): Promise<unknown>;
}

const nothing: Text = { ja: 'なし（見るだけ）', en: 'nothing' };

export const tools: readonly DeskTool[] = [
  ...Object.entries(rpcEffects).map(([name, effect]) => rpcTool(name as RpcTool, effect)),
  ...Object.entries(bankEffects).map(([name, effect]) => bankTool(name as BankTool, effect)),
];

function rpcTool(name: RpcTool, effect: Effect): DeskTool {
  return {
    name,
    description: describe(methods[name].summary, effect),
    inputSchema: jsonOf(methods[name].params),
    effect,
    async call({ control, secret }, given) {
      const client = await connectControl({ url: control, secret });
      try {
        return await client.call(name as MethodName, given as ControlMethods[MethodName]['params']);
      } finally {
        await client.close();
      }
    },
  };
}

/** What stands in the path and in the query goes beside `body`. */
function bankTool(route: BankTool, effect: Effect): DeskTool {
  const { path, summary, body, query }: RouteShape = routeShapes[route];
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const inQuery = Object.keys(query?.shape ?? {});
  const schema = z.strictObject({
    ...Object.fromEntries(inPath.map((name) => [name, z.string()])),
    ...query?.shape,
    ...(body === undefined ? {} : { body }),
  });
  const pick = (given: { readonly [name: string]: unknown }, names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, String(given[name])]])));
  return {
    name: `bank.${route}`,
    description: describe(summary, effect),
    inputSchema: jsonOf(schema),
    effect,
    call: async (desk, given) =>
      (await askPlane(desk, route, {
        params: pick(given, inPath),
        query: pick(given, inQuery),
        ...(given['body'] === undefined ? {} : { body: given['body'] }),
      })) ?? null,
  };
}

function describe(summary: string, { changes = nothing, forGood }: Effect): string {
  const effect = {
    ja: `変わるもの${forGood === true ? '（元に戻らない）' : ''}: ${changes.ja}`,
    en: `changes${forGood === true ? ' for good' : ''}: ${changes.en}`,
  };
  return `${summary.replace(/\.$/, '')}. ${bothLanguages(effect)}`;
}

function jsonOf(schema: z.ZodType): { readonly [key: string]: unknown } {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

/** One line: the code, then the sentence in both languages. */
export const errorLine = ({ code, text }: { readonly code: string; readonly text: Text }): string =>
  `${code}: ${bothLanguages(text)}`.replace(/\s+/g, ' ');
