import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent, Effect, Problem } from '../../src/call/call-events.ts';
import type { CallState, LocalMedia } from '../../src/call/call-state.ts';
import { answered, asAnn, asBen, effectsOf, mediaOpened, offer, rang, start, tell, toActive } from './fixtures.ts';

const MISSING: Problem = { code: 'device-not-found', device: 'microphone' };
const NO_CAMERA: Problem = { code: 'device-not-found', device: 'camera' };
const BLOCKED: Problem = { code: 'permission-denied', device: 'microphone' };

const micEnds: CallEvent = { type: 'capture-ended', kind: 'audio', label: 'Headset' };
const cameraEnds: CallEvent = { type: 'capture-ended', kind: 'video', label: 'Webcam' };
const noMic: CallEvent = { type: 'device-unavailable', kind: 'audio', problem: MISSING };
const noCamera: CallEvent = { type: 'device-unavailable', kind: 'video', problem: NO_CAMERA };
const micBlocked: CallEvent = { type: 'device-unavailable', kind: 'audio', problem: BLOCKED };
const deskTakesOver: CallEvent = { type: 'device-replaced', kind: 'audio', gone: 'Headset', label: 'Desk' };
const micReturns: CallEvent = { type: 'device-replaced', kind: 'audio', gone: null, label: 'Headset' };
const lidTakesOver: CallEvent = { type: 'device-replaced', kind: 'video', gone: 'Webcam', label: 'Lid' };
const cameraReturns: CallEvent = { type: 'device-replaced', kind: 'video', gone: null, label: 'Webcam' };
const plugged: CallEvent = { type: 'devices-changed' };
const mute: CallEvent = { type: 'set-muted', muted: true };
const unmute: CallEvent = { type: 'set-muted', muted: false };
const cameraOff: CallEvent = { type: 'set-camera', enabled: false };
const cameraOn: CallEvent = { type: 'set-camera', enabled: true };
const paused = (kind: 'audio' | 'video'): CallEvent => ({ type: 'capture-paused', kind });
const resumed = (kind: 'audio' | 'video'): CallEvent => ({ type: 'capture-resumed', kind });
const tooLong = (kind: 'audio' | 'video'): CallEvent => ({ type: 'time-out', timer: `pause ${kind}` });
const tooLate: CallEvent = { type: 'time-out', timer: 'camera-return' };

const active = tell(asAnn, toActive).state;

function mediaOf(state: CallState): LocalMedia {
  assert.ok(state.phase === 'active', `the call goes on, and is not ${state.phase}`);
  return state.media;
}

/** What the far side was told last, if it was told anything. */
function lastWord(effects: readonly Effect[]): string | null {
  const message = effectsOf({ effects }, 'send-message').at(-1)?.message;
  return message?.type === 'media' ? `${message.microphone} ${message.camera}` : null;
}

type Row = readonly [
  story: string,
  events: readonly CallEvent[],
  devices: `${LocalMedia['microphone']} ${LocalMedia['camera']}`,
  told: string | null,
];

const table: readonly Row[] = [
  ['a microphone is lost: nobody is told yet', [micEnds], 'live live', null],
  ['another microphone takes over', [micEnds, deskTakesOver], 'live live', null],
  ['another takes over from a muted one', [mute, micEnds, deskTakesOver], 'muted live', 'off on'],
  ['the next microphone takes its time', [micEnds, tooLong('audio')], 'interrupted live', 'off on'],
  ['and is there at last', [micEnds, tooLong('audio'), deskTakesOver], 'live live', 'on on'],
  ['there is no other microphone', [micEnds, noMic], 'missing live', 'none on'],
  ['one is plugged in again', [micEnds, noMic, plugged, micReturns], 'live live', 'on on'],
  ['one is plugged in again after a muted one', [mute, micEnds, noMic, plugged, micReturns], 'muted live', 'off on'],
  ['muted while there is none', [micEnds, noMic, mute, micReturns], 'muted live', 'off on'],
  ['unmuted while there is none', [mute, micEnds, noMic, unmute, micReturns], 'live live', 'on on'],
  ['the microphone is not allowed any more', [micEnds, micBlocked], 'none live', 'none on'],
  ['another camera takes over', [cameraEnds, lidTakesOver], 'live live', null],
  ['there is no other camera', [cameraEnds, noCamera], 'live missing', 'on off'],
  ['the camera is soon back', [cameraEnds, noCamera, plugged, cameraReturns], 'live live', 'on on'],
  ['the camera is not soon back', [cameraEnds, noCamera, tooLate], 'live off', 'on off'],
  ['it comes back too late', [cameraEnds, noCamera, tooLate, plugged, cameraReturns], 'live off', 'on off'],
  ['a missing camera is turned off for good', [cameraEnds, noCamera, cameraOff, cameraReturns], 'live off', 'on off'],
  ['a missing camera is asked for', [cameraEnds, noCamera, cameraOn], 'live opening', 'on off'],
  ['turned off while another is looked for', [cameraEnds, cameraOff, lidTakesOver], 'live off', 'on off'],
  ['none is found after it was turned off', [cameraEnds, cameraOff, noCamera], 'live off', 'on off'],
  ['the camera stutters', [paused('video'), resumed('video')], 'live live', null],
  ['another program takes the camera', [paused('video'), tooLong('video')], 'live interrupted', 'on off'],
  ['and gives it back', [paused('video'), tooLong('video'), resumed('video')], 'live live', 'on on'],
  ['a taken camera is turned off', [paused('video'), tooLong('video'), cameraOff], 'live off', 'on off'],
  ['a taken camera ends', [paused('video'), tooLong('video'), cameraEnds, noCamera], 'live missing', 'on off'],
  ['another program takes the microphone', [paused('audio'), tooLong('audio')], 'interrupted live', 'off on'],
  ['a taken microphone is muted', [paused('audio'), tooLong('audio'), mute], 'muted live', 'off on'],
  ['a muted microphone is taken', [mute, paused('audio'), tooLong('audio')], 'muted live', 'off on'],
];

describe('a device in use', () => {
  for (const [story, events, devices, told] of table) {
    it(`${story}: ${devices}, and the far side hears ${told ?? 'nothing of it'}`, () => {
      const { state, effects } = tell(asAnn, events, active);
      const { microphone, camera } = mediaOf(state);
      assert.equal(`${microphone} ${camera}`, devices);
      assert.equal(lastWord(effects), told);
    });
  }

  it('is replaced when it is gone, at once', () => {
    const told = tell(asAnn, [micEnds, cameraEnds], active);
    assert.deepEqual(effectsOf(told, 'replace-device'), [
      { type: 'replace-device', kind: 'audio', gone: 'Headset' },
      { type: 'replace-device', kind: 'video', gone: 'Webcam' },
    ]);
  });

  it('is replaced while it rings, too', () => {
    const told = tell(asAnn, [start(), mediaOpened, micEnds]);
    assert.equal(effectsOf(told, 'replace-device').length, 1);
  });

  it('is named with the one that took over, unless that is itself', () => {
    const same: CallEvent = { type: 'device-replaced', kind: 'audio', gone: 'Headset', label: 'Headset' };
    assert.deepEqual(effectsOf(tell(asAnn, [micEnds, same], active), 'notice-device'), []);
    const [{ notice } = { notice: null }] = effectsOf(tell(asAnn, [micEnds, deskTakesOver], active), 'notice-device');
    assert.deepEqual(notice, { what: 'replaced', device: 'microphone', gone: 'Headset', now: 'Desk' });
  });

  it('is reported once when there is none any more, however often something else is plugged in', () => {
    const told = tell(asAnn, [micEnds, noMic, plugged, noMic, plugged, noMic], active);
    assert.deepEqual(
      effectsOf(told, 'report-error').map(({ problem }) => problem),
      [MISSING],
    );
    assert.equal(effectsOf(told, 'replace-device').length, 3);
  });

  it('is not exchanged for what is plugged in while it works, nor asked for when it was blocked', () => {
    assert.deepEqual(effectsOf(tell(asAnn, [plugged], active), 'replace-device'), []);
    assert.deepEqual(
      effectsOf(tell(asAnn, [plugged], tell(asAnn, [micEnds, micBlocked], active).state), 'replace-device'),
      [],
    );
  });

  it('that comes back too late is closed, should it be opening just then', () => {
    const told = tell(asAnn, [cameraEnds, noCamera, plugged, tooLate], active);
    assert.equal(effectsOf(told, 'close-camera').length, 1);
  });

  it('that was off does not come on because another one was plugged in', () => {
    const told = tell(asAnn, [cameraOff, plugged, cameraEnds, cameraReturns], active);
    assert.equal(mediaOf(told.state).camera, 'off');
    assert.deepEqual(effectsOf(told, 'replace-device'), []);
  });

  it('is said to be silent on screen', () => {
    const notices = effectsOf(tell(asAnn, [paused('video'), tooLong('video')], active), 'notice-device');
    assert.deepEqual(
      notices.map(({ notice }) => notice),
      [{ what: 'interrupted', device: 'camera' }],
    );
  });
});

describe('without a microphone from the start', () => {
  const opened: CallEvent = { type: 'media-opened', camera: true, cameraProblem: null, microphoneProblem: MISSING };

  it('the caller rings, and reads what is missing', () => {
    const told = tell(asAnn, [start(), opened]);
    assert.equal(effectsOf(told, 'invite').length, 1);
    assert.deepEqual(effectsOf(told, 'report-error'), [{ type: 'report-error', problem: MISSING }]);
    assert.ok(told.state.phase === 'outgoing' && told.state.media.microphone === 'missing');
  });

  it('the callee listens, and the far side is told', () => {
    const link: CallEvent = { type: 'link-changed', userId: 'ann', attempt: 1, link: 'connected' };
    const told = tell(asBen, [
      rang,
      offer,
      { type: 'accept', kind: 'video' },
      { type: 'call-changed', call: answered },
      opened,
      link,
    ]);
    assert.equal(lastWord(told.effects), 'none on');
  });

  it('the caller without a camera either has the choice, and reads both', () => {
    const neither: CallEvent = {
      type: 'media-opened',
      camera: false,
      cameraProblem: NO_CAMERA,
      microphoneProblem: MISSING,
    };
    const told = tell(asAnn, [start(), neither]);
    assert.ok(told.state.phase === 'outgoing' && told.state.step === 'camera-unavailable');
    assert.equal(effectsOf(told, 'report-error').length, 2);
    assert.equal(effectsOf(told, 'invite').length, 0);
  });

  it('one that is plugged in is taken up, silent for whoever had muted', () => {
    const muted = tell(asAnn, [start(), mute, opened, micReturns]);
    assert.ok(muted.state.phase === 'outgoing' && muted.state.media.microphone === 'muted');
    const open = tell(asAnn, [start(), opened, micReturns]);
    assert.ok(open.state.phase === 'outgoing' && open.state.media.microphone === 'live');
  });
});
