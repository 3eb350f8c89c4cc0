import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAME = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;
const FORWARDING_HEADER = /^(forwarded|x-forwarded-.*|via|x-real-ip)$/;

/** Whether the name or address, as it stands in a URL, means this machine only (RFC 6761 §6.3, RFC 1122 §3.2.1.3). */
export function isLoopbackName(name: string): boolean {
  return LOOPBACK_NAME.test(name) || name === '::1';
}

/**
 * Why a request may not just say who it is, or `null` if it may. With open identity that is for this machine's own
 * pages only: not through a proxy, and not under a name that somebody pointed at it (DNS rebinding).
 */
export function openIdentityObjection({ headers, socket }: IncomingMessage): string | null {
  if (!isLoopbackName((headers.host ?? '').replace(/:\d+$/, ''))) return 'the Host header names no loopback address';
  if (Object.keys(headers).some((name) => FORWARDING_HEADER.test(name))) return 'the request was forwarded by a proxy';
  const { remoteAddress } = socket;
  return remoteAddress === undefined || LOOPBACK_ADDRESS.test(remoteAddress)
    ? null
    : 'the request comes from another machine';
}
