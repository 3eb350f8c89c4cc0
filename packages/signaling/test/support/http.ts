import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What came back, as it was sent: not decompressed, no redirects followed. */
export interface HttpAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Sends an HTTP request with exactly these headers, those included that `fetch` keeps to itself. */
export async function ask(url: string, { method = 'GET', headers = {} }: HttpOptions = {}): Promise<HttpAnswer> {
  const { pathname, search, hostname, port } = new URL(url);
  const sent = request({ hostname, port, path: pathname + search, method, headers, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
