import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** As strict as a careful customer's: the widget must work under it. `ws:` because older browsers leave sockets out of 'self'. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const PAGE_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
};

/**
 * Serves a folder from memory: it is small, and no request can name anything outside of it.
 *
 * @param {string} folder
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, url: URL) => void}
 */
export function createStaticFiles(folder) {
  const files = readFolder(folder);
  return (request, response, url) => {
    const file = files.get(url.pathname === '/' ? '/index.html' : url.pathname);
    if (!file) return sendText(response, 404, 'Not found');
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'Method not allowed');
    const headers = { ...PAGE_HEADERS, 'Cache-Control': 'no-cache', ETag: file.etag };
    if (request.headers['if-none-match'] === file.etag) return void response.writeHead(304, headers).end();
    response.writeHead(200, { ...headers, 'Content-Type': file.type, 'Content-Length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  };
}

/**
 * @param {string} folder
 * @returns {Map<string, { body: Buffer, type: string, etag: string }>} by path as in the URL
 */
function readFolder(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(entry.name))];
    if (!entry.isFile() || !type) continue;
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { body, type, etag });
  }
  return files;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(response, status, text) {
  response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
