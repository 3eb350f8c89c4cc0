import { Buffer } from 'node:buffer';

/** Larger than any honest request of the page. */
const MAX_BODY_BYTES = 16 * 1024;

/** An answer other than success, with a code for programs and a sentence for people. */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {unknown} value
 */
export function sendJson(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

/**
 * Asking for the JSON type keeps other sites' forms out: a browser sends it across origins only after a preflight,
 * which nobody answers here.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readJsonObject(request) {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new RequestError(415, 'invalid-request', 'Send JSON, with `Content-Type: application/json`.');
  }
  const value = parseJson(await readBody(request));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError(400, 'invalid-request', 'The body must be a JSON object.');
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {string | undefined} the credential of `Authorization: Bearer`
 */
export function bearerOf(request) {
  return /^Bearer ([\w-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * A body that is too large leaves the request open, so that the refusal still reaches the sender.
 *
 * @param {import('node:http').IncomingMessage} request
 */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RequestError(413, 'too-large', 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError(400, 'invalid-request', 'The body is not valid JSON.');
  }
}
