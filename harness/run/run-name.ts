/** The folder's name of a run that is not the full one: readable, and the same for the same choice. PURE. */
import { createHash } from 'node:crypto';

export function runName({ args, ended }: { readonly args: readonly string[]; readonly ended: boolean }): string {
  const shard = /(?:^| )--shard[ =](\d+)\/(\d+)/.exec(args.join(' '));
  const rest = shard === null ? args : [];
  const words = rest
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const hash = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 8);
  const parts = [
    ended ? '' : 'cut-short',
    shard === null ? words : `shard-${shard[1]}-of-${shard[2]}`,
    args.length === 0 ? '' : hash,
  ];
  return parts.filter((part) => part !== '').join('-') || 'all';
}
