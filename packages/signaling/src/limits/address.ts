import type { IncomingMessage } from 'node:http';

import ipaddr from 'ipaddr.js';

/** One IPv6 customer has at least a network of this size to choose addresses from (RFC 6177). */
const IPV6_NETWORK_BITS = 64;

/** Where a request comes from, for counting. Never kept and never logged. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * The address that the outermost trusted proxy has seen, from the end of `X-Forwarded-For`: what stands before it, whoever sent the
 * request has written. IPv6 addresses stand for their network.
 * @param trustProxy how many proxies there are
 */
export function addressReader(trustProxy: number): AddressOf {
  return ({ headers, socket }) => {
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    const hops = [socket.remoteAddress ?? '', ...forwarded.map((hop) => hop.trim()).toReversed()].filter(Boolean);
    return networkOf(hops[Math.min(trustProxy, hops.length - 1)] ?? '');
  };
}

/** What an address is counted as. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_NETWORK_BITS}`).toString();
}
