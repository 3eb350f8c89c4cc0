import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  answered,
  asBen,
  CALL_ID,
  effectsOf,
  grantOf,
  mediaOpened,
  offer,
  over,
  rang,
  tell,
  view,
  voiceOpened,
} from './fixtures.ts';

const answeredElsewhere = { ...answered, joinedHere: false };

describe('being called', () => {
  it('rings, and says that it does', () => {
    const told = tell(asBen, [rang]);
    assert.equal(told.state.phase, 'incoming');
    assert.deepEqual(effectsOf(told, 'report-ringing'), [{ type: 'report-ringing', callId: CALL_ID }]);
  });

  it('does not ring for a call whose deadline has passed on the server’s clock', () => {
    const late = { type: 'rang', grant: { ...grantOf(view({ joinedHere: false })), now: 46_000 } } as const;
    assert.equal(tell(asBen, [late]).state.phase, 'idle');
  });

  it('parses the offer behind a closed gate and opens no device before accept', () => {
    const told = tell(asBen, [rang, offer]);
    assert.equal(effectsOf(told, 'open-link')[0]?.gate, 'closed');
    assert.deepEqual(effectsOf(told, 'open-gate'), []);
    assert.deepEqual(effectsOf(told, 'open-media'), []);
    assert.deepEqual(effectsOf(told, 'send-message'), []);
  });

  it('tells the server first, then opens the gate, then asks for the devices', () => {
    const told = tell(asBen, [rang, offer, { type: 'accept', kind: 'video' }]);
    const order = told.effects
      .map(({ type }) => type)
      .filter((type) => ['accept', 'open-gate', 'open-media'].includes(type));
    assert.deepEqual(order, ['accept', 'open-gate', 'open-media']);
  });

  it('shows a camera that is turned on while the microphone is still being opened', () => {
    const accepted = [
      rang,
      offer,
      { type: 'accept', kind: 'voice' },
      { type: 'call-changed', call: answered },
    ] as const;
    const turnedOn = [...accepted, { type: 'set-camera', enabled: true }, voiceOpened] as const;
    const mediaOf = (told: ReturnType<typeof tell>) => (told.state.phase === 'connecting' ? told.state.media : null);
    assert.equal(mediaOf(tell(asBen, turnedOn))?.camera, 'opening');
    assert.equal(mediaOf(tell(asBen, [...turnedOn, { type: 'camera-opened' }]))?.camera, 'live');
  });

  it('closes a camera that opens after it was turned off again', () => {
    const off = [rang, offer, { type: 'accept', kind: 'voice' }, { type: 'call-changed', call: answered }] as const;
    const told = tell(asBen, [...off, voiceOpened, { type: 'camera-opened' }]);
    assert.equal(effectsOf(told, 'close-camera').length, 1);
  });

  it('answers a video call without the camera when asked to', () => {
    const told = tell(asBen, [rang, { type: 'accept', kind: 'voice' }]);
    assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: false }]);
    assert.ok(told.state.phase === 'connecting' && told.state.media.camera === 'off');
  });

  it('opens the link with an open gate when the offer comes after accept', () => {
    const told = tell(asBen, [rang, { type: 'accept', kind: 'video' }, offer]);
    assert.equal(effectsOf(told, 'open-link')[0]?.gate, 'open');
  });

  it('goes on without the camera when only that fails', () => {
    const cameraProblem = { code: 'permission-denied', cause: null } as const;
    const told = tell(asBen, [
      rang,
      { type: 'accept', kind: 'video' },
      { type: 'media-opened', camera: false, cameraProblem, microphoneProblem: null },
    ]);
    assert.ok(told.state.phase === 'connecting');
    assert.deepEqual(told.state.media, { microphone: 'live', camera: 'off' });
    assert.deepEqual(effectsOf(told, 'report-error'), [{ type: 'report-error', problem: cameraProblem }]);
  });

  it('ends as not permitted, for both sides, when the microphone is denied', () => {
    const problem = { code: 'permission-denied', cause: null } as const;
    const told = tell(asBen, [rang, { type: 'accept', kind: 'video' }, { type: 'media-failed', problem }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'not-permitted');
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'not-permitted' }]);
  });

  it('falls silent when another device answers', () => {
    const told = tell(asBen, [rang, { type: 'call-changed', call: answeredElsewhere }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'answered-elsewhere');
    assert.equal(told.state.ended.tookPart, false);
  });

  it('falls silent when the server gave the call to another device', () => {
    const told = tell(asBen, [
      rang,
      { type: 'accept', kind: 'video' },
      { type: 'accept-refused', callId: CALL_ID, reason: 'elsewhere', cause: null },
    ]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'answered-elsewhere');
    assert.deepEqual(effectsOf(told, 'leave'), []);
  });

  it('says declined elsewhere when another device declined', () => {
    const told = tell(asBen, [rang, { type: 'call-changed', call: { ...over('declined', 'ben'), joinedHere: false } }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'declined-elsewhere');
  });

  it('records a call that the caller gave up as canceled, never as declined', () => {
    const told = tell(asBen, [rang, { type: 'call-changed', call: over('canceled', 'ann') }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'canceled');
    assert.deepEqual(effectsOf(told, 'decline'), []);
  });

  it('declines with the words that the caller is to read', () => {
    const told = tell(asBen, [rang, { type: 'decline', message: "Can't talk now" }]);
    assert.deepEqual(effectsOf(told, 'decline'), [{ type: 'decline', callId: CALL_ID, message: "Can't talk now" }]);
    assert.ok(told.state.phase === 'idle');
    assert.deepEqual(told.state.ended?.call.ended, { reason: 'declined', by: 'ben', message: "Can't talk now" });
  });

  it('asks after an outage whether it still rings, and rings on', () => {
    const returned = tell(asBen, [rang, { type: 'signaling-returned' }]);
    assert.deepEqual(effectsOf(returned, 'check-call'), [{ type: 'check-call', callId: CALL_ID }]);
    const still = tell(asBen, [{ type: 'call-changed', call: view({ joinedHere: false }) }], returned.state);
    assert.equal(still.state.phase, 'incoming');
  });

  it('learns after an outage that it was answered elsewhere, or is forgotten', () => {
    const answer = (reason: 'elsewhere' | 'gone') =>
      tell(asBen, [rang, { type: 'signaling-returned' }, { type: 'resume-refused', callId: CALL_ID, reason }]).state;
    const [elsewhere, gone] = [answer('elsewhere'), answer('gone')];
    assert.ok(elsewhere.phase === 'idle' && elsewhere.ended?.reason === 'answered-elsewhere');
    assert.ok(gone.phase === 'idle' && gone.ended?.reason === 'unanswered');
  });

  it('begins muted and without a picture when that was asked for while the devices were opening', () => {
    const accepting = [rang, { type: 'accept', kind: 'video' }] as const;
    const told = tell(asBen, [
      ...accepting,
      { type: 'set-muted', muted: true },
      { type: 'set-camera', enabled: false },
    ]);
    assert.deepEqual(effectsOf(told, 'set-microphone-enabled'), [{ type: 'set-microphone-enabled', enabled: false }]);
    const opened = tell(asBen, [mediaOpened], told.state);
    assert.ok(opened.state.phase === 'connecting');
    assert.deepEqual([opened.state.media.microphone, opened.state.media.camera], ['muted', 'off']);
  });

  it('stops ringing at the deadline even when nobody says so', () => {
    const told = tell(asBen, [rang, { type: 'time-out', timer: `ring-over ${CALL_ID}` }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'unanswered');
  });

  it('drops signals of another call and of people who are not in it', () => {
    const told = tell(asBen, [rang, { ...offer, callId: 'other' } as never, { ...offer, from: 'eve' } as never]);
    assert.deepEqual(effectsOf(told, 'open-link'), []);
  });

  it('releases what a prompt grants after hanging up', () => {
    const told = tell(asBen, [rang, { type: 'accept', kind: 'video' }, { type: 'end' }, mediaOpened]);
    assert.equal(told.state.phase, 'idle');
    assert.equal(effectsOf(told, 'release-media').length, 1);
  });
});
