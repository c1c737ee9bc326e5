/** The first lines of a run: whose scenarios, how many, at which level, by which choice. PURE. */
import type { Text } from '../../common/text.ts';
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
