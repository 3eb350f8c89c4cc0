/**
 * What a step's tests came to, as its reporter leaves it for `npm test`.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures a line about each one that failed
 */

const LONGEST = 300;

/**
 * A failure in a line, for the end of the output: whoever reads only that has to know where to look.
 *
 * @param {string[]} names of the suites and the test, outermost first; none where a whole file failed
 * @param {string} message
 * @param {string} file
 */
export function headline(names, message, file) {
  const said = message.replace(/\s+/g, ' ').trim();
  const where = names.length > 0 ? `${names.join(' › ')} (${file})` : file;
  return `${where}: ${said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said}`;
}
