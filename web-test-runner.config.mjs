/** Component tests: the widget's elements in Chromium, straight from their TypeScript. */
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { summaryReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import process from 'node:process';
import { chromiumFlags, ensureChromium } from './scripts/lib/chromium.mjs';
import { fromRoot, root } from './scripts/lib/paths.mjs';
import { wtrCounts } from './scripts/reporters/wtr-counts.mjs';
import { commonJsModules } from './scripts/wtr/common-js.mjs';

const countsFile = process.env.TEST_COUNTS_FILE;

export default {
  rootDir: root,
  files: ['packages/widget/test/elements/**/*.test.ts', 'packages/widget/test/browser/**/*.test.ts'],
  // `source` takes the protocol from TypeScript. Without `browser` and with `development`, modules for Node come along.
  nodeResolve: {
    browser: true,
    preferBuiltins: false,
    exportConditions: ['call-window-source', 'browser', 'production'],
  },
  browsers: [chromeLauncher({ launchOptions: { executablePath: await ensureChromium(), args: chromiumFlags } })],
  // Fake cameras take a core each.
  concurrency: 2,
  plugins: [
    commonJsModules(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fromRoot('packages', 'widget', 'tsconfig.json') }),
  ],
  // Generous, for machines that are busy with other things: a test waits for events, so a good one never gets there.
  testFramework: { config: { ui: 'bdd', timeout: 20_000 } },
  testsFinishTimeout: 8 * 60_000,
  reporters: [summaryReporter({}), ...(countsFile ? [wtrCounts(countsFile)] : [])],
};
