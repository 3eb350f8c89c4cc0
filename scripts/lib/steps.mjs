/**
 * The steps of `npm test`, in their order. A step either is one check by itself, or runs tests that are counted.
 *
 * @typedef {object} Step
 * @property {string} name as in `npm test -- <name>`
 * @property {string} title
 * @property {number} minutes after which it counts as hanging
 * @property {boolean} [browser] needs Chromium
 * @property {boolean} [firefox] says more with Firefox
 * @property {(selection: string[], countsFile: string) => Command[]} commands one after the other, until one fails
 * @property {() => Promise<string | undefined>} [obstacle] why it can't run on this machine: it is left out then, and says so
 * @property {boolean} [counted] the commands leave their `Counts` in the counts file
 *
 * @typedef {{ command: string, args: string[] }} Command
 */
import { existsSync, globSync } from 'node:fs';
import process from 'node:process';
import { whyNoLab } from './lab-machine.mjs';
import { fromRoot, root } from './paths.mjs';
import { whyNoPictures } from './picture-machine.mjs';

/** @param {string} command @param {...string} args @returns {Command} */
const command = (command, ...args) => ({ command, args });

/** @param {string[]} patterns @returns {string[]} */
const find = (patterns) =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: isInstalledFolder })).sort();

/** @param {string | import('node:fs').Dirent} entry */
const isInstalledFolder = (entry) => (typeof entry === 'string' ? entry : entry.name) === 'node_modules';

/** Tests in Node: of the server, the widget's call logic, both together, the demo's server, what laboratory and benchmark measure and this workshop. */
function findUnitTests() {
  const inBrowser = /^packages[\\/]widget[\\/]test[\\/](elements|browser)[\\/]/;
  const inNode = ['packages/*/test/**/*.test.{ts,js,mjs}', 'simulation/**/*.test.ts', 'scripts/**/*.test.mjs'];
  return find([...inNode, 'lab/test/*.test.ts', 'bench/*/test/*.test.ts']).filter((file) => !inBrowser.test(file));
}

const findEndToEndTests = () => find(['e2e/*.test.ts']);

/** Those that measure, or flood, what a busy machine would spoil. */
const findTestsAlone = () => find(['e2e/alone/*.test.ts']);

/** The laboratory in short: once through what matters most. */
const findLabTests = () => find(['lab/short/*.test.ts']);

/**
 * @param {string[]} files
 * @param {string} countsFile
 * @param {...string} flags
 */
function nodeTest(files, countsFile, ...flags) {
  const types = process.features.typescript ? [] : ['--experimental-strip-types'];
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/reporters/node-counts.mjs', `--test-reporter-destination=${countsFile}`],
  ];
  return command(process.execPath, ...types, ...flags, '--test', '--test-timeout=180000', ...reporters, ...files);
}

const typedFolders = [
  'packages/signaling',
  'packages/widget',
  'packages/demo',
  'simulation',
  'e2e',
  'lab',
  'bench',
  '.',
];

/** @type {Step[]} */
export const steps = [
  {
    name: 'lint',
    title: 'Lint and layer rules',
    minutes: 5,
    commands: (files) => [command('eslint', '--max-warnings=0', ...(files.length > 0 ? files : ['.']))],
  },
  { name: 'format', title: 'Format', minutes: 3, commands: () => [command('prettier', '--check', '.')] },
  {
    name: 'types',
    title: 'Types',
    minutes: 5,
    commands: () =>
      typedFolders
        .map((folder) => `${folder}/tsconfig.json`)
        .filter((project) => existsSync(fromRoot(project)))
        .map((project) => command('tsc', '--noEmit', '-p', project)),
  },
  { name: 'build', title: 'Build', minutes: 5, commands: () => [command(process.execPath, 'scripts/build.mjs')] },
  {
    name: 'packages',
    title: 'Packages as a host installs them',
    minutes: 5,
    commands: () => [command(process.execPath, 'scripts/check-packages.mjs')],
  },
  {
    name: 'unit',
    title: 'Unit tests',
    minutes: 6,
    counted: true,
    commands: (files, countsFile) => [
      nodeTest(
        files.length > 0 ? files : findUnitTests(),
        countsFile,
        '--test-concurrency=2',
        '--conditions=call-window-source',
      ),
    ],
  },
  {
    name: 'components',
    title: 'Component tests',
    minutes: 9,
    counted: true,
    browser: true,
    commands: (files) => [command('web-test-runner', ...(files.length > 0 ? ['--files', ...files] : []))],
  },
  {
    name: 'pictures',
    title: 'Pictures of every state',
    minutes: 5,
    counted: true,
    browser: true,
    obstacle: whyNoPictures,
    commands: (files, countsFile) => [
      nodeTest(files.length > 0 ? files : find(['packages/*/gallery/*.test.mjs']), countsFile),
    ],
  },
  {
    name: 'e2e',
    title: 'End-to-end tests',
    minutes: 20,
    counted: true,
    browser: true,
    firefox: true,
    // Two calls are about what two cores can encode.
    commands: (files, countsFile) => [
      nodeTest(files.length > 0 ? files : findEndToEndTests(), countsFile, '--test-concurrency=2'),
    ],
  },
  {
    name: 'alone',
    title: 'End-to-end tests that want the machine for themselves',
    minutes: 5,
    counted: true,
    browser: true,
    commands: (files, countsFile) => [
      nodeTest(files.length > 0 ? files : findTestsAlone(), countsFile, '--test-concurrency=1'),
    ],
  },
  {
    name: 'lab',
    title: 'The laboratory in short',
    minutes: 8,
    counted: true,
    browser: true,
    obstacle: whyNoLab,
    commands: (files, countsFile) => [
      nodeTest(
        files.length > 0 ? files : findLabTests(),
        countsFile,
        '--test-concurrency=1',
        '--conditions=call-window-source',
      ),
    ],
  },
];
