import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request with these headers may come from where it says it comes from. */
export type OriginCheck = (headers: IncomingHttpHeaders) => boolean;

/**
 * Checks `Origin` (RFC 6454). Without a list only the server's own origin passes; a list replaces that, and `*` in it
 * lets every page in. A request without `Origin` comes from no browser and passes: its token has to speak for it.
 */
export function originCheck(allowed: readonly string[]): OriginCheck {
  if (allowed.includes('*')) return () => true;
  const origins = new Set(allowed.map(asBrowsersSay));
  const passes = allowed.length === 0 ? isOwnOrigin : (origin: string) => origins.has(origin);
  return ({ origin, host }) => origin === undefined || passes(origin, host ?? '');
}

/** Lower case and without a default port; schemes that URLs know no origin of are left as they are. */
function asBrowsersSay(origin: string): string {
  return /^https?:/i.test(origin) ? (URL.parse(origin)?.origin ?? origin) : origin;
}

/** A proxy that ends TLS in front of the server hides the scheme, so only the hosts are compared. */
function isOwnOrigin(origin: string, host: string): boolean {
  const page = URL.parse(origin);
  if (page === null || page.host === '') return false;
  return page.host === URL.parse(`${page.protocol}//${host}`)?.host;
}
