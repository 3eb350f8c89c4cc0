/**
 * `npm test`: installs what is missing, then runs every step, goes on after one that fails, and ends with one line
 * `N passed, N failed`.
 *
 *     npm test -- unit e2e              these steps only
 *     npm test -- unit path/to/a.test.ts   these files only
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureFirefox } from './lib/firefox.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

/** @typedef {import('./lib/steps.mjs').Step} Step */
/** @typedef {import('./reporters/headline.mjs').Counts} Counts */

/** @type {Counts} */
const PASSED = { passed: 1, failed: 0, failures: [] };
/** @type {Counts} */
const NOT_RUN = { passed: 0, failed: 0, failures: [] };
/** @param {string} why @returns {Counts} */
const failed = (why) => ({ passed: 0, failed: 1, failures: [why] });

/** @param {string} file @returns {Counts | undefined} */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A runner that fell over, or found nothing to run, is a failure, whatever it counted.
 *
 * @param {number} code exit code
 * @param {Counts | undefined} counts
 * @returns {Counts}
 */
function judge(code, counts) {
  if (!counts) return failed(`ended with exit code ${code} before its tests were counted`);
  if (counts.passed + counts.failed === 0) return failed('found no test');
  const why = `ended with exit code ${code}, though each of its tests passed`;
  return code !== 0 && counts.failed === 0 ? { ...failed(why), passed: counts.passed } : counts;
}

/**
 * @param {Step} step
 * @param {string[]} files
 * @param {string} countsFile
 * @returns {Promise<Counts>}
 */
async function runStep(step, files, countsFile) {
  if (step.browser && !process.env.CHROMIUM_PATH) return failed('has no Chromium');
  const env = { ...process.env, TEST_COUNTS_FILE: countsFile };
  let code = 0;
  for (const { command, args } of step.commands(files, countsFile)) {
    code = await run(command, args, { cwd: root, env, timeout: step.minutes * 60_000, killSignal: 'SIGTERM' });
    if (code !== 0) break;
  }
  if (step.counted) return judge(code, readCounts(countsFile));
  return code === 0 ? PASSED : failed(`ended with exit code ${code}`);
}

/**
 * Without Chromium the steps that need it fail, and the others still say what they know; without Firefox the tests that need
 * it are skipped.
 *
 * @param {() => Promise<string>} ensure
 */
async function findBrowser(ensure) {
  try {
    return await ensure();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    return '';
  }
}

/** @param {string} countsFolder @param {Step[]} steps @param {string[]} files */
async function runSteps(countsFolder, steps, files) {
  const results = [];
  for (const step of steps) {
    console.log(`\n▶ ${step.title}`);
    const started = performance.now();
    const obstacle = await step.obstacle?.();
    const counts = obstacle ? NOT_RUN : await runStep(step, files, join(countsFolder, `${step.name}.json`));
    const seconds = Math.round((performance.now() - started) / 1000);
    results.push({ ...counts, title: step.title, seconds, obstacle });
  }
  return results;
}

/** @typedef {Counts & { title: string, seconds: number, obstacle: string | undefined }} Result */

/** @param {Result} result */
function describeResult({ title, passed, failed, failures, seconds, obstacle }) {
  if (obstacle) return `– ${title}: not run here: ${obstacle}`;
  const summary = `${failed > 0 ? '✖' : '✔'} ${title}: ${passed} passed, ${failed} failed (${seconds} s)`;
  return [summary, ...failures.map((failure) => `    ✖ ${failure}`)].join('\n');
}

/** @param {Result[]} results */
function report(results) {
  console.log('');
  for (const result of results) console.log(describeResult(result));
  const total = (/** @type {'passed' | 'failed'} */ kind) => results.reduce((sum, counts) => sum + counts[kind], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  // Where nothing ran, nothing has been shown.
  return total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

/** @param {string[]} args names of steps, and files for them */
async function test(args) {
  await ensureInstalled();
  const { steps } = await import('./lib/steps.mjs');
  const names = new Set(steps.map(({ name }) => name));
  const files = args.filter((arg) => !names.has(arg));
  const chosen = steps.filter(({ name }) => args.length === files.length || args.includes(name));
  if (chosen.some(({ browser }) => browser)) process.env.CHROMIUM_PATH = await findBrowser(ensureChromium);
  if (chosen.some(({ firefox }) => firefox)) process.env.FIREFOX_PATH = await findBrowser(ensureFirefox);

  const countsFolder = mkdtempSync(join(tmpdir(), 'call-window-test-'));
  try {
    return report(await runSteps(countsFolder, chosen, files));
  } finally {
    rmSync(countsFolder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
