import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';

/** A body, and where it goes to. */
export interface Post {
  /** `http:` or `https:`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the other end may take. */
  readonly milliseconds: number;
  /** Ends it before. */
  readonly signal: AbortSignal;
}

/**
 * Sends a body by POST and resolves with the status of the answer, of which nothing else is kept; redirects are not followed. By
 * Node's own client, since `fetch` costs several times as much.
 * @throws {Error} with a `code` such as `ECONNREFUSED`, or `ETIMEDOUT` when nothing came in time
 */
export function post({ url, headers, body, milliseconds, signal }: Post): Promise<number> {
  const send = url.startsWith('https:') ? requestByHttps : requestByHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers: { ...headers }, signal }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    const late = setTimeout(() => request.destroy(tooLate()), milliseconds);
    request.on('error', reject).on('close', () => clearTimeout(late));
    request.end(body);
  });
}

function tooLate(): Error {
  return Object.assign(new Error('There was no answer in time.'), { code: 'ETIMEDOUT' });
}
