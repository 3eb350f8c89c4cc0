import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { CallEvent, Effect } from '../../src/call/call-events.ts';
import type { CallState } from '../../src/call/call-state.ts';
import { transition } from '../../src/call/transition.ts';
import {
  answered,
  asAnn,
  asBen,
  CALL_ID,
  flowing,
  granted,
  grantOf,
  IDLE,
  mediaOpened,
  offer,
  over,
  rang,
  ringing,
  start,
  voiceOpened,
} from './fixtures.ts';

const problem = { code: 'permission-denied', cause: null } as const;

/** Everything that can be said to the machine, sensible or not. */
const EVENTS: readonly CallEvent[] = [
  start('video'),
  start('voice'),
  mediaOpened,
  voiceOpened,
  { type: 'media-opened', camera: false, cameraProblem: problem },
  { type: 'media-failed', problem },
  { type: 'camera-opened' },
  { type: 'camera-failed', problem },
  { type: 'capture-ended', kind: 'audio' },
  { type: 'capture-ended', kind: 'video' },
  { type: 'continue-with-voice' },
  granted,
  { type: 'invite-granted', requestId: 'late', grant: grantOf(ringing) },
  { type: 'invite-refused', requestId: 'late', problem },
  rang,
  { type: 'accept', kind: 'video' },
  { type: 'accept', kind: 'voice' },
  { type: 'decline' },
  { type: 'end' },
  { type: 'set-muted', muted: true },
  { type: 'set-muted', muted: false },
  { type: 'set-camera', enabled: true },
  { type: 'set-camera', enabled: false },
  { type: 'call-changed', call: ringing },
  { type: 'call-changed', call: answered },
  { type: 'call-changed', call: { ...answered, joinedHere: false } },
  { type: 'call-changed', call: over('hung-up', 'ben') },
  { type: 'call-changed', call: over('canceled', 'ann') },
  { type: 'accept-refused', callId: CALL_ID, reason: 'gone', cause: null },
  { type: 'resume-refused', callId: CALL_ID, reason: 'gone' },
  { type: 'signaling-returned' },
  offer,
  { ...offer, attempt: 2, sequence: 3 } as CallEvent,
  ...flowing('ann'),
  ...flowing('ben'),
  ...flowing('ben', 2),
  { type: 'link-changed', userId: 'ben', attempt: 1, link: 'failed' },
  { type: 'link-changed', userId: 'ann', attempt: 1, link: 'interrupted' },
  { type: 'peer-said', userId: 'ben', attempt: 1, message: { type: 'goodbye', reason: 'hung-up' } },
  { type: 'time-out', timer: `ring-over ${CALL_ID}` },
  { type: 'time-out', timer: 'grace' },
  { type: 'time-out', timer: 'connect ben' },
  { type: 'time-out', timer: 'retry ben' },
  { type: 'time-out', timer: 'connect nobody' },
];

const story = fc.tuple(fc.constantFrom(asAnn, asBen), fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }));

/** What the effects so far have left open. */
class Ledger {
  media = false;
  links = new Set<string>();
  timers = new Set<string>();
  accepted = false;

  note(effect: Effect): void {
    switch (effect.type) {
      case 'open-media':
      case 'open-camera':
        this.media = true;
        break;
      case 'release-media':
        this.media = false;
        break;
      case 'open-link':
        this.links.add(effect.userId);
        break;
      case 'close-link':
        this.links.delete(effect.userId);
        break;
      case 'close-links':
        this.links.clear();
        break;
      case 'set-timer':
        this.timers.add(effect.timer);
        break;
      case 'clear-timer':
        this.timers.delete(effect.timer);
        break;
      case 'clear-link-timers':
        for (const timer of this.timers) if (!timer.startsWith('ring-over ')) this.timers.delete(timer);
        break;
    }
  }
}

function walk(check: (state: CallState, ledger: Ledger, effects: readonly Effect[]) => void): void {
  fc.assert(
    fc.property(story, ([context, events]) => {
      const ledger = new Ledger();
      let state = IDLE;
      for (const event of events) {
        const step = transition(state, event, context);
        step.effects.forEach((effect) => ledger.note(effect));
        state = step.state;
        check(state, ledger, step.effects);
      }
    }),
    { numRuns: 20_000 },
  );
}

describe('whatever happens, in whatever order', () => {
  it('leaves no device, no link and no timer when there is no call', () => {
    walk((state, { media, links, timers }) => {
      if (state.phase === 'idle') assert.deepEqual([media, [...links], [...timers]], [false, [], []]);
    });
  });

  it('opens no device, no gate and says nothing to the caller while it rings', () => {
    walk((state, { media }, effects) => {
      if (state.phase !== 'incoming') return;
      assert.equal(media, false);
      const revealing = effects.filter(
        ({ type }) => type === 'open-gate' || type === 'send-message' || type === 'accept',
      );
      assert.deepEqual(revealing, []);
      assert.ok(effects.every((effect) => effect.type !== 'open-link' || effect.gate === 'closed'));
    });
  });

  it('touches the camera in a voice call never', () => {
    walk((state, _ledger, effects) => {
      const kind =
        state.phase === 'outgoing'
          ? state.attempt.kind
          : state.phase === 'idle' || state.phase === 'incoming'
            ? null
            : state.call.kind;
      if (kind === 'voice') assert.ok(effects.every((effect) => effect.type !== 'open-camera'));
    });
  });
});
