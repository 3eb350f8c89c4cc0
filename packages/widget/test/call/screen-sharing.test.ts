import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent } from '../../src/call/call-events.ts';
import type { CallState } from '../../src/call/call-state.ts';
import { asAnn, effectsOf, granted, REQUEST_ID, tell, toActive, voiceOpened } from './fixtures.ts';

const share: CallEvent = { type: 'share-screen' };
const opened: CallEvent = { type: 'screen-opened', sound: true };
const active = tell(asAnn, toActive).state;

const failed = (code: 'canceled' | 'permission-denied'): CallEvent => ({
  type: 'screen-failed',
  problem: { code, device: 'screen' },
});

function mediaOf(state: CallState) {
  assert.ok('media' in state);
  return state.media;
}

describe('sharing the screen in a call', () => {
  it('is told to the others once there is something to see, and when it is over', () => {
    const told = tell(asAnn, [share, opened, { type: 'stop-sharing' }], active);
    assert.deepEqual(
      effectsOf(told, 'send-message').map(({ message }) => message),
      [
        { type: 'media', microphone: 'on', camera: 'on' },
        { type: 'media', microphone: 'on', camera: 'on', screen: 'on' },
        { type: 'media', microphone: 'on', camera: 'on' },
      ],
    );
    assert.equal(effectsOf(told, 'close-screen').length, 1);
    assert.equal(mediaOf(told.state).screen, undefined);
  });

  it('leaves microphone and camera as they are', () => {
    const { microphone, camera, screen, screenSound } = mediaOf(tell(asAnn, [share, opened], active).state);
    assert.deepEqual([microphone, camera, screen, screenSound], ['live', 'live', 'live', true]);
  });

  it('is asked for once at a time', () => {
    assert.equal(effectsOf(tell(asAnn, [share, share, opened, share], active), 'open-screen').length, 1);
  });

  it('ends when the browser ends it, which is said', () => {
    const told = tell(asAnn, [share, opened, { type: 'screen-ended' }], active);
    assert.equal(mediaOf(told.state).screen, undefined);
    assert.deepEqual(
      effectsOf(told, 'notice-device').map(({ notice }) => notice),
      [{ what: 'sharing-ended' }],
    );
  });

  it('that comes to nothing says so: in a word where nothing was chosen, as an error where it may not be', () => {
    const dismissed = tell(asAnn, [share, failed('canceled')], active);
    assert.deepEqual(
      [effectsOf(dismissed, 'notice-device').length, effectsOf(dismissed, 'report-error').length],
      [1, 0],
    );
    const blocked = tell(asAnn, [share, failed('permission-denied')], active);
    assert.deepEqual([effectsOf(blocked, 'notice-device').length, effectsOf(blocked, 'report-error').length], [0, 1]);
    for (const { state } of [dismissed, blocked])
      assert.deepEqual([state.phase, mediaOf(state).screen], ['active', undefined]);
  });

  it('that was chosen too late is stopped at once', () => {
    const told = tell(asAnn, [share, { type: 'stop-sharing' }, opened], active);
    assert.equal(mediaOf(told.state).screen, undefined);
    assert.equal(effectsOf(told, 'close-screen').length, 2);
  });

  it('of the other side is known from what they say', () => {
    const message = { type: 'media', microphone: 'on', camera: 'off', screen: 'on' } as const;
    const { state } = tell(asAnn, [{ type: 'peer-said', userId: 'ben', attempt: 1, message }], active);
    assert.ok('peers' in state);
    assert.deepEqual(state.peers[0]?.sends, { microphone: 'on', camera: 'off', screen: 'on' });
  });
});

describe('a call that begins with a shared screen', () => {
  const start: CallEvent = {
    type: 'start',
    attempt: { requestId: REQUEST_ID, to: ['ben'], kind: 'video', share: true },
  };

  it('rings nobody before there is something to share, and asks for no camera', () => {
    const choosing = tell(asAnn, [start]);
    assert.deepEqual(
      choosing.effects.map(({ type }) => type),
      ['open-screen'],
    );
    const chosen = tell(asAnn, [opened], choosing.state);
    assert.deepEqual(chosen.effects, [{ type: 'open-media', camera: false }]);
    const ringing = tell(asAnn, [voiceOpened, granted], chosen.state);
    const { screen, screenSound, camera } = mediaOf(ringing.state);
    assert.deepEqual([screen, screenSound, camera], ['live', true, 'off']);
  });

  it('is given up where nothing was chosen, with everything that was opened', () => {
    const told = tell(asAnn, [start, failed('canceled')]);
    assert.equal(told.state.phase, 'idle');
    assert.deepEqual(
      ['invite', 'report-error', 'release-media', 'notice-device'].map(
        (type) => told.effects.filter((effect) => effect.type === type).length,
      ),
      [0, 0, 1, 1],
    );
    const [settled] = effectsOf(told, 'settle-start');
    assert.ok(settled && 'failed' in settled.outcome);
    assert.equal(settled.outcome.failed.code, 'canceled');
  });

  it('can be given up while the picker is open', () => {
    const told = tell(asAnn, [start, { type: 'end' }, opened]);
    assert.equal(told.state.phase, 'idle');
    assert.equal(effectsOf(told, 'release-media').length, 1);
  });
});

describe('a voice call', () => {
  const voice = { ...active, call: 'call' in active && active.call ? { ...active.call, kind: 'voice' } : null };
  const inVoice = { ...voice, media: { microphone: 'live', camera: 'none' } } as CallState;

  it('opens a camera when it is asked to, and is heard while it does', () => {
    const told = tell(asAnn, [{ type: 'set-camera', enabled: true }], inVoice);
    assert.deepEqual(mediaOf(told.state), { microphone: 'live', camera: 'opening' });
    assert.equal(effectsOf(told, 'open-camera').length, 1);
    const on = tell(asAnn, [{ type: 'camera-opened' }], told.state);
    assert.deepEqual(effectsOf(on, 'send-message')[0]?.message, { type: 'media', microphone: 'on', camera: 'on' });
  });
});
