/** `--shard 2/4` in the arguments of a run. PURE. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly total: number;
}

export function shardOf(args: readonly string[]): Shard | undefined {
  const [, index, total] = /(?:^| )--shard[ =](\d+)\/(\d+)/.exec(args.join(' ')) ?? [];
  return index === undefined ? undefined : { index: Number(index), total: Number(total) };
}

/** What all shards of one run have in common; who ran each may differ. */
export function withoutShard(args: readonly string[]): readonly string[] {
  const own = ['--shard', '--executor'];
  return args.filter(
    (word, at) =>
      !own.includes(word.split('=')[0] ?? '') && !(own.includes(args[at - 1] ?? '') && !word.startsWith('-')),
  );
}
