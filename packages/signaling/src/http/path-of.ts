import type { IncomingMessage } from 'node:http';

/** The path that a request asks for, as it was sent: not decoded, not resolved. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? url;
}
