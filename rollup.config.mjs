/**
 * Three builds:
 *
 * - `signaling`: the server as modules for Node, its dependencies left to npm;
 * - `widget`: the element as modules for bundlers and for servers that render pages, its dependencies left to npm;
 * - `script`: the element as one `call-window.js` for a script tag, everything inlined. Parts that a page may never need
 *   are chunks of their own beside it. The signaling package gets a copy, so that one deployment serves both.
 *
 * `npm run build` adds the type declarations. `BUILD=script npx rollup -c` makes one build only.
 */
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import esbuild from 'rollup-plugin-esbuild';
import { fromRoot } from './scripts/lib/paths.mjs';
import { copyTo } from './scripts/rollup/copy-to.mjs';
import { precompress } from './scripts/rollup/precompress.mjs';
import { thirdPartyLicenses } from './scripts/rollup/third-party-licenses.mjs';

const signaling = fromRoot('packages', 'signaling');
const widget = fromRoot('packages', 'widget');

/** @param {string} folder of a package */
const readManifest = (folder) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));

/** @param {string} folder of a package */
function isDependency(folder) {
  const names = Object.keys(readManifest(folder).dependencies);
  return (/** @type {string} */ id) =>
    id.startsWith('node:') || names.some((name) => id === name || id.startsWith(`${name}/`));
}

/** @param {import('esbuild').TsconfigRaw['compilerOptions']} [compilerOptions] */
function typescript(compilerOptions = {}) {
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, ...compilerOptions } };
  const plugin = esbuild({ target: 'es2022', tsconfig: false, tsconfigRaw });
  // Its own resolver would go before nodeResolve's and miss the `browser` field of engine.io-client.
  delete plugin.resolveId;
  return plugin;
}

/** What the widget's sources are written for. */
const litTypescript = () => typescript({ experimentalDecorators: true, useDefineForClassFields: false });

/** `source` takes the protocol from the signaling package's TypeScript; without `development` lit warns nobody. */
const browserModules = () =>
  nodeResolve({
    browser: true,
    preferBuiltins: false,
    exportConditions: ['call-window-source', 'browser', 'production'],
  });

const serverBuild = {
  // The last runs in a thread of its own, and nothing imports it.
  input: ['index', 'main', 'protocol/index', 'history/sqlite-worker'].map((name) => `${signaling}/src/${name}.ts`),
  external: isDependency(signaling),
  plugins: [nodeResolve(), typescript()],
  output: {
    dir: `${signaling}/dist`,
    format: 'es',
    sourcemap: true,
    // One file for each source file: a stack trace from a server in production can be read.
    preserveModules: true,
    preserveModulesRoot: `${signaling}/src`,
  },
};

const widgetBuild = {
  input: ['index', 'define'].map((name) => `${widget}/src/${name}.ts`),
  external: isDependency(widget),
  plugins: [browserModules(), litTypescript(), thirdPartyLicenses('third-party-licenses.txt')],
  output: { dir: `${widget}/dist`, format: 'es', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
};

const banner = `/*! call-window ${readManifest(widget).version}, MIT. Third-party licences: call-window/third-party-licenses.txt beside this file */`;

const scriptBuild = {
  input: { 'call-window': `${widget}/src/define.ts` },
  plugins: [browserModules(), commonjs({ include: /simplepeer\.min\.js$/ }), litTypescript()],
  output: {
    dir: `${widget}/dist/script`,
    format: 'es',
    sourcemap: true,
    banner: (/** @type {import('rollup').RenderedChunk} */ { isEntry }) => (isEntry ? banner : ''),
    entryFileNames: '[name].js',
    chunkFileNames: 'call-window/chunks/[name]-[hash].js',
    plugins: [
      terser({ ecma: 2020, module: true, compress: { passes: 2 }, format: { comments: /^!/ } }),
      thirdPartyLicenses('call-window/third-party-licenses.txt'),
      precompress(),
      copyTo(`${signaling}/public`),
    ],
  },
};

const builds = { signaling: serverBuild, widget: widgetBuild, script: scriptBuild };

export default Object.entries(builds)
  .filter(([name]) => !process.env.BUILD || process.env.BUILD === name)
  .map(([, build]) => build);
