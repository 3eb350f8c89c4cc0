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

const folders = ['elements', 'browser'];
const executablePath = await ensureChromium();
const launcher = () => chromeLauncher({ launchOptions: { executablePath, args: chromiumFlags } });

export default {
  rootDir: root,
  // With files of one's own there are no groups.
  groups: process.argv.includes('--files')
    ? []
    : folders.map((folder) => ({
        name: folder,
        files: `packages/widget/test/${folder}/**/*.test.ts`,
        browsers: [launcher()],
      })),
  // `source` takes the protocol from TypeScript. Without `browser` and with `development`, modules for Node come along.
  nodeResolve: {
    browser: true,
    preferBuiltins: false,
    exportConditions: ['call-window-source', 'browser', 'production'],
  },
  browsers: [launcher()],
  // Fake cameras take a core each; and a page that lies behind another draws nothing and may not take the screen.
  concurrency: 1,
  concurrentBrowsers: folders.length,
  plugins: [
    commonJsModules(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fromRoot('packages', 'widget', 'tsconfig.json') }),
  ],
  // Generous, for machines that are busy with other things: a test waits for events, so a good one never gets there.
  testFramework: { config: { ui: 'bdd', timeout: 20_000 } },
  testsFinishTimeout: 8 * 60_000,
  reporters: [summaryReporter({}), ...(countsFile ? [wtrCounts(countsFile)] : [])],
};
