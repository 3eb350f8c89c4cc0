/** `npm start`: whatever is missing (dependencies, builds), then the demo with its signaling server on one port. */
import process from 'node:process';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fromRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

async function start() {
  await ensureInstalled();
  if (!isBuilt()) {
    console.log('Building…');
    const code = await run(process.execPath, [fromRoot('scripts', 'build.mjs')], { cwd: root });
    if (code !== 0) return code;
  }
  return run(process.execPath, [fromRoot('packages', 'demo', 'server.js')], { cwd: root });
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
