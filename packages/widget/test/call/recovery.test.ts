import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LinkSignal } from 'call-window-signaling/protocol';
import fc from 'fast-check';

import type { CallEvent, Effect, TimerName } from '../../src/call/call-events.ts';
import type { CallState, Peer } from '../../src/call/call-state.ts';
import type { Context } from '../../src/call/transition.ts';
import { answered, asAnn, asBen, CALL_ID, effectsOf, flowing, tell, toActive, toBensActive } from './fixtures.ts';

/** Ann, who was there first, initiates; Ben responds. */
const SIDES = {
  initiator: { context: asAnn, peer: 'ben', active: tell(asAnn, toActive).state },
  responder: { context: asBen, peer: 'ann', active: tell(asBen, toBensActive).state },
} as const;

type Side = (typeof SIDES)[keyof typeof SIDES];

const away = (context: Context): Context => ({ ...context, isConnected: false });

function link(userId: string, change: 'connected' | 'interrupted' | 'failed', attempt = 1): CallEvent {
  return { type: 'link-changed', userId, attempt, link: change };
}

function timeOut(timer: TimerName): CallEvent {
  return { type: 'time-out', timer };
}

function signal(from: string, attempt: number, content: LinkSignal): CallEvent {
  return { type: 'signal-received', callId: CALL_ID, from, attempt, sequence: 0, signal: content };
}

const resumed: CallEvent = { type: 'call-changed', call: answered, resumed: true };

function peerOf(state: CallState): Peer {
  assert.ok(state.phase !== 'idle');
  return state.peers[0]!;
}

/** What is done about links, without the words that follow every link. */
function arranged(told: { readonly effects: readonly Effect[] }): readonly string[] {
  const types: readonly Effect['type'][] = ['restart-link', 'open-link', 'ask-link', 'close-link'];
  return told.effects.map(({ type }) => type).filter((type) => types.includes(type));
}

function timersOf(told: { readonly effects: readonly Effect[] }): readonly (readonly [TimerName, number])[] {
  return effectsOf(told, 'set-timer').map(({ timer, milliseconds }) => [timer, milliseconds]);
}

for (const [role, side] of Object.entries(SIDES)) {
  const { context, peer, active } = side;

  describe(`an interrupted link, for the ${role}`, () => {
    const interrupted = tell(context, [link(peer, 'interrupted')], active);

    it('is given new routes', () => {
      assert.deepEqual(effectsOf(interrupted, 'restart-link'), [{ type: 'restart-link', userId: peer }]);
      assert.deepEqual(arranged(interrupted), ['restart-link']);
      assert.equal(interrupted.state.phase, 'reconnecting');
    });

    it('is given five seconds for it, and the call its grace', () => {
      assert.deepEqual(timersOf(interrupted), [
        [`restart ${peer}`, 5_000],
        ['grace', 60_000],
      ]);
    });

    it('is given them once, however often it says so', () => {
      const again = tell(context, [link(peer, 'interrupted')], interrupted.state);
      assert.deepEqual(again, { state: interrupted.state, effects: [] });
    });

    it('is as it was once it is back: nothing is waited for any more, and it is said again what is sent', () => {
      const back = tell(context, [link(peer, 'connected')], interrupted.state);
      const cleared = effectsOf(back, 'clear-timer').map(({ timer }) => timer);
      assert.deepEqual(cleared, [`connect ${peer}`, `retry ${peer}`, `restart ${peer}`, `away ${peer}`, 'grace']);
      assert.equal(effectsOf(back, 'send-message')[0]?.message.type, 'media');
      assert.equal(back.state.phase, 'active');
    });

    it('is left alone by a deadline that is late', () => {
      const back = tell(context, [link(peer, 'connected')], interrupted.state).state;
      for (const name of ['restart', 'retry', 'connect'] as const)
        assert.deepEqual(tell(context, [timeOut(`${name} ${peer}`)], back), { state: back, effects: [] });
    });
  });

  describe(`a link without signaling, for the ${role}`, () => {
    const offline = away(context);

    it('is given up by nobody: nothing can be arranged, and the call has its grace', () => {
      for (const change of ['interrupted', 'failed'] as const) {
        const lost = tell(offline, [link(peer, change)], active);
        const later = tell(offline, [timeOut(`restart ${peer}`), timeOut(`retry ${peer}`)], lost.state);
        assert.deepEqual(arranged(lost), change === 'failed' ? ['close-link'] : []);
        assert.deepEqual(arranged(later), []);
        assert.deepEqual(timersOf(later), []);
        assert.ok(timersOf(lost).some(([timer]) => timer === 'grace'));
      }
    });

    it('is arranged afresh when the call is resumed: new routes while there is one, a new one otherwise', () => {
      const interrupted = tell(offline, [link(peer, 'interrupted')], active).state;
      assert.deepEqual(arranged(tell(context, [resumed], interrupted)), ['restart-link']);
      const failed = tell(offline, [link(peer, 'failed')], active).state;
      assert.deepEqual(arranged(tell(context, [resumed], failed)), [newLink(side)]);
    });

    it('is left as it is by a call that is resumed while it is up', () => {
      const back = tell(context, [resumed], active);
      assert.deepEqual(arranged(back), []);
      assert.deepEqual(timersOf(back), []);
    });
  });

  describe(`a link that failed, for the ${role}`, () => {
    it('is closed, and the next one begun at once if it had been up', () => {
      const failed = tell(context, [link(peer, 'failed')], active);
      assert.deepEqual(arranged(failed), ['close-link']);
      assert.deepEqual(timersOf(failed)[0], [`retry ${peer}`, lag(side)]);
    });

    it('is followed by others, later each time up to four seconds', () => {
      let { state } = tell(context, [link(peer, 'failed')], active);
      const delays: (number | undefined)[] = [];
      for (let attempt = 2; attempt < 9; attempt += 1) {
        const opened = tell(context, [nextAttempt(side, attempt)], state);
        assert.equal(effectsOf(opened, 'open-link')[0]?.attempt, attempt);
        const failed = tell(context, [link(peer, 'failed', attempt)], opened.state);
        delays.push(timersOf(failed)[0]?.[1]);
        state = failed.state;
      }
      const expected = [500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000].map((delay) => delay + lag(side));
      assert.deepEqual(delays, expected);
    });

    it('counts from anew after one that was up', () => {
      const again = [link(peer, 'failed'), nextAttempt(side, 2), ...flowing(peer, 2), link(peer, 'failed', 2)];
      assert.deepEqual(timersOf(tell(context, again, active)).at(-2), [`retry ${peer}`, lag(side)]);
    });
  });

  it(`an attempt has fifteen seconds, then it has failed, for the ${role}`, () => {
    const opened = tell(context, [link(peer, 'failed'), nextAttempt(side, 2)], active);
    assert.deepEqual(timersOf(opened).at(-1), [`connect ${peer}`, 15_000]);
    const late = tell(context, [timeOut(`connect ${peer}`)], opened.state);
    assert.deepEqual(arranged(late), ['close-link']);
    assert.deepEqual(timersOf(late), [[`retry ${peer}`, 500 + lag(side)]]);
  });
}

function newLink({ context }: Side): string {
  return context === asAnn ? 'open-link' : 'ask-link';
}

/** The responder gives the initiator time to go first. */
function lag({ context }: Side): number {
  return context === asAnn ? 0 : 250;
}

/** What begins the next attempt: the initiator's own timer, or an offer. */
function nextAttempt({ context, peer }: Side, attempt: number): CallEvent {
  return context === asAnn ? timeOut(`retry ${peer}`) : signal(peer, attempt, { type: 'offer', sdp: 'v=0' });
}

describe('new routes that brought nothing', () => {
  it('give way to a new link, which the initiator makes', () => {
    const told = tell(asAnn, [link('ben', 'interrupted'), timeOut('restart ben')], SIDES.initiator.active);
    const [opened] = effectsOf(told, 'open-link');
    assert.deepEqual([opened?.attempt, opened?.role, opened?.gate, opened?.callId], [2, 'initiator', 'open', CALL_ID]);
    assert.equal(peerOf(told.state).link, 'connecting');
  });

  it('give way to a new link, which the responder asks for, again after eight seconds', () => {
    const told = tell(asBen, [link('ann', 'interrupted'), timeOut('restart ann')], SIDES.responder.active);
    const ask: Effect = { type: 'ask-link', callId: CALL_ID, userId: 'ann', attempt: 2 };
    assert.deepEqual(effectsOf(told, 'ask-link'), [ask]);
    assert.deepEqual(timersOf(told).at(-1), ['retry ann', 8_000]);
    const again = tell(asBen, [timeOut('retry ann')], told.state);
    assert.deepEqual(effectsOf(again, 'ask-link'), [ask]);
  });

  it('do not keep the responder from hearing that they were found after all', () => {
    const asked = [link('ann', 'interrupted'), timeOut('restart ann'), link('ann', 'connected')];
    const told = tell(asBen, asked, SIDES.responder.active);
    assert.equal(told.state.phase, 'active');
    assert.ok(effectsOf(told, 'clear-timer').some(({ timer }) => timer === 'retry ann'));
  });
});

describe('an attempt that is asked for', () => {
  const ask = (attempt: number, restart: 'link' | 'ice' = 'link'): CallEvent =>
    signal('ben', attempt, { type: 'restart', restart });

  it('is made by the initiator: any that is ahead, by 64 at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (attempt) => {
        const { effects, state } = tell(asAnn, [ask(attempt)], SIDES.initiator.active);
        const isAhead = attempt > 1 && attempt <= 65;
        assert.deepEqual(
          effectsOf({ effects }, 'open-link').map((effect) => [effect.attempt, effect.role]),
          isAhead ? [[attempt, 'initiator']] : [],
        );
        assert.equal(peerOf(state).attempt, isAhead ? attempt : 1);
      }),
    );
  });

  it('is not made by the responder, who makes none', () => {
    const told = tell(asBen, [signal('ann', 2, { type: 'restart', restart: 'link' })], SIDES.responder.active);
    assert.deepEqual(told, { state: SIDES.responder.active, effects: [] });
  });

  it('is asked for by name: an offer, an answer, a candidate or a wish for new routes is none', () => {
    const others: readonly LinkSignal[] = [
      { type: 'offer', sdp: 'v=0' },
      { type: 'answer', sdp: 'v=0' },
      { type: 'candidate', candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } },
      { type: 'restart', restart: 'ice' },
    ];
    for (const other of others) {
      const told = tell(asAnn, [signal('ben', 2, other)], SIDES.initiator.active);
      assert.deepEqual(told, { state: SIDES.initiator.active, effects: [] });
    }
  });

  it('is not made for somebody who is not in the call, nor for another call', () => {
    const asked = { ...ask(2), from: 'eve' } as CallEvent;
    const another = { ...ask(2), callId: '2f0d4f0e-7d52-4b0e-9a44-5d3f0f6f2b77' } as CallEvent;
    const told = tell(asAnn, [asked, another], SIDES.initiator.active);
    assert.deepEqual(told, { state: SIDES.initiator.active, effects: [] });
  });

  it('is delivered to the link of that attempt, which knows what to do with it', () => {
    const told = tell(asAnn, [ask(1, 'ice')], SIDES.initiator.active);
    assert.deepEqual(
      told.effects.map(({ type }) => type),
      ['deliver-signal'],
    );
  });
});
