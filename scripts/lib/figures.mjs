/** What benchmarks say: figures of many rounds in few, and lines of a Markdown table. */

/**
 * @param {number[]} values
 * @param {number} share 0.5 for the median
 * @returns {number} the lowest value that this share of all does not exceed
 */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** @param {(string | number)[]} cells numbers are rounded to whole ones */
export const row = (cells) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? Math.round(cell) : cell)).join(' | ')} |`;
