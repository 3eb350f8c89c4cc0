import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import type { WaitingCaller } from './waiting-call.ts';

/** Another caller's card is another card: it comes in anew, and nobody answers one caller in place of another. */
export function renderWaiting(waiting: WaitingCaller | null): unknown {
  if (!waiting) return nothing;
  const { callId, person, kind } = waiting;
  return keyed(
    callId,
    html`<call-window-waiting
      class="waiting"
      exportparts="waiting"
      .person=${person}
      .kind=${kind}
      .callId=${callId}
    ></call-window-waiting>`,
  );
}
