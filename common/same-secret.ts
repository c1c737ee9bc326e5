/** Equality of secrets in a time that depends on the guess's length alone. PURE. */
export function sameSecret(secret: string, guess: string): boolean {
  let difference = secret.length ^ guess.length;
  for (let index = 0; index < guess.length; index += 1) {
    difference |= secret.charCodeAt(index % Math.max(1, secret.length)) ^ guess.charCodeAt(index);
  }
  return difference === 0;
}
