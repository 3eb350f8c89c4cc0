import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent } from '../../src/call/call-events.ts';
import type { CallState, LocalMedia } from '../../src/call/call-state.ts';
import { claimOf, type KeptCall, keptFrom } from '../../src/call/kept-call.ts';
import {
  answered,
  asAnn,
  asBen,
  CALL_ID,
  effectsOf,
  flowing,
  IDLE,
  mediaOpened,
  offer,
  over,
  rang,
  start,
  tell,
  toActive,
  toBensActive,
  toRinging,
  view,
} from './fixtures.ts';

const active = tell(asAnn, toActive).state;

function kept(state: CallState): KeptCall {
  const found = keptFrom(state);
  assert.ok(found);
  return found;
}

function withMedia(media: LocalMedia): CallState {
  assert.ok(active.phase === 'active');
  return { ...active, media };
}

describe('what is kept of a call', () => {
  it('is the call, whose it is, and which attempt counts with whom', () => {
    const failed: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'failed' };
    const again = tell(asAnn, [failed, { type: 'time-out', timer: 'retry ben' }], active).state;
    assert.deepEqual(kept(again), {
      call: answered,
      direction: 'outgoing',
      muted: false,
      camera: 'on',
      attempts: { ben: 2 },
    });
    assert.equal(kept(tell(asBen, toBensActive).state).direction, 'incoming');
  });

  const unanswered: readonly (readonly [string, CallState])[] = [
    ['there is none', IDLE],
    ['devices are being opened', tell(asAnn, [start()]).state],
    ['it rings at the other side', tell(asAnn, toRinging).state],
    ['it rings here', tell(asBen, [rang, offer]).state],
    ['the server has not confirmed the answer', tell(asBen, [rang, offer, { type: 'accept', kind: 'video' }]).state],
    ['it is over', tell(asAnn, [...toActive, { type: 'end' }]).state],
  ];
  for (const [when, state] of unanswered) {
    it(`is nothing while ${when}`, () => assert.equal(keptFrom(state), null));
  }

  const devices: readonly (readonly [LocalMedia, Pick<KeptCall, 'muted' | 'camera'>])[] = [
    [
      { microphone: 'live', camera: 'live' },
      { muted: false, camera: 'on' },
    ],
    [
      { microphone: 'muted', camera: 'opening' },
      { muted: true, camera: 'on' },
    ],
    [
      { microphone: 'interrupted', camera: 'interrupted' },
      { muted: false, camera: 'on' },
    ],
    [
      { microphone: 'opening', camera: 'off', mutedFromStart: true },
      { muted: true, camera: 'off' },
    ],
    [
      { microphone: 'missing', camera: 'missing', mutedFromStart: false },
      { muted: false, camera: 'off' },
    ],
    [
      { microphone: 'none', camera: 'none' },
      { muted: false, camera: 'none' },
    ],
  ];
  for (const [media, expected] of devices) {
    it(`is ${JSON.stringify(expected)} of ${JSON.stringify(media)}`, () => {
      const { muted, camera } = kept(withMedia(media));
      assert.deepEqual({ muted, camera }, expected);
    });
  }
});

const takenUp: CallEvent = { type: 'call-changed', call: answered, resumed: true };

describe('a call that is taken up by the next page', () => {
  const restored = tell(asAnn, [{ type: 'restore', kept: kept(active) }]);

  it('is shown at once as one that reconnects, and has its grace', () => {
    assert.ok(restored.state.phase === 'reconnecting');
    assert.deepEqual(restored.state.call, answered);
    assert.deepEqual(effectsOf(restored, 'set-timer'), [{ type: 'set-timer', timer: 'grace', milliseconds: 60_000 }]);
  });

  it('opens no device and no link before the server has said that it goes on', () => {
    const told = tell(asAnn, [{ type: 'signaling-returned' }, { type: 'devices-changed' }], restored.state);
    for (const type of ['open-media', 'open-camera', 'replace-device', 'open-link', 'ask-link'] as const)
      assert.deepEqual([...effectsOf(restored, type), ...effectsOf(told, type)], []);
    assert.deepEqual(effectsOf(told, 'rejoin'), [{ type: 'rejoin', callId: CALL_ID, claim: claimOf(answered) }]);
  });

  it('opens them when it has: the devices as they were, and the attempt after the last one', () => {
    const told = tell(asAnn, [takenUp], restored.state);
    assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: true }]);
    assert.deepEqual(
      effectsOf(told, 'open-link').map(({ attempt, role }) => [attempt, role]),
      [[2, 'initiator']],
    );
    const again = tell(asAnn, [takenUp], told.state);
    assert.deepEqual(effectsOf(again, 'open-media'), []);
    assert.equal(tell(asAnn, [mediaOpened, ...flowing('ben', 2)], told.state).state.phase, 'active');
  });

  it('tells nobody how long that took: it is no answer', () => {
    const told = tell(asAnn, [takenUp, mediaOpened, ...flowing('ben', 2)], restored.state);
    assert.equal(told.state.phase, 'active');
    assert.deepEqual(effectsOf(told, 'tell-connected'), []);
  });

  it('goes on without a microphone that the page before has not let go of, and ends without one that is forbidden', () => {
    const { state } = tell(asAnn, [takenUp], restored.state);
    const problem = { code: 'device-in-use', cause: null, device: 'both' } as const;
    const listens = tell(asAnn, [{ type: 'media-failed', problem }, ...flowing('ben', 2)], state);
    assert.ok(listens.state.phase === 'active', listens.state.phase);
    assert.deepEqual([listens.state.media.microphone, listens.state.media.camera], ['missing', 'off']);
    assert.deepEqual(effectsOf(listens, 'report-error'), [{ type: 'report-error', problem }]);
    const forbidden = { ...problem, code: 'permission-denied' } as const;
    assert.equal(tell(asAnn, [{ type: 'media-failed', problem: forbidden }], state).state.phase, 'idle');
  });

  it('asks for the link where the other side was there first, and for one at least was made', () => {
    const early = { ...kept(tell(asBen, toBensActive).state), attempts: {} };
    const told = tell(asBen, [{ type: 'restore', kept: early }, takenUp]);
    assert.deepEqual(effectsOf(told, 'ask-link'), [{ type: 'ask-link', callId: CALL_ID, userId: 'ann', attempt: 2 }]);
    assert.deepEqual(effectsOf(told, 'open-link'), []);
  });

  it('takes no notice of what was meant for the page before, which looks like another device', () => {
    for (const joinedHere of [true, false]) {
      const told = tell(asAnn, [{ type: 'call-changed', call: { ...answered, joinedHere } }], restored.state);
      assert.deepEqual(told, { state: restored.state, effects: [] });
    }
  });

  it('is over if it ended meanwhile, and that is told', () => {
    const told = tell(asAnn, [{ type: 'call-changed', call: over('hung-up', 'ben') }], restored.state);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'remote-hung-up');
    assert.deepEqual(effectsOf(told, 'open-media'), []);
  });

  it('is over if the server does not let it be taken up, and that is told', () => {
    for (const [reason, end] of [
      ['gone', 'connection-lost'],
      ['elsewhere', 'answered-elsewhere'],
    ] as const) {
      const told = tell(asAnn, [{ type: 'resume-refused', callId: CALL_ID, reason }], restored.state);
      assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === end);
      assert.equal(effectsOf(told, 'release-media').length, 1);
    }
  });

  it('is kept again as it was, should this page be loaded again, too', () => {
    assert.deepEqual(kept(restored.state), kept(active));
  });
});

describe('the devices of a call that is taken up', () => {
  const restore = (change: Partial<KeptCall>): CallEvent => ({ type: 'restore', kept: { ...kept(active), ...change } });

  it('are muted if they were, from the first sample on', () => {
    for (const muted of [true, false]) {
      const told = tell(asAnn, [restore({ muted }), takenUp, mediaOpened]);
      assert.deepEqual(effectsOf(told, 'set-microphone-enabled'), [
        { type: 'set-microphone-enabled', enabled: !muted },
      ]);
      assert.ok(told.state.phase === 'reconnecting');
      assert.equal(told.state.media.microphone, muted ? 'muted' : 'live');
    }
  });

  it('are without the camera if it was off, or in no use', () => {
    for (const camera of ['off', 'none'] as const) {
      const told = tell(asAnn, [restore({ camera }), takenUp]);
      assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: false }]);
      assert.ok(told.state.phase === 'reconnecting' && told.state.media.camera === camera);
    }
  });

  it('are without the camera if it is turned off before the server has said anything', () => {
    const told = tell(asAnn, [restore({}), { type: 'set-camera', enabled: false }, takenUp]);
    assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: false }]);
    assert.ok(told.state.phase === 'reconnecting' && told.state.media.camera === 'off');
  });

  it('stay closed as long as nobody else is there', () => {
    const participants = answered.participants.map((participant) =>
      participant.userId === 'ben' ? { ...participant, standing: 'away' as const } : participant,
    );
    const alone: CallEvent = { ...takenUp, call: { ...answered, participants } };
    const waiting = tell(asAnn, [restore({}), alone]);
    assert.deepEqual(effectsOf(waiting, 'open-media'), []);
    const together = tell(asAnn, [{ type: 'call-changed', call: answered }], waiting.state);
    assert.deepEqual(effectsOf(together, 'open-media'), [{ type: 'open-media', camera: true }]);
  });

  it('are with the camera if it is turned on before that, and opened no sooner', () => {
    const turnedOn = tell(asAnn, [restore({ camera: 'off' }), { type: 'set-camera', enabled: true }]);
    assert.deepEqual(effectsOf(turnedOn, 'open-camera'), []);
    const told = tell(asAnn, [takenUp], turnedOn.state);
    assert.deepEqual(effectsOf(told, 'open-media'), [{ type: 'open-media', camera: true }]);
    assert.ok(told.state.phase === 'reconnecting' && told.state.media.camera === 'opening');
  });
});

describe('what a server that has lost its memory is told', () => {
  it('is the call as it was answered, with those who are in it', () => {
    assert.deepEqual(claimOf(answered), {
      version: 3,
      kind: 'video',
      callerId: 'ann',
      createdAt: 1_000,
      answeredAt: 4_000,
      participants: [
        { userId: 'ann', joinOrder: 0 },
        { userId: 'ben', joinOrder: 1 },
      ],
    });
  });

  it('leaves out who has left, and who never came', () => {
    const standing = (of: 'away' | 'left' | 'ringing') =>
      answered.participants.map((one) => (one.userId === 'ben' ? { ...one, standing: of } : one));
    const named = (of: 'away' | 'left' | 'ringing') =>
      claimOf({ ...answered, participants: standing(of) })?.participants.map(({ userId }) => userId);
    assert.deepEqual(named('away'), ['ann', 'ben']);
    assert.deepEqual(named('left'), ['ann']);
    assert.deepEqual(named('ringing'), ['ann']);
  });

  it('is nothing of a call that nobody has answered', () => assert.equal(claimOf(view()), undefined));
});
