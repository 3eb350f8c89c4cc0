/** Run before packing: leaves out the chunks of earlier builds, which only a running deployment keeps serving. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './lib/paths.mjs';

const folder = fromRoot('packages', 'signaling', 'public');
const entry = readFileSync(join(folder, 'call-window.js'), 'utf8');
const chunks = join(folder, 'call-window', 'chunks');
for (const name of readdirSync(chunks)) {
  const chunk = name.replace(/\.js(\.\w+)?$/, '.js');
  if (!entry.includes(chunk)) rmSync(join(chunks, name));
}
