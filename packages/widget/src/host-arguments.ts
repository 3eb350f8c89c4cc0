/** What hosts say in attributes and method calls, checked: those without a type checker may say anything. */
import { CallError } from './call/call-error.ts';
import type { CallKind } from './public-api.ts';

const MAX_MESSAGE_LENGTH = 140;

/** As many as one invite may name. */
const MAX_CALLEES = 7;

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
 * @throws {CallError} `invalid-request` when that is nobody, oneself, too many, or no user ids at all
 */
export function checkedCallees(to: unknown, peerIds: readonly string[], selfId: string): readonly string[] {
  const named: readonly unknown[] = to === undefined ? peerIds : [to].flat();
  if (!named.every((userId) => typeof userId === 'string')) throw invalid('startCall: user ids are texts');
  const users = splitIds(named.join(' '));
  if (users.length === 0) throw invalid('startCall: nobody to call');
  if (users.includes(selfId)) throw invalid('startCall: nobody can call themselves');
  if (users.length > MAX_CALLEES) throw invalid(`startCall: at most ${MAX_CALLEES} users at once`);
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
