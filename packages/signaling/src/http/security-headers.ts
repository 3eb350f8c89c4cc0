import type { ServerResponse } from 'node:http';

/**
 * What OWASP's REST Security Cheat Sheet asks of an API's answers, as far as it is the server's to say. None of them is a page:
 * whoever opens one gets nothing to run and nothing to frame. `Strict-Transport-Security` is for whoever ends TLS, and binds all
 * that the host has there (RFC 6797 §7.2).
 */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** `same-origin`: other origins' pages have it by CORS or not at all. `cross-origin`: isolated pages (COEP) may load it, too. */
export type Loadable = 'same-origin' | 'cross-origin';

/** Sets what every answer of the product says to browsers, whatever it is about. */
export function setSecurityHeaders(response: ServerResponse, loadable: Loadable): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.setHeader('Cross-Origin-Resource-Policy', loadable);
}
