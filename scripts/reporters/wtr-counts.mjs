import { writeFileSync } from 'node:fs';

/**
 * A reporter of the web test runner that writes how many tests passed and failed as JSON. A file that could not be
 * loaded, or holds no test, is one failure.
 *
 * @param {string} file to write to
 * @returns {import('@web/test-runner').Reporter}
 */
export function wtrCounts(file) {
  return {
    stop({ sessions }) {
      const each = sessions.map(countSession);
      const sum = (/** @type {'passed' | 'failed'} */ kind) => each.reduce((total, counts) => total + counts[kind], 0);
      writeFileSync(file, JSON.stringify({ passed: sum('passed'), failed: sum('failed') }));
    },
  };
}

/** @param {import('@web/test-runner').TestSession} session */
function countSession({ passed, testResults }) {
  const tests = testResults ? listTests(testResults).filter(({ skipped }) => !skipped) : [];
  const good = tests.filter((test) => test.passed).length;
  const bad = tests.length - good;
  const failedAsAWhole = bad === 0 && (!passed || tests.length === 0);
  return { passed: good, failed: failedAsAWhole ? 1 : bad };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
function listTests(suite) {
  return [...suite.tests, ...suite.suites.flatMap(listTests)];
}
