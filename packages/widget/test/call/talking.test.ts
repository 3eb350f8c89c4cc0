import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent } from '../../src/call/call-events.ts';
import {
  answered,
  asAnn,
  asBen,
  CALL_ID,
  effectsOf,
  flowing,
  offer,
  mediaOpened,
  over,
  rang,
  tell,
  toActive,
  toRinging,
} from './fixtures.ts';

const failed = (attempt: number): CallEvent => ({ type: 'link-changed', userId: 'ben', attempt, link: 'failed' });

describe('talking', () => {
  it('is active only when links are up and every announced track was received', () => {
    const events: readonly CallEvent[] = [...toRinging, { type: 'call-changed', call: answered }, ...flowing('ben')];
    for (let count = toRinging.length + 1; count < events.length; count += 1) {
      assert.equal(tell(asAnn, events.slice(0, count)).state.phase, 'connecting');
    }
    assert.equal(tell(asAnn, events).state.phase, 'active');
  });

  it('does not wait for a track that is not sent', () => {
    const [connected, , audio] = flowing('ben');
    const said: CallEvent = {
      type: 'peer-said',
      userId: 'ben',
      attempt: 1,
      message: { type: 'media', microphone: 'on', camera: 'off' },
    };
    const told = tell(asAnn, [...toRinging, { type: 'call-changed', call: answered }, connected!, said, audio!]);
    assert.equal(told.state.phase, 'active');
  });

  it('is not active while its own devices are still being opened', () => {
    const told = tell(asBen, [
      rang,
      offer,
      { type: 'accept', kind: 'video' },
      { type: 'call-changed', call: answered },
      ...flowing('ann'),
    ]);
    assert.equal(told.state.phase, 'connecting');
    assert.equal(tell(asBen, [mediaOpened], told.state).state.phase, 'active');
  });

  it('announces its media when the link comes up and after every change, and never before the devices are open', () => {
    const answering = tell(asBen, [rang, offer, { type: 'accept', kind: 'video' }, ...flowing('ann')]);
    assert.deepEqual(effectsOf(answering, 'send-message'), []);
    const opened = tell(
      asBen,
      [mediaOpened, { type: 'set-muted', muted: true }, { type: 'set-camera', enabled: false }],
      answering.state,
    );
    assert.deepEqual(
      effectsOf(opened, 'send-message').map(({ message }) => message),
      [
        { type: 'media', microphone: 'on', camera: 'on' },
        { type: 'media', microphone: 'off', camera: 'on' },
        { type: 'media', microphone: 'off', camera: 'off' },
      ],
    );
  });

  it('tells those whose line is too narrow for its picture that it is paused, and when it is not any more', () => {
    const narrow = (picture: 'paused' | 'sent', attempt = 1): CallEvent => ({
      ...{ type: 'picture-changed', userId: 'ben', attempt, picture },
    });
    const active = tell(asAnn, toActive);
    const told = tell(asAnn, [narrow('paused'), narrow('paused', 0), narrow('sent')], active.state);
    assert.deepEqual(
      effectsOf(told, 'send-message').map(({ message }) => message.type === 'media' && message.camera),
      ['paused', 'on'],
    );
    const off = tell(asAnn, [narrow('paused'), { type: 'set-camera', enabled: false }], active.state);
    assert.deepEqual(effectsOf(off, 'send-message').at(-1)?.message, {
      type: 'media',
      microphone: 'on',
      camera: 'off',
    });
  });

  it('begins anew with its picture on a new link', () => {
    const paused: CallEvent = { type: 'picture-changed', userId: 'ben', attempt: 1, picture: 'paused' };
    const { state } = tell(asAnn, [...toActive, paused, failed(1), { type: 'time-out', timer: 'retry ben' }]);
    assert.ok(state.phase === 'reconnecting' && !state.peers[0]?.isPicturePaused);
  });

  it('is active with somebody whose picture is paused, and goes on when it comes', () => {
    const says = (camera: 'paused' | 'on'): CallEvent => ({
      ...{ type: 'peer-said', userId: 'ben', attempt: 1 },
      message: { type: 'media', microphone: 'on', camera },
    });
    const [connected, , audio] = flowing('ben');
    const answeredCall: CallEvent = { type: 'call-changed', call: answered };
    const paused = tell(asAnn, [...toRinging, answeredCall, connected!, says('paused'), audio!]);
    assert.equal(paused.state.phase, 'active');
    assert.equal(tell(asAnn, [says('on')], paused.state).state.phase, 'active');
  });

  it('closes the camera when it is turned off, and opens it anew when it is turned on', () => {
    const off = tell(asAnn, [...toActive, { type: 'set-camera', enabled: false }]);
    assert.equal(effectsOf(off, 'close-camera').length, 1);
    const on = tell(asAnn, [{ type: 'set-camera', enabled: true }], off.state);
    assert.ok(on.state.phase === 'active' && on.state.media.camera === 'opening');
    assert.equal(effectsOf(on, 'open-camera').length, 1);
  });

  it('stays active while a camera is turned on whose first frame is not there yet', () => {
    const said = (camera: 'on' | 'off'): CallEvent => ({
      type: 'peer-said',
      userId: 'ben',
      attempt: 1,
      message: { type: 'media', microphone: 'on', camera },
    });
    assert.equal(tell(asAnn, [...toActive, said('off'), said('on')]).state.phase, 'active');
  });

  it('says goodbye to everybody and leaves when it hangs up', () => {
    const told = tell(asAnn, [...toActive, { type: 'end' }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'hung-up');
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up' }]);
    assert.deepEqual(effectsOf(told, 'send-message').at(-1)?.message, { type: 'goodbye', reason: 'hung-up' });
  });

  it('ends as remote-hung-up by the server’s word', () => {
    const told = tell(asAnn, [...toActive, { type: 'call-changed', call: over('hung-up', 'ben') }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'remote-hung-up');
  });

  it('ends as remote-hung-up by a goodbye over the link, and tells the server who left', () => {
    const told = tell(asAnn, [
      ...toActive,
      { type: 'peer-said', userId: 'ben', attempt: 1, message: { type: 'goodbye', reason: 'hung-up' } },
    ]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'remote-hung-up');
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up', by: 'ben' }]);
  });

  it('hears in the goodbye why the other side left', () => {
    const message = { type: 'goodbye', reason: 'not-permitted' } as const;
    const told = tell(asAnn, [...toActive, { type: 'peer-said', userId: 'ben', attempt: 1, message }]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'not-permitted');
    assert.equal(told.state.ended.call.ended?.by, 'ben');
  });

  it('reconnects while the link is interrupted, and is active again when it is back', () => {
    const told = tell(asAnn, [...toActive, { type: 'link-changed', userId: 'ben', attempt: 1, link: 'interrupted' }]);
    assert.equal(told.state.phase, 'reconnecting');
    const back = tell(asAnn, [{ type: 'link-changed', userId: 'ben', attempt: 1, link: 'connected' }], told.state);
    assert.equal(back.state.phase, 'active');
    assert.deepEqual(
      effectsOf(back, 'clear-timer')
        .map(({ timer }) => timer)
        .includes('grace'),
      true,
    );
  });

  it('makes a new link of the same call after a failed one, when it is the initiator', () => {
    const told = tell(asAnn, [...toActive, failed(1), { type: 'time-out', timer: 'retry ben' }]);
    assert.equal(told.state.phase, 'reconnecting');
    assert.deepEqual(
      effectsOf(told, 'open-link').map(({ attempt, role }) => [attempt, role]),
      [
        [1, 'initiator'],
        [2, 'initiator'],
      ],
    );
    assert.equal(tell(asAnn, flowing('ben', 2), told.state).state.phase, 'active');
  });

  it('asks the initiator for the next attempt, and follows it', () => {
    const inCall = tell(asBen, [
      rang,
      offer,
      { type: 'accept', kind: 'video' },
      { type: 'call-changed', call: answered },
      mediaOpened,
      ...flowing('ann'),
    ]);
    assert.equal(inCall.state.phase, 'active');
    const lost = tell(asBen, [{ type: 'link-changed', userId: 'ann', attempt: 1, link: 'failed' }], inCall.state);
    assert.deepEqual(
      effectsOf(lost, 'set-timer').map(({ timer }) => timer),
      ['retry ann', 'grace'],
    );
    const asked = tell(asBen, [{ type: 'time-out', timer: 'retry ann' }], lost.state);
    assert.deepEqual(effectsOf(asked, 'ask-link'), [{ type: 'ask-link', callId: CALL_ID, userId: 'ann', attempt: 2 }]);
    const again = tell(asBen, [{ ...offer, attempt: 2 } as never], lost.state);
    assert.equal(effectsOf(again, 'open-link')[0]?.attempt, 2);
  });

  it('makes an attempt that it is asked for once, and takes the request for no signal of it', () => {
    const ask: CallEvent = {
      type: 'signal-received',
      callId: CALL_ID,
      from: 'ben',
      attempt: 2,
      sequence: 90_001,
      signal: { type: 'restart', restart: 'link' },
    };
    const told = tell(asAnn, [...toActive, ask, ask]);
    assert.deepEqual(
      effectsOf(told, 'open-link').map(({ attempt }) => attempt),
      [1, 2],
    );
    assert.deepEqual(effectsOf(told, 'deliver-signal'), []);
  });

  it('takes no notice of what an older link reports', () => {
    const told = tell(asAnn, [...toActive, failed(1), { type: 'time-out', timer: 'retry ben' }, ...flowing('ben', 1)]);
    assert.equal(told.state.phase, 'reconnecting');
  });

  it('gives up after the grace period: connection lost if it had been connected, failed if it never was', () => {
    const lost = tell(asAnn, [...toActive, failed(1), { type: 'time-out', timer: 'grace' }]);
    assert.ok(lost.state.phase === 'idle' && lost.state.ended?.reason === 'connection-lost');
    const never = tell(asAnn, [
      ...toRinging,
      { type: 'call-changed', call: answered },
      { type: 'time-out', timer: 'grace' },
    ]);
    assert.ok(never.state.phase === 'idle' && never.state.ended?.reason === 'failed');
    assert.equal(effectsOf(never, 'report-error')[0]?.problem.code, 'connection-failed');
  });

  it('goes on when the signaling server forgot a call whose media flows', () => {
    assert.equal(
      tell(asAnn, [...toActive, { type: 'resume-refused', callId: CALL_ID, reason: 'gone' }]).state.phase,
      'active',
    );
  });
});
