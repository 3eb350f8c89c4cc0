import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { CallEvent, Effect } from '../../src/call/call-events.ts';
import type { Line } from '../../src/call/call-state.ts';
import { FREE_LINE } from '../../src/call/line.ts';
import {
  answered,
  asAnn,
  asBen,
  benRings,
  CALL_ID,
  cleoOffers,
  cleoRings,
  cleosCall,
  flowing,
  granted,
  grantOf,
  mediaOpened,
  offer,
  over,
  rang,
  SECOND,
  ringing,
  start,
  tellLine,
  voiceOpened,
} from './fixtures.ts';

const problem = { code: 'permission-denied', cause: null } as const;

/** Everything that can be said to the machine, sensible or not. */
const EVENTS: readonly CallEvent[] = [
  start('video'),
  start('voice'),
  mediaOpened,
  voiceOpened,
  { type: 'media-opened', camera: false, cameraProblem: problem, microphoneProblem: null },
  { type: 'media-failed', problem },
  { type: 'camera-opened' },
  { type: 'camera-failed', problem },
  { type: 'media-opened', camera: true, cameraProblem: null, microphoneProblem: { code: 'device-not-found' } },
  { type: 'capture-ended', kind: 'audio', label: 'Headset' },
  { type: 'capture-ended', kind: 'video', label: 'Webcam' },
  { type: 'capture-paused', kind: 'audio' },
  { type: 'capture-paused', kind: 'video' },
  { type: 'capture-resumed', kind: 'video' },
  { type: 'device-replaced', kind: 'audio', gone: null, label: 'Desk' },
  { type: 'device-replaced', kind: 'video', gone: 'Webcam', label: 'Lid' },
  { type: 'device-unavailable', kind: 'audio', problem },
  { type: 'device-unavailable', kind: 'audio', problem: { code: 'device-not-found' } },
  { type: 'device-unavailable', kind: 'video', problem: { code: 'device-not-found' } },
  { type: 'devices-changed' },
  { type: 'time-out', timer: 'pause audio' },
  { type: 'time-out', timer: 'pause video' },
  { type: 'time-out', timer: 'camera-return' },
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
  benRings,
  cleoRings,
  cleoOffers,
  { type: 'accept', kind: 'voice', callId: SECOND },
  { type: 'decline', callId: SECOND },
  {
    type: 'call-changed',
    call: { ...cleosCall(), version: 2, phase: 'ended', ended: { reason: 'canceled', by: 'cleo' } },
  },
  { type: 'resume-refused', callId: SECOND, reason: 'elsewhere' },
  { type: 'time-out', timer: `ring-over ${SECOND}` },
  { type: 'time-out', timer: `last-word ${SECOND}` },
  { type: 'time-out', timer: `last-word ${CALL_ID}` },
  { type: 'farewell-answered', callId: CALL_ID },
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
      case 'replace-device':
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
        for (const timer of this.timers) if (!/^(ring-over|last-word) /u.test(timer)) this.timers.delete(timer);
        break;
    }
  }
}

type Check = (line: Line, ledger: Ledger, effects: readonly Effect[], before: Line, event: CallEvent) => void;

function walk(check: Check): void {
  fc.assert(
    fc.property(story, ([context, events]) => {
      const ledger = new Ledger();
      let line = FREE_LINE;
      for (const event of events) {
        // Only what was set can ring, and then it is set no longer.
        if (event.type === 'time-out' && !ledger.timers.delete(event.timer)) continue;
        const told = tellLine(context, [event], line);
        told.effects.forEach((effect) => ledger.note(effect));
        const before = line;
        line = told.line;
        check(line, ledger, told.effects, before, event);
      }
    }),
    { numRuns: 20_000 },
  );
}

describe('whatever happens, in whatever order', () => {
  it('leaves no device and no link when there is no call, and no timer but those of ends that are still to be told', () => {
    walk(({ call, closing }, { media, links, timers }) => {
      if (call.phase !== 'idle') return;
      const lastWords = closing.map((ended) => `last-word ${ended.call.id}`);
      assert.deepEqual([media, [...links], [...timers].sort()], [false, [], lastWords.sort()]);
    });
  });

  it('lets nothing wait and no end stay untold without a timer', () => {
    walk(({ waiting, closing }, { timers }) => {
      for (const { ring } of waiting) assert.ok(timers.has(`ring-over ${ring.call.id}`));
      for (const { call } of closing) assert.ok(timers.has(`last-word ${call.id}`));
    });
  });

  it('opens no device, no gate and says nothing to the caller while it rings', () => {
    walk(({ call }, { media }, effects, before) => {
      if (call.phase !== 'incoming') return;
      assert.equal(media, false);
      // Whoever was in another call says goodbye to that one.
      if (before.call.phase !== 'incoming' && before.call.phase !== 'idle') return;
      const revealing = effects.filter(
        ({ type }) => type === 'open-gate' || type === 'send-message' || type === 'accept',
      );
      assert.deepEqual(revealing, []);
      assert.ok(effects.every((effect) => effect.type !== 'open-link' || effect.gate === 'closed'));
    });
  });

  it('opens a camera in place of another only while the user has one on', () => {
    walk((_line, _ledger, effects, { call }) => {
      const replaces = effects.some((effect) => effect.type === 'replace-device' && effect.kind === 'video');
      if (!replaces) return;
      assert.ok('media' in call && ['live', 'opening', 'interrupted', 'missing'].includes(call.media.camera));
    });
  });

  it('takes up a camera that was lost only for as long as it is waited for', () => {
    walk(({ call }, { timers }) => {
      assert.equal('media' in call && call.media.camera === 'missing', timers.has('camera-return'));
    });
  });

  it('opens the camera in a voice call only when it is asked to', () => {
    walk(({ call: state }, _ledger, effects, _before, event) => {
      const inCall = state.phase !== 'idle' && state.phase !== 'incoming' && state.phase !== 'outgoing';
      const isVoice =
        state.phase === 'outgoing' ? state.attempt.kind === 'voice' : inCall && state.call.kind === 'voice';
      const isAsked = state.phase !== 'outgoing' && event.type === 'set-camera' && event.enabled;
      if (isVoice && !isAsked) assert.ok(effects.every((effect) => effect.type !== 'open-camera'));
    });
  });
});
