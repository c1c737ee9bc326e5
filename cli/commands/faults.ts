/** `ichido faults list`: the wrong portals and wrong tokens by which features are tried. */
import type { Command } from 'commander';
import { bothLanguages } from '../../common/text.ts';
import { help } from '../help-text.ts';
import { jsonOption, langOption } from '../options.ts';

export function add(program: Command): void {
  program
    .command('faults')
    .description(help({ ja: 'わざと誤るポータルとトークン', en: 'portals and tokens that are wrong on purpose' }))
    .command('list')
    .description(help({ ja: '名前、破る規則、誤りの内容', en: 'their names, the rules they break, what is wrong' }))
    .addOption(langOption())
    .addOption(jsonOption())
    .action(list);
}

async function list({ lang, json }: { readonly lang?: 'ja' | 'en'; readonly json?: boolean }): Promise<void> {
  const { faults } = await import('../../harness/faults/faults.ts');
  if (json === true) {
    const rows = faults.map(({ name, breaks, text, at }) => ({ name, breaks, text, at }));
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return;
  }
  for (const { name, breaks, text, at } of faults) {
    const said = lang === undefined ? bothLanguages(text) : text[lang];
    process.stdout.write(`${name}\t${breaks.join(' ')}\t${at}\t${said}\n`);
  }
}
