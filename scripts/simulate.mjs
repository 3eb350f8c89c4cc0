/**
 * Plays widgets and server together over a wire that loses, repeats and reorders, and checks the laws after every step.
 *
 *     npm run simulate -- [interleavings] [seed]     100,000 of each cast unless told otherwise
 *
 * Stops with the shortest story that breaks a law, and the seed that leads to it again.
 */
import process from 'node:process';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

await ensureInstalled();
const types = process.features.typescript ? [] : ['--experimental-strip-types'];
const args = [...types, '--conditions=call-window-source', 'simulation/long-run.ts', ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, args, { cwd: root });
