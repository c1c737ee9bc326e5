/** Times beside budgets, as a table. PURE. */

interface Timed {
  readonly part: { readonly name: string; readonly budgetSeconds: number; readonly beside?: boolean };
  readonly seconds: number;
}

/** What all parts aim at together, in seconds. */
export const aimSeconds = 15 * 60;

export function timesTable(outcomes: readonly Timed[], totalSeconds: number): string {
  const row = (name: string, seconds: number, budget: number, note: string) =>
    `${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s of ${String(budget).padStart(4)} s${note}`;
  const over = (seconds: number, budget: number) => (seconds > budget ? '  OVER ITS BUDGET' : '');
  return [
    ...outcomes.map(({ part, seconds }) =>
      row(
        part.name,
        seconds,
        part.budgetSeconds,
        `${part.beside === true ? '  beside the others' : ''}${over(seconds, part.budgetSeconds)}`,
      ),
    ),
    row('total', totalSeconds, aimSeconds, over(totalSeconds, aimSeconds)),
  ].join('\n');
}
