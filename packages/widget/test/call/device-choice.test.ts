import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { AdoptionCause, CallEvent, TrackKind } from '../../src/call/call-events.ts';
import { asAnn, effectsOf, mediaOpened, start, tell, toActive } from './fixtures.ts';

const BUSY = { code: 'device-in-use', device: 'camera' } as const;
const active = tell(asAnn, toActive).state;

const choose = (...kinds: readonly TrackKind[]): CallEvent => ({ type: 'choose-devices', kinds });
const returned = (kind: TrackKind): CallEvent => ({ type: 'chosen-returned', kind });
const flip: CallEvent = { type: 'flip-camera' };
const cameraOff: CallEvent = { type: 'set-camera', enabled: false };
const mute: CallEvent = { type: 'set-muted', muted: true };
const paused: CallEvent = { type: 'capture-paused', kind: 'video' };
const tooLong: CallEvent = { type: 'time-out', timer: 'pause video' };
const lost: readonly CallEvent[] = [
  { type: 'capture-ended', kind: 'audio', label: 'Headset' },
  { type: 'device-unavailable', kind: 'audio', problem: { code: 'device-not-found', device: 'microphone' } },
];

const adopted = (kind: TrackKind, because: AdoptionCause): CallEvent => ({
  ...{ type: 'device-adopted', kind, because },
  label: 'Webcam',
});
const failed = (because: AdoptionCause): CallEvent => ({
  ...{ type: 'adoption-failed', kind: 'video', because },
  problem: BUSY,
});

/** Kinds that are exchanged by this story, and kinds that are looked for. */
function exchanges(...events: readonly CallEvent[]): readonly string[] {
  const told = tell(asAnn, events, active);
  const adopts = effectsOf(told, 'adopt-device').map(({ kind, because }) => `${kind} ${because}`);
  const searches = effectsOf(told, 'replace-device')
    .filter(({ gone }) => gone === null)
    .map(({ kind }) => `${kind} missing`);
  return [...adopts, ...searches];
}

describe('a choice of devices', () => {
  it('exchanges what is in use, a muted microphone, too', () => {
    assert.deepEqual(exchanges(choose('audio', 'video')), ['audio chosen', 'video chosen']);
    assert.deepEqual(exchanges(mute, choose('audio')), ['audio chosen']);
  });

  it('turns no camera on', () => assert.deepEqual(exchanges(cameraOff, choose('video'), returned('video'), flip), []));

  it('takes the place of what is missing', () =>
    assert.deepEqual(exchanges(...lost, choose('audio')), ['audio missing']));

  it('counts while devices are being opened, too', () => {
    const told = tell(asAnn, [start(), choose('video')]);
    assert.equal(effectsOf(told, 'adopt-device').length, 1);
  });

  it('changes nothing that is said of the devices, and is not talked about', () => {
    const told = tell(
      asAnn,
      [mute, choose('audio', 'video'), adopted('audio', 'chosen'), adopted('video', 'chosen')],
      active,
    );
    assert.ok(told.state.phase === 'active');
    assert.deepEqual(told.state.media, { microphone: 'muted', camera: 'live' });
    assert.deepEqual(effectsOf(told, 'notice-device'), []);
    assert.equal(effectsOf(told, 'send-message').length, 1, 'that of muting');
  });

  it('ends an interruption', () => {
    const told = tell(asAnn, [paused, tooLong, choose('video'), adopted('video', 'chosen')], active);
    assert.ok(told.state.phase === 'active' && told.state.media.camera === 'live');
    assert.deepEqual(effectsOf(told, 'clear-timer').at(-1), { type: 'clear-timer', timer: 'pause video' });
  });

  it('that comes to nothing leaves everything as it was, and is not reported twice', () => {
    const told = tell(asAnn, [choose('video'), failed('chosen')], active);
    assert.deepEqual([told.state, effectsOf(told, 'report-error')], [active, []]);
  });

  it('does not matter any more once the camera is off', () => {
    const told = tell(asAnn, [choose('video'), cameraOff, adopted('video', 'returned')], active);
    assert.ok(told.state.phase === 'active' && told.state.media.camera === 'off');
    assert.deepEqual(effectsOf(told, 'notice-device'), []);
  });
});

describe('a chosen device that is plugged in again', () => {
  it('takes over, and the person reads so', () => {
    const told = tell(asAnn, [returned('video'), adopted('video', 'returned')], active);
    assert.deepEqual(effectsOf(told, 'adopt-device'), [{ type: 'adopt-device', kind: 'video', because: 'returned' }]);
    assert.deepEqual(
      effectsOf(told, 'notice-device').map(({ notice }) => notice),
      [{ what: 'returned', device: 'camera', now: 'Webcam' }],
    );
  });

  it('takes over while it rings, too', () => {
    assert.equal(effectsOf(tell(asAnn, [start(), mediaOpened, returned('audio')]), 'adopt-device').length, 1);
  });
});

describe('a camera that is flipped', () => {
  it('is exchanged while it is on', () => assert.deepEqual(exchanges(flip), ['video flipped']));

  it('says why where the other one is not to be had', () => {
    const told = tell(asAnn, [flip, failed('flipped')], active);
    assert.deepEqual(effectsOf(told, 'report-error'), [{ type: 'report-error', problem: BUSY }]);
  });
});
