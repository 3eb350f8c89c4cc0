import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent, Effect } from '../../src/call/call-events.ts';
import type { Context } from '../../src/call/transition.ts';
import {
  answered,
  asAnn,
  asBen,
  CALL_ID,
  effectsOf,
  flowing,
  offer,
  tell,
  toActive,
  toBensActive,
} from './fixtures.ts';

const offline: Context = { ...asAnn, isConnected: false };
const inCall = tell(asAnn, toActive).state;

const leaving: CallEvent = { type: 'peer-said', userId: 'ben', attempt: 1, message: { type: 'leaving' } };
const interrupted: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'interrupted' };
const failed: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'failed' };
const awayOver: CallEvent = { type: 'time-out', timer: 'away ben' };
const resumed: CallEvent = { type: 'call-changed', call: answered, resumed: true };

describe('somebody whose page goes away', () => {
  it('is waited for: the link is of no use, and no routes are looked for', () => {
    const told = tell(asAnn, [leaving, interrupted], inCall);
    assert.equal(told.state.phase, 'reconnecting');
    assert.deepEqual(told.effects, [{ type: 'set-timer', timer: 'grace', milliseconds: 60_000 }]);
  });

  it('has six seconds where the server cannot say whether they are back', () => {
    const told = tell(offline, [leaving, interrupted], inCall);
    assert.deepEqual(effectsOf(told, 'set-timer')[0], { type: 'set-timer', timer: 'away ben', milliseconds: 6_000 });
  });

  it('has hung up when those are over', () => {
    const told = tell(offline, [leaving, awayOver], inCall);
    assert.ok(told.state.phase === 'idle' && told.state.ended?.reason === 'remote-hung-up');
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up', by: 'ben' }]);
  });

  it('has hung up then even if their link has failed meanwhile, as it does when a page is closed', () => {
    const told = tell(offline, [leaving, failed], inCall);
    assert.ok(!effectsOf(told, 'clear-timer').some(({ timer }) => timer === 'away ben'));
    assert.equal(tell(offline, [awayOver], told.state).state.phase, 'idle');
  });

  it('has not gone if they are heard again on the same link', () => {
    const back: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'connected' };
    const told = tell(offline, [leaving, back], inCall);
    assert.equal(told.state.phase, 'active');
    assert.ok(effectsOf(told, 'clear-timer').some(({ timer }) => timer === 'away ben'));
  });

  it('has not hung up if a new link with them is being made when the time is over', () => {
    const ask = { ...offer, from: 'ben', attempt: 2, signal: { type: 'restart', restart: 'link' } } as CallEvent;
    const told = tell(asAnn, [resumed, ask, awayOver], tell(offline, [leaving], inCall).state);
    assert.equal(told.state.phase, 'reconnecting');
    assert.equal(tell(asAnn, flowing('ben', 2), told.state).state.phase, 'active');
  });

  it('is news of the current link only', () => {
    const late: CallEvent = { type: 'peer-said', userId: 'ben', attempt: 7, message: { type: 'leaving' } };
    assert.deepEqual(tell(offline, [late], inCall), { state: inCall, effects: [] });
  });
});

describe('a page that goes away in a call', () => {
  const message: Effect = { type: 'send-message', userId: 'ben', message: { type: 'leaving' } };
  const word: Effect = { type: 'tell-leaving', callId: CALL_ID };

  it('says so to the others and to the server, and does nothing else', () => {
    const told = tell(asAnn, [{ type: 'leave-page' }], inCall);
    assert.deepEqual(told, { state: inCall, effects: [message, word] });
  });

  it('says nothing over a link that carries nothing', () => {
    const cut = tell(asAnn, [interrupted], inCall).state;
    assert.deepEqual(tell(asAnn, [{ type: 'leave-page' }], cut).effects, [word]);
  });
});

describe('a link that has become quiet', () => {
  const quiet = (attempt: number): CallEvent => ({ type: 'link-quiet', userId: 'ben', attempt });

  it('lets the connection to the server be looked at, and changes nothing', () => {
    assert.deepEqual(tell(asAnn, [quiet(1)], inCall), { state: inCall, effects: [{ type: 'check-signaling' }] });
  });

  it('is no news if it is an older one', () => {
    const again = tell(asAnn, [failed, { type: 'time-out', timer: 'retry ben' }], inCall).state;
    assert.deepEqual(tell(asAnn, [quiet(1)], again), { state: again, effects: [] });
  });
});

describe('what an older attempt reports', () => {
  const second = tell(
    asBen,
    [{ type: 'link-changed', userId: 'ann', attempt: 1, link: 'failed' }, { ...offer, attempt: 2 } as CallEvent],
    tell(asBen, toBensActive).state,
  ).state;

  const old: readonly CallEvent[] = [
    ...(['connected', 'interrupted', 'failed'] as const).map((link): CallEvent => ({
      type: 'link-changed',
      userId: 'ann',
      attempt: 1,
      link,
    })),
    { type: 'media-arrived', userId: 'ann', attempt: 1, kind: 'audio' },
    { type: 'peer-said', userId: 'ann', attempt: 1, message: { type: 'media', microphone: 'on', camera: 'on' } },
    { type: 'peer-said', userId: 'ann', attempt: 1, message: { type: 'leaving' } },
    offer,
  ];

  for (const event of old) {
    it(`is of no interest: ${JSON.stringify(event).slice(0, 90)}`, () => {
      assert.deepEqual(tell(asBen, [event], second), { state: second, effects: [] });
    });
  }
});
