/** What hosts say in attributes and method calls, checked: those without a type checker may say anything. */
import { CallError } from './call/call-error.ts';
import type { CallKind } from './public-api.ts';

const MAX_MESSAGE_LENGTH = 140;

/** User ids, separated by white space, each once. */
export function splitIds(list: string): readonly string[] {
  return [...new Set(list.split(/\s+/u).filter(Boolean))];
}

/** Null for what is no http(s) address. */
export function originOf(url: string, base: string): string | null {
  if (!URL.canParse(url, base)) return null;
  const { origin, protocol } = new URL(url, base);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}

/** @throws {CallError} `invalid-request` */
export function checkedKind(kind: unknown): CallKind {
  if (kind === 'video' || kind === 'voice') return kind;
  throw invalid(`kind is 'video' or 'voice', not ${String(kind)}`);
}

/**
 * @param to whom the host names; undefined for the peers of the element
 * @throws {CallError} `invalid-request` when that is nobody
 */
export function checkedCallees(to: unknown, peerIds: readonly string[]): readonly string[] {
  const users = to === undefined ? peerIds : splitIds([to].flat().map(String).join(' '));
  if (users.length === 0) throw invalid('startCall: nobody to call');
  return users;
}

/** @throws {CallError} `invalid-request` */
export function checkedMessage(message: unknown = ''): string {
  if (typeof message === 'string' && message.length <= MAX_MESSAGE_LENGTH) return message;
  throw invalid(`declineCall: a message is a text of at most ${MAX_MESSAGE_LENGTH} characters`);
}

export function invalid(message: string): CallError {
  return new CallError('invalid-request', { message });
}
