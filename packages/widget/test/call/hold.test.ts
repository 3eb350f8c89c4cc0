import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { PeerMessage } from 'call-window-signaling/protocol';
import * as v from 'valibot';

import { INITIAL_SESSION } from '../../src/call/call-session.ts';
import type { CallEvent } from '../../src/call/call-events.ts';
import type { CallState, InCall } from '../../src/call/call-state.ts';
import { holdOf } from '../../src/call/hold.ts';
import { keptFrom } from '../../src/call/kept-call.ts';
import { eventsBetween } from '../../src/public-events.ts';
import { answered, asAnn, effectsOf, flowing, mediaOpened, start, tell, toActive, toRinging } from './fixtures.ts';

const hold: CallEvent = { type: 'hold' };
const resume: CallEvent = { type: 'resume' };
const active = tell(asAnn, toActive).state;

function said(message: object, attempt = 1): CallEvent {
  const media = { type: 'media', microphone: 'off', camera: 'off', ...message } as const;
  return { type: 'peer-said', userId: 'ben', attempt, message: media };
}
const heldByBen = said({ onHold: true });
const resumedByBen = said({ microphone: 'on', camera: 'on' });

function messages(story: readonly CallEvent[], from: CallState = active): readonly PeerMessage[] {
  return effectsOf(tell(asAnn, story, from), 'send-message').map(({ message }) => message);
}

function during(story: readonly CallEvent[], from: CallState = active): InCall {
  const { state } = tell(asAnn, story, from);
  assert.ok(state.phase === 'active' || state.phase === 'reconnecting', state.phase);
  return state;
}

const PAUSED = { type: 'media', microphone: 'off', camera: 'off', onHold: true } as const;
const FLOWING = { type: 'media', microphone: 'on', camera: 'on' } as const;

describe('whoever puts the others on hold', () => {
  it('stops sending before they are told, and is as before when they resume', () => {
    const { effects } = tell(asAnn, [hold, resume], active);
    assert.deepEqual(effects, [
      { type: 'begin-hold' },
      { type: 'send-message', userId: 'ben', message: PAUSED },
      { type: 'end-hold' },
      { type: 'send-message', userId: 'ben', message: FLOWING },
    ]);
    assert.deepEqual(during([hold, resume]), active);
  });

  it('leaves microphone, camera and screen as they are', () => {
    const story: CallEvent[] = [
      { type: 'set-muted', muted: true },
      { type: 'share-screen' },
      { type: 'screen-opened', sound: true },
    ];
    const before = during(story);
    assert.deepEqual(during([hold], before).media, before.media);
    assert.deepEqual(messages([hold, resume], before), [
      { ...PAUSED, screen: 'off' },
      { ...FLOWING, microphone: 'off', screen: 'on' },
    ]);
  });

  it('changes a device unheard, and is heard as it is then', () => {
    const story: CallEvent[] = [
      hold,
      { type: 'set-muted', muted: true },
      { type: 'set-camera', enabled: false },
      resume,
    ];
    assert.deepEqual(messages(story), [PAUSED, PAUSED, PAUSED, { ...FLOWING, microphone: 'off', camera: 'off' }]);
  });

  it('says of what is not in use that it is not', () => {
    const voice: InCall = { ...during([]), media: { microphone: 'live', camera: 'none' } };
    assert.deepEqual(messages([hold], voice), [{ ...PAUSED, camera: 'none' }]);
  });

  it('does so once, and resumes once', () => {
    assert.deepEqual(messages([hold, hold, resume, resume]), [PAUSED, FLOWING]);
    assert.deepEqual(tell(asAnn, [resume], active), { state: active, effects: [] });
  });

  it('cannot before media has flowed', () => {
    const connecting = tell(asAnn, [...toRinging, { type: 'call-changed', call: answered }]).state;
    for (const state of [connecting, tell(asAnn, toRinging).state, tell(asAnn, [start()]).state])
      assert.deepEqual(tell(asAnn, [hold], state), { state, effects: [] });
  });

  it('has them on hold over a new link, too, and says so when it is up', () => {
    const failed: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'failed' };
    const lost = during([hold, failed, { type: 'time-out', timer: 'retry ben' }]);
    assert.equal(lost.phase, 'reconnecting');
    assert.deepEqual(messages(flowing('ben', 2), lost), [PAUSED]);
    assert.equal(during(flowing('ben', 2), lost).onHold, true);
  });

  it('can end the call as ever', () => {
    const { state, effects } = tell(asAnn, [hold, { type: 'end' }], active);
    assert.equal(state.phase, 'idle');
    assert.ok(effects.some(({ type }) => type === 'release-media'));
  });
});

describe('a page that is loaded again while the others are on hold', () => {
  const kept = keptFrom(during([hold]));
  assert.ok(kept);
  const restored = tell(asAnn, [{ type: 'restore', kept }]);
  const takenUp: CallEvent = { type: 'call-changed', call: answered, resumed: true };

  it('has them on hold before anything can flow, and says so', () => {
    assert.equal(restored.effects.filter(({ type }) => type === 'begin-hold').length, 1);
    assert.deepEqual(messages([takenUp, mediaOpened, ...flowing('ben', 2)], restored.state), [PAUSED]);
  });

  it('keeps nothing of a hold that is over', () => {
    assert.ok(!('onHold' in (keptFrom(during([hold, resume])) ?? {})));
  });
});

describe('whoever is put on hold', () => {
  it('knows it until they are resumed, over a lost link, too', () => {
    const held = during([heldByBen]);
    assert.equal(held.peers[0]?.onHold, true);
    const failed: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'failed' };
    const relinked = during([failed, { type: 'time-out', timer: 'retry ben' }], held);
    assert.deepEqual([relinked.peers[0]?.sends, relinked.peers[0]?.onHold], [null, true]);
    assert.equal(during([resumedByBen], held).peers[0]?.onHold, false);
  });

  it('hears of it from a newer widget only, and an older one hears that nothing is sent', () => {
    const older = v.object({ type: v.literal('media'), microphone: v.string(), camera: v.string() });
    assert.deepEqual(v.parse(older, PAUSED), { type: 'media', microphone: 'off', camera: 'off' });
    assert.deepEqual(v.parse(PeerMessage, PAUSED), PAUSED);
    assert.deepEqual(v.parse(PeerMessage, FLOWING), FLOWING);
  });

  it('is in a call that comes back without a sound from the other side', () => {
    const { peers } = during([]);
    const silent: InCall = {
      ...during([]),
      phase: 'reconnecting',
      peers: peers.map((peer) => ({ ...peer, sends: null, receives: { audio: false, video: false } })),
    };
    assert.equal(during([heldByBen], silent).phase, 'active');
  });

  it('resumes nobody but whom they hold themselves', () => {
    const story = [heldByBen, hold, resume];
    assert.deepEqual(
      story.map((_, index) => holdOf(during(story.slice(0, index + 1)))),
      ['remote', 'both', 'remote'],
    );
  });
});

describe('hold-change', () => {
  const heard = (before: CallState, after: CallState) =>
    eventsBetween({ ...INITIAL_SESSION, call: before }, { ...INITIAL_SESSION, call: after }, 'ann', 0);

  it('tells hosts who holds whom, whenever it changes, and is no change of state', () => {
    const story = [hold, heldByBen, resume, resumedByBen];
    const states = [0, 1, 2, 3, 4].map((count) => during(story.slice(0, count)));
    assert.deepEqual(
      states.slice(1).flatMap((state, index) => heard(states[index]!, state)),
      [
        { type: 'hold-change', detail: { held: 'local', previous: 'none' } },
        { type: 'hold-change', detail: { held: 'both', previous: 'local' } },
        { type: 'hold-change', detail: { held: 'remote', previous: 'both' } },
        { type: 'hold-change', detail: { held: 'none', previous: 'remote' } },
      ],
    );
  });

  it('is not told again when the state changes', () => {
    const lost: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'interrupted' };
    const held = during([hold]);
    assert.deepEqual(heard(held, during([lost], held)), [
      { type: 'call-state', detail: { state: 'reconnecting', previous: 'active' } },
    ]);
  });
});
