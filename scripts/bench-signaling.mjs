/**
 * Measures what the signaling server costs and how quick it is, beside bare `ws`, bare Socket.io and PeerJS' own server, under the
 * load of the same whole calls.
 *
 *     npm run bench:signaling                                     all four, about six minutes; prints Markdown
 *     npm run bench:signaling -- call-window --seconds 5          this one only, and shorter
 *     npm run bench:signaling -- --help                           what else there is
 *
 * Needs Linux, and two cores that nobody else uses: the servers have one, the generator the other. Builds first if a source has changed.
 */
import process from 'node:process';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fromRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

/** @param {string[]} args */
async function bench(args) {
  await ensureInstalled();
  if (!isBuilt() && (await run(process.execPath, [fromRoot('scripts', 'build.mjs')], { cwd: root })) !== 0) return 1;
  const types = process.features.typescript ? [] : ['--experimental-strip-types'];
  const program = ['--no-warnings', '--conditions=call-window-source', 'bench/signaling/main.ts', ...args];
  return run(process.execPath, [...types, ...program], { cwd: root });
}

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
