import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallView } from 'call-window-signaling/protocol';

import type { CallEvent } from '../../src/call/call-events.ts';
import type { EndReason } from '../../src/call/call-state.ts';
import {
  answered,
  asAnn,
  CALL_ID,
  effectsOf,
  granted,
  grantOf,
  mediaOpened,
  over,
  REQUEST_ID,
  start,
  tell,
  toRinging,
  view,
  voiceOpened,
} from './fixtures.ts';

describe('placing a call', () => {
  it('leaves no camera open that was turned on before going on with voice', () => {
    const inUse = { code: 'device-in-use', cause: null } as const;
    const failed = { type: 'media-opened', camera: false, cameraProblem: inUse, microphoneProblem: null } as const;
    const told = tell(asAnn, [start(), failed, { type: 'set-camera', enabled: true }, { type: 'continue-with-voice' }]);
    assert.equal(effectsOf(told, 'close-camera').length, 1);
    assert.equal(told.state.phase === 'outgoing' && told.state.media.camera, 'none');
  });

  it('asks for the devices before anybody is rung', () => {
    const told = tell(asAnn, [start()]);
    assert.deepEqual(told.effects, [{ type: 'open-media', camera: true }]);
    assert.equal(told.state.phase, 'outgoing');
  });

  it('never asks for the camera in a voice call', () => {
    const told = tell(asAnn, [start('voice'), voiceOpened, granted]);
    assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: false }]);
    assert.deepEqual(effectsOf(told, 'open-camera'), []);
  });

  it('rings nobody when the microphone is denied, and says so', () => {
    const problem = { code: 'permission-denied', cause: null } as const;
    const told = tell(asAnn, [start(), { type: 'media-failed', problem }]);
    assert.equal(told.state.phase, 'idle');
    assert.deepEqual(effectsOf(told, 'invite'), []);
    assert.deepEqual(effectsOf(told, 'report-error'), [{ type: 'report-error', problem }]);
    assert.deepEqual(effectsOf(told, 'settle-start')[0]?.outcome, { failed: problem });
  });

  it('lets the caller choose when only the camera is missing, before anybody is rung', () => {
    const cameraProblem = { code: 'device-in-use', cause: null } as const;
    const events = [start(), { type: 'media-opened', camera: false, cameraProblem, microphoneProblem: null }] as const;
    const choosing = tell(asAnn, events);
    assert.ok(choosing.state.phase === 'outgoing' && choosing.state.step === 'camera-unavailable');
    assert.deepEqual(effectsOf(choosing, 'invite'), []);
    const voice = tell(asAnn, [...events, { type: 'continue-with-voice' }]);
    assert.equal(effectsOf(voice, 'invite')[0]?.attempt.kind, 'voice');
  });

  it('opens the link with the invite, so that the offer travels with the ring', () => {
    const told = tell(asAnn, [start(), mediaOpened, granted]);
    const [open] = effectsOf(told, 'open-link');
    assert.deepEqual(open, {
      type: 'open-link',
      callId: CALL_ID,
      userId: 'ben',
      attempt: 1,
      role: 'initiator',
      gate: 'open',
    });
  });

  it('takes no notice of the grant of an earlier attempt', () => {
    const told = tell(asAnn, [start(), mediaOpened, { ...granted, requestId: 'other' } as never]);
    assert.ok(told.state.phase === 'outgoing' && told.state.step === 'inviting');
  });

  it('is connecting as soon as somebody answered', () => {
    assert.equal(tell(asAnn, [...toRinging, { type: 'call-changed', call: answered }]).state.phase, 'connecting');
  });

  it('ignores a view that is older than the one at hand', () => {
    const told = tell(asAnn, [...toRinging, { type: 'call-changed', call: view({ version: 1 }) }]);
    assert.ok(told.state.phase === 'outgoing');
    assert.equal(told.state.peers[0]?.standing, 'ringing');
  });

  const endings: readonly (readonly [CallView['ended'], EndReason])[] = [
    [{ reason: 'declined', by: 'ben' }, 'declined'],
    [{ reason: 'busy', by: 'ben' }, 'busy'],
    [{ reason: 'unanswered', by: null }, 'unanswered'],
    [{ reason: 'unreachable', by: null }, 'unreachable'],
    [{ reason: 'not-permitted', by: 'ben' }, 'not-permitted'],
  ];
  for (const [ended, reason] of endings) {
    it(`ends as ${reason} when the server says so`, () => {
      const told = tell(asAnn, [...toRinging, { type: 'call-changed', call: over(ended!.reason, ended!.by) }]);
      assert.ok(told.state.phase === 'idle' && told.state.ended);
      assert.equal(told.state.ended.reason, reason);
      assert.deepEqual(effectsOf(told, 'cancel'), []);
    });
  }

  it('ends at once what is granted as over already', () => {
    const busy = { type: 'invite-granted', requestId: REQUEST_ID, grant: grantOf(over('busy', 'ben')) } as const;
    const told = tell(asAnn, [start(), mediaOpened, busy]);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'busy');
    assert.ok('granted' in effectsOf(told, 'settle-start')[0]!.outcome);
  });

  it('joins with the camera off when the other one asked for video', () => {
    const theirs = view({ ...answered, callerId: 'ben', kind: 'video' });
    const told = tell(asAnn, [start('voice'), voiceOpened, { ...granted, grant: grantOf(theirs) } as CallEvent]);
    assert.ok(told.state.phase === 'connecting');
    assert.deepEqual([told.state.call.kind, told.state.media.camera], ['video', 'off']);
  });

  it('joins the call of somebody who is already ringing', () => {
    const theirs = view({ ...answered, callerId: 'ben' });
    const told = tell(asAnn, [start(), mediaOpened, { ...granted, grant: grantOf(theirs) } as never]);
    assert.ok(told.state.phase === 'connecting');
    assert.equal(told.state.direction, 'incoming');
  });
});
