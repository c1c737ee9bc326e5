/** `--fault NAME`: what is served is wrong in one way on purpose, and says so where anybody looks. */
import type { Wrapping } from '../desk/wrapping.ts';
import type { Fault } from '../harness/faults/fault.ts';
import { wrongUsage } from './exit.ts';

/** Undefined without a name. An unknown name is wrong usage. */
export async function faultAsked(name: string | undefined): Promise<Fault | undefined> {
  if (name === undefined) return undefined;
  const { faults } = await import('../harness/faults/faults.ts');
  const fault = faults.find((each) => each.name === name);
  if (fault !== undefined) return fault;
  throw wrongUsage(
    `「${name}」という誤りはありません。名前は ichido faults list で分かります。`,
    `no fault is called ${name}: ichido faults list tells the names`,
  );
}

/** What the fault makes wrong, and its name in the banner of every page. */
export function servedWith({ name, wrap }: Fault): Wrapping {
  const banner = '<strong>テスト用スタブ</strong>';
  return {
    ...wrap,
    render: (right) => {
      const render = wrap.render?.(right) ?? right;
      return (...page) => render(...page).replace(banner, `${banner}<strong>★ わざと誤り: ${name}</strong>`);
    },
  };
}

/** One loud line of each language on stderr. */
export function sayFault({ name, text, breaks }: Fault): void {
  process.stderr.write(
    `ichido: ★ わざと誤っています（${name}、${breaks.join('・')}）: ${text.ja}\n` +
      `ichido: * WRONG ON PURPOSE (${name}, ${breaks.join(', ')}): ${text.en}\n`,
  );
}
