import { relative, resolve } from 'node:path';
import { headline } from './headline.mjs';

/** @typedef {import('./headline.mjs').Counts} Counts */
/** @typedef {{ name: string, nesting: number, file?: string }} Place */
/** @typedef {Place & { details: { type?: string, error?: Error }, skip?: string | boolean, todo?: string | boolean }} Result */

/**
 * A reporter of `node:test` that writes {@link Counts} as JSON. A file without any test is a failure: Node itself
 * reports it as one that passed.
 *
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* countTests(events) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, failures: [] };
  /** @type {string[]} names of the suites and the test that the events are about, outermost first */
  const path = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
    if ((type !== 'test:pass' && type !== 'test:fail') || !isTest(data)) continue;
    if (type === 'test:pass' && !isEmptyFile(data)) {
      counts.passed += 1;
      continue;
    }
    counts.failed += 1;
    const error = isEmptyFile(data) ? 'holds no test, or could not be loaded' : message(data);
    counts.failures.push(headline([...path.slice(0, data.nesting), data.name], error, nameOf(data)));
  }
  yield JSON.stringify(counts);
}

/** @param {Result} result */
function isTest({ details, skip, todo }) {
  return details.type !== 'suite' && skip === undefined && todo === undefined;
}

/** @param {Place} result */
function isEmptyFile({ name, nesting, file }) {
  return nesting === 0 && file !== undefined && resolve(name) === file;
}

/** What was thrown: the error of `node:test` only says that something was. @param {Result} result */
function message({ details: { error } }) {
  const thrown = error?.cause ?? error;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** @param {Place} result */
const nameOf = ({ file }) => (file === undefined ? '' : relative('', file));
