/** `ichido doctor`: one line per part; 69 when a needed one is missing. `--fix` installs what Debian has, as root. */

import type { Command } from 'commander';
import { installCommand } from '../../common/missing-package.ts';
import { bothLanguages } from '../../common/text.ts';
import { failed, missingPart } from '../exit.ts';
import { help } from '../help-text.ts';
import { jsonOption } from '../options.ts';

interface DoctorOptions {
  readonly fix?: boolean;
  readonly json?: boolean;
}

export function add(program: Command): void {
  program
    .command('doctor')
    .description(
      help({ ja: '必要な部品がそろっているかを調べる', en: 'say which parts are there and which are missing' }),
    )
    .option(
      '--fix',
      help({ ja: 'Debian のパッケージを入れる（root のみ）', en: "install what Debian's packages bring (as root)" }),
    )
    .addOption(jsonOption())
    .action(doctor);
}

async function doctor(options: DoctorOptions): Promise<void> {
  const { canInstall, installPackages, systemParts } = await import('../parts/system-parts.ts');
  if (options.fix === true) {
    if (!canInstall()) {
      throw failed(
        '--fix は Debian 系の Linux で root のときだけ使えます。',
        '--fix works as root on Debian and its kin only',
      );
    }
    const packages = systemParts.flatMap((part) =>
      part.debian !== undefined && part.find() === undefined ? [part.debian] : [],
    );
    const trouble = packages.length === 0 ? undefined : installPackages(packages);
    if (trouble !== undefined) throw failed(`インストールに失敗しました: ${trouble}`, `could not install: ${trouble}`);
  }
  const found = systemParts.map((part) => ({ part, detail: part.find() }));
  if (options.json === true) {
    const rows = found.map(({ part, detail }) => ({
      name: part.name,
      needed: part.needed,
      found: detail ?? null,
      install: installLine(part),
    }));
    process.stdout.write(`${JSON.stringify(rows)}\n`);
  } else {
    for (const { part, detail } of found) process.stdout.write(`${line(part, detail)}\n`);
  }
  const missing = found.filter(({ part, detail }) => part.needed && detail === undefined).map(({ part }) => part.name);
  if (missing.length > 0) {
    throw missingPart(
      `必要な部品がありません: ${missing.join('、')}`,
      `needed parts are missing: ${missing.join(', ')}`,
    );
  }
}

type Part = import('../parts/system-parts.ts').SystemPart;

const installLine = ({ npm, debian, otherwise }: Part): string => {
  if (npm !== undefined) return installCommand(npm);
  return debian === undefined ? otherwise.en : `apt-get install ${debian}`;
};

function line(part: Part, detail: string | undefined): string {
  const name = part.name.padEnd(16);
  if (detail !== undefined) return `ok       ${name} ${detail}`;
  const how = part.debian === undefined ? '' : `apt-get install ${part.debian}; `;
  const { use, otherwise } = part;
  const what = bothLanguages({
    ja: `${use.ja}: ${how}${otherwise.ja}`,
    en: `${use.en}: ${how}${otherwise.en}`,
  });
  return `${part.needed ? 'MISSING ' : 'missing '} ${name} ${what}`;
}
