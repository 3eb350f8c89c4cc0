import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { root } from './scripts/lib/paths.mjs';
import { closedDoors } from './scripts/lint/doors.mjs';
import { layerRule } from './scripts/lint/layer-rule.mjs';

const sources = ['packages/signaling/src/**/*.ts', 'packages/widget/src/**/*.ts'];
const tests = [
  'packages/*/{test,gallery}/**/*.ts',
  'simulation/**/*.ts',
  'e2e/**/*.ts',
  'lab/**/*.ts',
  'bench/**/*.ts',
];

/** @param {string[]} names */
const readable = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));
const sharedGlobals = readable([
  ...[
    'AbortController',
    'AbortSignal',
    'Blob',
    'Event',
    'EventTarget',
    'Headers',
    'Request',
    'Response',
    'TextDecoder',
  ],
  ...[
    'TextEncoder',
    'URL',
    'URLSearchParams',
    'WebSocket',
    'clearInterval',
    'clearTimeout',
    'console',
    'crypto',
    'fetch',
  ],
  ...['performance', 'queueMicrotask', 'setInterval', 'setTimeout', 'structuredClone'],
]);
const browserGlobals = readable([
  ...['CSS', 'CustomEvent', 'DOMException', 'DOMParser', 'Element', 'EventSource', 'FormData', 'HTMLElement', 'Intl'],
  ...['MutationObserver', 'Node', 'RTCDataChannel', 'RTCRtpScriptTransform', 'TransformStream', 'Worker', 'self'],
  ...['ResizeObserver', 'customElements', 'document', 'history', 'localStorage', 'location', 'matchMedia', 'navigator'],
  ...['requestAnimationFrame', 'sessionStorage', 'window'],
]);

const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a name is found by searching.',
};
/** @type {['error', object]} */
const unused = ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }];
const noBrowser = [
  'window',
  'document',
  'navigator',
  'location',
  'RTCPeerConnection',
  'MediaStream',
  'WebSocket',
  'fetch',
];

export default defineConfig(
  globalIgnores(['**/dist/', 'packages/signaling/public/', '.tools/', '.nx/', 'test-results/']),
  js.configs.recommended,
  {
    plugins: { 'call-window': { rules: { layers: layerRule } } },
    languageOptions: { globals: sharedGlobals },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'call-window/layers': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noEnum, noDefaultExport],
      'no-unused-vars': unused,
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  { files: [...sources, ...tests], extends: [tseslint.configs.strict] },
  {
    files: [...sources, ...tests],
    rules: {
      '@typescript-eslint/no-unused-vars': unused,
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // A test that expects something to be there fails well enough when it is not.
    files: tests,
    rules: { '@typescript-eslint/no-invalid-void-type': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // It takes `Promise.withResolvers<void>()` for a misuse.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': unused,
      // A port's method may be asynchronous for the sake of another implementation.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['packages/widget/src/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended']],
    rules: {
      // What a host reads in its console is part of the contract: one warning per fault, and no errors.
      'no-console': ['error', { allow: ['warn'] }],
      // lit calls a listener from a template with the element as `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Here values arrive that no compiler has seen: from browsers older than TypeScript's picture of the platform, and
    // from hosts that write JavaScript.
    files: ['adapters/**/*.ts', 'capture/**/*.ts', 'directives/**/*.ts', 'elements/**/*.ts', '*.ts'].map(
      (path) => `packages/widget/src/${path}`,
    ),
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
  ...closedDoors(noBrowser),
  {
    files: ['packages/signaling/src/protocol/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...noBrowser] },
  },
  {
    files: ['packages/demo/public/**/*.js', 'packages/*/gallery/**/*.mjs', 'examples/*/public/**/*.js'],
    languageOptions: { globals: browserGlobals },
  },
  {
    // Their readers ask for a default export: tools for their configuration, TypeScript for a module's shape.
    files: ['*.config.mjs', 'scripts/reporters/*.mjs', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  prettier,
);
