/** The one name that a step speaks of. PURE. */

/** None and several are both an error: a step must not act for fewer than it names, or for somebody without a name. */
export function one(names: readonly string[]): string {
  const [name] = names;
  if (name === undefined || name === '' || names.length !== 1)
    throw new Error(
      `名前を 1 つだけ書いてください（${names.length === 0 ? 'ありません' : `「${names.join('」「')}」`}）`,
    );
  return name;
}
