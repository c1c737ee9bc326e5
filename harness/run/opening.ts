/** The first lines of a run: whose scenarios, how many, at which level, by which choice, and how long it will wait. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Text } from '../../common/text.ts';
import type { StageAbout } from '../outside/stage.ts';
import { waitOfScenario } from './wait-estimate.ts';
import type { Owner, Plan } from './what-to-run.ts';

export interface Opening {
  readonly plan: Plan;
  readonly level: string;
  readonly tags: string;
  readonly names: readonly string[];
  readonly shard: string;
}

const owners: { readonly [owner in Owner]: Text } = {
  own: { ja: '自分の機能', en: 'your own features' },
  ichido: { ja: 'ichido 付属の機能', en: "ichido's own features" },
};

export function openingText({ plan, level, tags, names, shard }: Opening): Text {
  const whose = (Object.keys(owners) as Owner[])
    .filter((owner) => plan.files[owner] > 0)
    .map((owner) => {
      const count = plan.scenarios.filter((scenario) => scenario.owner === owner).length;
      const files = plan.files[owner];
      return {
        ja: `${owners[owner].ja}（${files} ファイルの ${count} シナリオ）`,
        en: `${owners[owner].en} (${count} scenarios of ${files} files)`,
      };
    });
  const part = plan.full ? '' : `${plan.scenarios.length} / ${plan.of}`;
  const ja = [
    whose.map((text) => text.ja).join('と') || '機能なし',
    part && `全体のうち ${part}`,
    `実行レベル ${level}`,
    tags && `タグ ${tags}`,
    names.length > 0 && `名前 ${names.join('、')}`,
    shard && `分割 ${shard}`,
  ];
  const en = [
    whose.map((text) => text.en).join(' and ') || 'no features',
    part,
    `level ${level}`,
    tags && `tags ${tags}`,
    names.length > 0 && `names ${names.join(', ')}`,
    shard && `shard ${shard}`,
  ];
  return { ja: ja.filter(Boolean).join('、'), en: en.filter(Boolean).join(', ') };
}

/** How long somebody will wait where time passes by itself. */
export function waitText({ scenarios }: Plan, cwd: string): Text {
  const texts = new Map<string, string>();
  const waits = scenarios.map(({ at }) => {
    const [, file = '', line = '0'] = /^(.*):(\d+)$/.exec(at) ?? [];
    const text = texts.get(file) ?? readFileSync(resolve(cwd, file), 'utf8');
    texts.set(file, text);
    return waitOfScenario(text, Number(line));
  });
  const minutes = Math.ceil(waits.reduce((sum, ms) => sum + ms, 0) / 60_000);
  return {
    ja: `実時間で動きます。待ち時間は長くておよそ ${minutes} 分の見込みです（見送りがあれば短くなります）。`,
    en: `it runs in real time: about ${minutes} minutes of waiting at most`,
  };
}

/** What a portal of somebody's own is, and what of the rules it can't be held to. */
export function aboutTexts(about: StageAbout): readonly Text[] {
  const { name, version = '', origin = '', clock, watch, indistinct, differing } = about;
  const time = { manual: { ja: '動かす時計', en: 'a clock that is moved' }, wall: { ja: '実時間', en: 'real time' } }[
    clock
  ];
  const guard = {
    'same-window': { ja: '操作した窓で', en: 'in the window that acts' },
    'own-window': { ja: '別の窓で', en: 'in a window of its own' },
    off: { ja: '確かめない', en: 'not checked' },
    bank: { ja: '銀行の側で', en: "at the bank's side" },
  }[watch];
  return [
    {
      ja: `相手は${[name, version, origin].filter(Boolean).join(' ')}、${time.ja}、前提は画面から、断られた操作の前後は${guard.ja}見ます。`,
      en: `against ${[name, version, origin].filter(Boolean).join(' ')}, ${time.en}, givens through its screens, refused acts looked at ${guard.en}`,
    },
    ...indistinct.map((names) => ({
      ja: `このポータルでは見分けられません: ${names.join('、')}`,
      en: `this portal tells these in the same words: ${names.join(', ')}`,
    })),
    ...differing.map((refusal) => ({
      ja: `「${refusal}」の文言が一つではありません（D-12 は守られていません）。`,
      en: `"${refusal}" is told in several words (D-12 is not held)`,
    })),
  ];
}
