/** A character that came with a copied code and that nobody can see. PURE. */

const hidden = /[\p{White_Space}\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0\u2800]/u;

/** Where the first of them stands, counted from one; undefined when all can be seen. */
export function hiddenCharacterAt(typed: string): number | undefined {
  const at = [...typed].findIndex((character) => hidden.test(character));
  return at < 0 ? undefined : at + 1;
}
