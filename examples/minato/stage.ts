/**
 * みなと電子銀行 under the features: `ichido bdd --stage examples/minato/stage.ts`. Everything but its words is ichido's;
 * this file starts the bank itself. `MINATO_FAULT` plants a fault.
 */
import { readFileSync } from 'node:fs';
import { type Company, NotSupported, outsideStage, refusalNames, wordPortal } from 'ichido/stage';
import { type Fault, faults } from './faults.ts';
import { type Minato, openMinato } from './portal.ts';

interface Table {
  readonly name: string;
  readonly version: string;
  readonly halfWidth: string;
  readonly paths: { readonly [path: string]: string };
  readonly words: { readonly [word: string]: string };
  readonly refusals: { readonly [name: string]: string };
  readonly beside: readonly string[];
}

const table: Table = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));
const sentences = Object.fromEntries(
  Object.entries(refusalNames).flatMap(([code, name]) => {
    const said = table.refusals[name];
    return said === undefined ? [] : [[code, said]];
  }),
);

interface Open extends Minato {
  /** The one test company, which exists for good. */
  readonly company: Company;
}

let bank: Open | undefined;
const running = (): Open => {
  if (bank === undefined) throw new Error('the bank is not open');
  return bank;
};

export default outsideStage(
  wordPortal({
    ...table,
    origin: () => running().origin,
    open: async () => {
      const fault = (Object.keys(faults) as Fault[]).find((name) => name === process.env['MINATO_FAULT']);
      const opened = await openMinato({ words: table.words, sentences }, fault);
      const names = ['青木 一', '馬場 二', '千葉 三', '土井 四'];
      const { contractId, password, confirmationPin, users } = opened.desk.contract({
        users: names.map((name, at) => ({ userId: `tanto${at}`, name })),
      });
      const company = {
        id: contractId,
        password,
        pin: confirmationPin,
        users: users.map((user) => ({ id: user.userId, name: user.name, password: user.password })),
      };
      bank = { ...opened, company };
    },
    close: async () => bank?.close(),
    lease: async ({ nth }) => {
      if (nth > 1) throw new NotSupported('みなと電子銀行の試験用の会社は一つです');
      return running().company;
    },
    stock: async (pskc) => {
      const answer = running().desk.service.importStock(pskc, {});
      if (!answer.ok) throw new Error(answer.error.code);
    },
    setClock: async (now) => {
      const { clock } = running().desk;
      clock.change({ advanceMs: now - clock.now() });
    },
  }),
);
