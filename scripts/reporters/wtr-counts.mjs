import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { headline } from './headline.mjs';

/** @typedef {import('./headline.mjs').Counts} Counts */
/** @typedef {import('@web/test-runner').TestSession} TestSession */
/** @typedef {import('@web/test-runner').TestResult & { names: string[] }} NamedResult */

/**
 * A reporter of the web test runner that writes {@link Counts} as JSON. A file that could not be loaded, or holds no
 * test, is one failure.
 *
 * @param {string} file to write to
 * @returns {import('@web/test-runner').Reporter}
 */
export function wtrCounts(file) {
  return {
    stop: ({ sessions }) => writeFileSync(file, JSON.stringify(countSessions([...sessions]))),
  };
}

/** @param {TestSession[]} sessions @returns {Counts} */
export function countSessions(sessions) {
  const each = sessions.map(countSession);
  const sum = (/** @type {'passed' | 'failed'} */ kind) => each.reduce((total, counts) => total + counts[kind], 0);
  return { passed: sum('passed'), failed: sum('failed'), failures: each.flatMap(({ failures }) => failures) };
}

/** @param {TestSession} session @returns {Counts} */
function countSession({ passed, testResults, testFile, errors }) {
  const file = relative('', testFile);
  const tests = testResults ? listTests(testResults, []).filter(({ skipped }) => !skipped) : [];
  const bad = tests.filter((test) => !test.passed);
  const failures = bad.map(({ names, error }) => headline(names, error?.message ?? '', file));
  if (bad.length === 0 && (!passed || tests.length === 0)) failures.push(headline([], whatIsWrong(errors), file));
  return { passed: tests.length - bad.length, failed: failures.length, failures };
}

/** @param {TestSession['errors']} errors */
const whatIsWrong = (errors) =>
  errors?.map(({ message }) => message).join(' ') || 'holds no test, or could not be loaded';

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {string[]} path names of the suites about it
 * @returns {NamedResult[]}
 */
function listTests(suite, path) {
  return [
    ...suite.tests.map((test) => ({ ...test, names: [...path, test.name] })),
    ...suite.suites.flatMap((inner) => listTests(inner, [...path, inner.name])),
  ];
}
