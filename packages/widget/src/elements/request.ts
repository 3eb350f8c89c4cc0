import { CallRequestEvent, type CallRequest } from './request-event.ts';

/** Asks `<call-window>` for something, from the element where the user asked for it. */
export function request(from: EventTarget, wish: CallRequest): void {
  from.dispatchEvent(new CallRequestEvent(wish));
}
