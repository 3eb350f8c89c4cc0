import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

import sirv from 'sirv';

import { pathOf } from './path-of.ts';

/** Where the build puts the widget: the entry, its chunks, and a compressed copy of each. */
const PUBLIC_DIRECTORY = fileURLToPath(new URL('../../public/', import.meta.url));

export const BUNDLE_PATH = '/call-window.js';
const HASHED_NAME = /-[\w-]{6,}(\.\w+)+$/;

/** Serves the widget to pages of any origin. */
export type BundleServer = (request: IncomingMessage, response: ServerResponse) => void;

/** Makes the bundle's server; the files are looked up at each request, so that a build needs no restart. */
export function bundleServer(directory: string = PUBLIC_DIRECTORY): BundleServer {
  const serve = sirv(directory, { dev: true, etag: true, brotli: true, gzip: true, extensions: [] });
  return (request, response) => {
    setBundleHeaders(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(response);
    // Parts of a script are of no use to anybody, and the file server throws at a range that ends before it starts.
    delete request.headers.range;
    serve(request, response, () => answerMissing(request, response));
  };
}

function setBundleHeaders(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', isImmutable(pathOf(request)) ? 'public,max-age=31536000,immutable' : 'no-cache');
}

function isImmutable(path: string): boolean {
  return path.startsWith('/call-window/chunks/') && HASHED_NAME.test(path);
}

function refuseMethod(response: ServerResponse): void {
  response.setHeader('Allow', 'GET, HEAD');
  sendText(response, 405, 'Only GET and HEAD are allowed here.\n');
}

function answerMissing(request: IncomingMessage, response: ServerResponse): void {
  const isEntry = pathOf(request) === BUNDLE_PATH;
  sendText(response, 404, isEntry ? 'The widget has not been built yet; run `npm run build`.\n' : 'Not found.\n');
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': 'text/plain;charset=utf-8', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
