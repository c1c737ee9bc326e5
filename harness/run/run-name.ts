/** The folder's name of a run that is not the full one: readable, and the same for the same choice. PURE. */
import { createHash } from 'node:crypto';
import { shardOf } from '../report/merge/shard.ts';

export function runName({ args, ended }: { readonly args: readonly string[]; readonly ended: boolean }): string {
  const shard = shardOf(args);
  const rest = shard === undefined ? args : [];
  const words = rest
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const hash = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 8);
  const parts = [
    ended ? '' : 'cut-short',
    shard === undefined ? words : `shard-${shard.index}-of-${shard.total}`,
    args.length === 0 ? '' : hash,
  ];
  return parts.filter((part) => part !== '').join('-') || 'all';
}
