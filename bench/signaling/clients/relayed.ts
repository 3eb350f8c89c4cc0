import { CALL_SCRIPT } from '../call-script.ts';
import type { Listener, PlayedCall } from './client.ts';

/** A message of a call as relays carry it, that know nothing of calls. */
export interface Relayed {
  readonly call: number;
  readonly step: number;
  readonly body: object;
}

export function relayedOf(call: PlayedCall, step: number): Relayed {
  return { call: call.number, step, body: CALL_SCRIPT[step]!.body };
}

/** Whom a message of the call is for. */
export function receiverOf({ caller, callee }: PlayedCall, step: number): string {
  return (CALL_SCRIPT[step]!.from === 'caller' ? callee : caller).userId;
}

export function hear({ call, step }: Relayed, listener: Listener): void {
  listener.arrived(call, step);
}
