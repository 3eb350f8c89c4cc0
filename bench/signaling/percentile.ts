/** The least of the values that so many percent of them do not exceed (nearest rank); NaN where there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  return values.toSorted((one, other) => one - other)[rank - 1] ?? Number.NaN;
}
