/** Builds the gallery in memory and serves it. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'esbuild';

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
const here = import.meta.dirname;

/**
 * @param {string} entry name of a TypeScript module of this folder
 * @returns {Promise<string>} one script for browsers
 */
export async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['call-window-source', 'production'],
    tsconfig: join(here, '../tsconfig.json'),
  });
  return outputFiles[0].text;
}

/**
 * @param {object} [options]
 * @param {number} [options.port] 0: one that is free
 * @param {boolean} [options.fresh] builds anew for each visit, so that a change is seen by loading the page again
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function serveGallery({ port = 0, fresh = false } = {}) {
  const script = await bundle('gallery.ts');
  const read = (name) => {
    if (name === 'gallery.js') return fresh ? bundle('gallery.ts') : script;
    return ['index.html', 'gallery.css'].includes(name) ? readFile(join(here, name)) : null;
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
    const body = await Promise.resolve(read(name)).catch((error) => {
      console.error(error.message);
      return null;
    });
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[name.split('.').at(-1)] ?? 'text/plain' });
    response.end(body ?? '');
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}
