import { resolve } from 'node:path';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * A reporter of `node:test` that writes {@link Counts} as JSON. A file without any test is a failure: Node itself
 * reports it as one that passed.
 *
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* countTests(events) {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:fail' && isTest(data)) counts.failed += 1;
    if (type === 'test:pass' && isTest(data)) counts[isEmptyFile(data) ? 'failed' : 'passed'] += 1;
  }
  yield JSON.stringify(counts);
}

/** @param {{ details: { type?: string }, skip?: string | boolean, todo?: string | boolean }} result */
function isTest({ details, skip, todo }) {
  return details.type !== 'suite' && skip === undefined && todo === undefined;
}

/** @param {{ name: string, nesting: number, file?: string }} result */
function isEmptyFile({ name, nesting, file }) {
  return nesting === 0 && file !== undefined && resolve(name) === file;
}
