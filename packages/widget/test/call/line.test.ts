import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallView } from 'call-window-signaling/protocol';

import type { CallEvent } from '../../src/call/call-events.ts';
import { shownWaiting } from '../../src/call/waiting.ts';
import {
  answered,
  asAnn,
  asBen,
  benRings,
  CALL_ID,
  cleoOffers,
  cleoRings,
  cleosCall,
  effectsOf,
  flowing,
  granted,
  grantOf,
  mediaOpened,
  offer,
  over,
  rang,
  SECOND,
  start,
  swapped,
  tellLine,
  toActive,
  toRinging,
  view,
} from './fixtures.ts';

const cleoGaveUp: CallEvent = {
  type: 'call-changed',
  call: cleosCall({ version: 5, phase: 'ended', endedAt: 7_000, ended: { reason: 'canceled', by: 'cleo' } }),
};

const overdue = over('unanswered', null);

describe('a call that comes while another one is on', () => {
  it('waits, is reported as ringing, and touches neither links nor devices', () => {
    const talking = tellLine(asAnn, toActive);
    const told = tellLine(asAnn, [cleoRings, cleoOffers], talking.line);
    assert.equal(told.line.call, talking.line.call);
    assert.equal(shownWaiting(told.line)?.ring.call.id, SECOND);
    assert.deepEqual(
      told.effects.map(({ type }) => type),
      ['set-timer', 'report-ringing'],
    );
  });

  it('is answered with what was signaled before, once the first one has ended', () => {
    const told = tellLine(asAnn, [
      ...toActive,
      cleoRings,
      cleoOffers,
      { type: 'accept', kind: 'voice', callId: SECOND },
    ]);
    const { call } = told.line;
    assert.ok(call.phase === 'connecting' && call.call.id === SECOND && call.direction === 'incoming');
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up' }]);
    assert.deepEqual(effectsOf(told, 'accept'), [{ type: 'accept', callId: SECOND }]);
    assert.deepEqual(effectsOf(told, 'open-link').at(-1), {
      ...{ type: 'open-link', callId: SECOND, userId: 'cleo', attempt: 1, role: 'responder', gate: 'closed' },
    });
    assert.deepEqual(effectsOf(told, 'open-gate'), [{ type: 'open-gate', userId: 'cleo' }]);
    const kinds = told.effects.map(({ type }) => type);
    assert.ok(kinds.lastIndexOf('release-media') < kinds.lastIndexOf('open-media'), 'the devices are opened afresh');
  });

  it('passes through the end of the first one, which hosts are told', () => {
    const told = tellLine(asAnn, [...toActive, cleoRings, { type: 'accept', kind: 'voice' }]);
    assert.deepEqual(
      told.lines.slice(-3).map(({ call }) => call.phase),
      ['idle', 'incoming', 'connecting'],
    );
    assert.equal(told.line.closing[0]?.call.id, CALL_ID);
  });

  it('is declined without the first one noticing', () => {
    const talking = tellLine(asAnn, [...toActive, cleoRings]);
    const told = tellLine(asAnn, [{ type: 'decline', message: 'Later' }], talking.line);
    assert.equal(told.line.call, talking.line.call);
    assert.deepEqual(told.line.waiting, []);
    assert.deepEqual(effectsOf(told, 'decline'), [{ type: 'decline', callId: SECOND, message: 'Later' }]);
    assert.deepEqual(
      told.effects.filter(({ type }) => type === 'close-links' || type === 'release-media'),
      [],
    );
  });

  it('is missed when it is given up or times out', () => {
    const canceled = tellLine(asAnn, [...toActive, cleoRings, cleoGaveUp]).line;
    assert.deepEqual([canceled.waiting, canceled.ended?.reason, canceled.ended?.tookPart], [[], 'canceled', false]);
    const overdue: CallEvent = { type: 'time-out', timer: `ring-over ${SECOND}` };
    const silent = tellLine(asAnn, [...toActive, cleoRings, overdue]).line;
    assert.deepEqual([silent.waiting, silent.closing[0]?.reason, silent.call.phase], [[], 'unanswered', 'active']);
  });

  it('falls silent when it is answered on another device', () => {
    const elsewhere = cleosCall({
      ...{ version: 3, phase: 'active', answeredAt: 3_000 },
      participants: cleosCall().participants.map((one) => ({ ...one, standing: 'joined' as const })),
    });
    const told = tellLine(asAnn, [...toActive, cleoRings, { type: 'call-changed', call: elsewhere }]);
    assert.equal(told.line.ended?.reason, 'answered-elsewhere');
    assert.equal(told.line.call.phase, 'active');
  });

  it('rings by itself when the first one ends, behind a closed gate, and its deadline stands', () => {
    const told = tellLine(asAnn, [
      ...toActive,
      cleoRings,
      cleoOffers,
      { type: 'call-changed', call: over('hung-up', 'ben') },
    ]);
    assert.ok(told.line.call.phase === 'incoming' && told.line.call.call.id === SECOND);
    assert.equal(effectsOf(told, 'open-link').at(-1)?.gate, 'closed');
    assert.equal(effectsOf(told, 'report-ringing').length, 1);
    const timers = told.effects.filter((effect) => 'timer' in effect && effect.timer === `ring-over ${SECOND}`);
    assert.deepEqual(
      timers.map(({ type }) => type),
      ['set-timer'],
    );
  });

  it('waits also while a first one rings; declining that one lets it ring', () => {
    const both = tellLine(asBen, [rang, cleoRings]);
    assert.ok(both.line.call.phase === 'incoming' && both.line.call.call.id === CALL_ID);
    const told = tellLine(asBen, [{ type: 'decline' }], both.line);
    assert.ok(told.line.call.phase === 'incoming' && told.line.call.call.id === SECOND);
  });

  it('can be the one that is answered of two that ring', () => {
    const told = tellLine(asBen, [rang, cleoRings, { type: 'accept', kind: 'voice', callId: SECOND }]);
    assert.ok(told.line.call.phase === 'connecting' && told.line.call.call.id === SECOND);
    assert.deepEqual(effectsOf(told, 'decline'), [{ type: 'decline', callId: CALL_ID }]);
  });

  it('does not wait when it comes late, nor twice, nor after it was declined', () => {
    const late: CallEvent = { type: 'rang', grant: { ...grantOf(cleosCall()), now: 46_000 } };
    assert.deepEqual(tellLine(asAnn, [...toActive, late]).line.waiting, []);
    const twice = tellLine(asAnn, [...toActive, cleoRings, cleoOffers, cleoRings]);
    assert.equal(twice.line.waiting[0]?.signals.length, 1);
    assert.equal(
      effectsOf(twice, 'set-timer').filter(({ timer }) => timer === `ring-over ${SECOND}`).length,
      1,
      'its deadline stands',
    );
    const again = tellLine(asAnn, [...toActive, cleoRings, { type: 'decline' }, cleoRings]);
    assert.deepEqual(again.line.waiting, []);
    assert.equal(effectsOf(again, 'decline').length, 2);
  });

  it('is asked about after an outage, beside the one that is on', () => {
    const told = tellLine(asAnn, [...toActive, cleoRings, { type: 'signaling-returned' }]);
    assert.deepEqual(
      [...effectsOf(told, 'rejoin'), ...effectsOf(told, 'check-call')].map(({ callId }) => callId),
      [CALL_ID, SECOND],
    );
    const forgotten: CallEvent = { type: 'resume-refused', callId: SECOND, reason: 'gone' };
    assert.deepEqual(tellLine(asAnn, [forgotten], told.line).line.waiting, []);
  });

  it('keeps no more signals than a caller needs, and no more calls than one can attend to', () => {
    const flood = Array.from({ length: 100 }, (_, sequence) => ({ ...cleoOffers, sequence }) as CallEvent);
    assert.equal(tellLine(asAnn, [...toActive, cleoRings, ...flood]).line.waiting[0]?.signals.length, 64);
    const many = Array.from({ length: 100 }, (): CallEvent => ({
      type: 'rang',
      grant: grantOf(cleosCall({ id: crypto.randomUUID() })),
    }));
    assert.equal(tellLine(asAnn, [...toActive, ...many]).line.waiting.length, 64);
  });

  it('asks again for what was signaled when too many waited to keep it', () => {
    const others = Array.from({ length: 8 }, (): CallEvent => ({
      type: 'rang',
      grant: grantOf(cleosCall({ id: crypto.randomUUID() })),
    }));
    const crowd = tellLine(asAnn, [...toActive, ...others, cleoRings, cleoOffers]);
    const told = tellLine(asAnn, [{ type: 'accept', kind: 'voice', callId: SECOND }], crowd.line);
    assert.deepEqual(effectsOf(told, 'check-call'), [{ type: 'check-call', callId: SECOND }]);
  });
});

describe('two who call each other', () => {
  it('answer the offer that came with the ring, and nobody sees it ring', () => {
    const theirs = swapped(answered);
    const benOffers = { ...offer, from: 'ben' } as CallEvent;
    const crossing: readonly CallEvent[] = [start(), benRings, benOffers, mediaOpened];
    const told = tellLine(asAnn, [...crossing, { ...granted, grant: grantOf(theirs) } as CallEvent]);
    assert.equal(told.line.call.phase, 'connecting');
    assert.deepEqual(told.line.waiting, []);
    const [link] = effectsOf(told, 'open-link');
    assert.deepEqual([link?.role, link?.gate], ['responder', 'open']);
    assert.equal(effectsOf(told, 'deliver-signal')[0]?.signal.type, 'offer');
    assert.deepEqual(effectsOf(told, 'report-ringing'), []);
    assert.ok(tellLine(asAnn, crossing).lines.every((line) => shownWaiting(line) === null));
  });

  it('hear the other one ring after all when they give up before anything was granted', () => {
    const told = tellLine(asAnn, [start(), benRings, { ...offer, from: 'ben' } as CallEvent, { type: 'end' }]);
    assert.equal(told.line.call.phase, 'incoming');
    assert.equal(effectsOf(told, 'open-link')[0]?.gate, 'closed');
    assert.equal(effectsOf(told, 'report-ringing').length, 1);
  });

  it('are told once when the call that both made is over before it is granted', () => {
    const over = swapped(view({ version: 9, phase: 'ended', endedAt: 9_000, ended: { reason: 'hung-up', by: 'ben' } }));
    const told = tellLine(asAnn, [start(), benRings, mediaOpened, { ...granted, grant: grantOf(over) } as CallEvent]);
    assert.deepEqual([told.line.call.phase, told.line.waiting], ['idle', []]);
    assert.equal(told.line.ended?.call.id, CALL_ID);
  });

  it('see a third one who calls meanwhile', () => {
    const told = tellLine(asAnn, [start(), benRings, cleoRings]);
    assert.equal(shownWaiting(told.line)?.ring.call.id, SECOND);
  });
});

describe('an invite that was given up', () => {
  it('is left as soon as it is granted, also when the next call is on', () => {
    const givenUp = tellLine(asAnn, [start(), mediaOpened, { type: 'end' }, granted]);
    const next = { ...start(), attempt: { requestId: 'next', to: ['ben'], kind: 'voice' } } as CallEvent;
    const replaced = tellLine(asAnn, [start(), mediaOpened, { type: 'end' }, next, granted]);
    for (const told of [givenUp, replaced])
      assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up' }]);
    assert.deepEqual([givenUp.line.call.phase, replaced.line.call.phase], ['idle', 'outgoing']);
  });

  it('is not left when it was the answer to the one who rings, and that ring was accepted meanwhile', () => {
    const accepting = [start(), benRings, mediaOpened, { type: 'end' }, { type: 'accept', kind: 'video' }] as const;
    const told = tellLine(asAnn, [...accepting, { ...granted, grant: grantOf(swapped(answered)) } as CallEvent]);
    assert.deepEqual([told.line.call.phase, effectsOf(told, 'leave')], ['connecting', []]);
  });

  it('is left also when the server took it for an answer to whoever rings now', () => {
    const ringing = tellLine(asAnn, [start(), benRings, { type: 'end' }]).line;
    const told = tellLine(asAnn, [{ type: 'call-changed', call: swapped(answered) }], ringing);
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up' }]);
    assert.deepEqual([told.line.call.phase, told.line.closing[0]?.reason], ['idle', 'hung-up']);
  });
});

describe('a ring that comes once more', () => {
  it('after it was over is not heard', () => {
    const over = tellLine(asBen, [rang, { type: 'call-changed', call: overdue }, rang]);
    assert.deepEqual([over.line.call.phase, effectsOf(over, 'decline')], ['idle', []]);
  });

  it('of the one who was called back in the meantime is that call, and told of once', () => {
    const timedOut: CallEvent = { type: 'time-out', timer: `ring-over ${CALL_ID}` };
    const told = tellLine(asAnn, [start(), benRings, mediaOpened, timedOut]);
    assert.equal(told.line.closing.length, 1);
    const grantedAs = (call: CallView) =>
      tellLine(asAnn, [{ ...granted, grant: grantOf(call) } as CallEvent], told.line);
    const late = grantedAs(swapped(answered));
    assert.deepEqual([late.line.call.phase, late.line.closing], ['connecting', []]);
    const tooLate = grantedAs(swapped(over('canceled', 'ben')));
    assert.deepEqual([tooLate.line.closing, tooLate.line.ended?.reason], [[], 'canceled']);
  });
});

describe('how a call ended', () => {
  const ended = (by: string): CallEvent => ({ type: 'call-changed', call: over('hung-up', by) });

  it('is told as the server has it, although both hung up in the same moment', () => {
    const told = tellLine(asAnn, [...toActive, { type: 'end' }]);
    assert.equal(told.line.ended, null);
    assert.equal(tellLine(asAnn, [ended('ben')], told.line).line.ended?.reason, 'remote-hung-up');
    assert.equal(tellLine(asAnn, [ended('ann')], told.line).line.ended?.reason, 'hung-up');
  });

  it('is told at once when the server cannot be asked', () => {
    const told = tellLine({ ...asAnn, isConnected: false }, [...toActive, { type: 'end' }]);
    assert.deepEqual([told.line.ended?.reason, told.line.closing], ['hung-up', []]);
  });

  it('is told from here when the server says nothing new, or nothing in time', () => {
    const closing = tellLine(asAnn, [...toActive, { type: 'end' }]);
    for (const event of [
      { type: 'farewell-answered', callId: CALL_ID },
      { type: 'resume-refused', callId: CALL_ID, reason: 'gone' },
      { type: 'time-out', timer: `last-word ${CALL_ID}` },
    ] as const)
      assert.equal(tellLine(asAnn, [event], closing.line).line.ended?.reason, 'hung-up');
  });

  it('is a cancel to whoever declined it too late, and a decline to whoever did', () => {
    const declined = tellLine(asBen, [rang, { type: 'decline' }]).line;
    const end = (reason: 'canceled' | 'declined' | 'busy', by: string) =>
      tellLine(asBen, [{ type: 'call-changed', call: over(reason, by) }], declined).line.ended?.reason;
    assert.deepEqual(
      [end('canceled', 'ann'), end('declined', 'ben'), end('busy', 'ben')],
      ['canceled', 'declined', 'declined'],
    );
  });

  it('is a decline elsewhere, not their own, to a device that pressed Accept a moment too late', () => {
    const accepted = tellLine(asBen, [rang, { type: 'accept', kind: 'video' }]).line;
    const participants = view().participants;
    const declined = { ...over('declined', 'ben'), participants };
    const { ended } = tellLine(asBen, [{ type: 'call-changed', call: declined }], accepted).line;
    assert.deepEqual([ended?.reason, ended?.tookPart], ['declined-elsewhere', false]);
  });

  it('is an answer elsewhere to whoever declined while another device answered', () => {
    const declined = tellLine(asBen, [rang, { type: 'decline' }]).line;
    const refused: CallEvent = { type: 'resume-refused', callId: CALL_ID, reason: 'elsewhere' };
    const answer: CallEvent = { type: 'call-changed', call: { ...answered, joinedHere: false } };
    for (const event of [refused, answer])
      assert.equal(tellLine(asBen, [event], declined).line.ended?.reason, 'answered-elsewhere');
    const said = tellLine(asBen, [rang, { type: 'decline', message: 'Later' }, refused]).line;
    assert.equal(said.ended?.call.ended, null, 'nobody has heard what was said with it');
  });

  it('is an answer elsewhere to a device that slept through the call that another one answered', () => {
    const slept = { ...answered, ...over('hung-up', 'ann'), participants: answered.participants, answeredAt: 4_000 };
    const learns: CallEvent = { type: 'call-changed', call: { ...slept, joinedHere: false } };
    const rung = tellLine(asBen, [rang, { type: 'signaling-returned' }, learns]);
    const declined = tellLine(asBen, [rang, { type: 'decline' }, learns]);
    for (const { line } of [rung, declined])
      assert.deepEqual([line.ended?.reason, line.ended?.tookPart], ['answered-elsewhere', false]);
  });

  it('is told of one call while the next one is on already', () => {
    const next = tellLine(asAnn, [...toActive, { type: 'end' }, start(), mediaOpened]);
    const told = tellLine(asAnn, [ended('ben')], next.line);
    assert.equal(told.line.call, next.line.call);
    assert.equal(told.line.ended?.reason, 'remote-hung-up');
  });

  it('is what a caller gets to know who was not told: the server is asked soon after the ring', () => {
    const ringing = tellLine(asAnn, toRinging);
    assert.equal(effectsOf(ringing, 'set-timer')[0]?.milliseconds, 47_000);
    const told = tellLine(asAnn, [{ type: 'time-out', timer: `ring-over ${CALL_ID}` }], ringing.line);
    assert.deepEqual(effectsOf(told, 'check-call'), [{ type: 'check-call', callId: CALL_ID }]);
    assert.equal(told.line.call.phase, 'outgoing');
  });

  it('leaves a call that the server still counts this device in', () => {
    const canceled = tellLine(asAnn, [...toRinging, { type: 'end' }]);
    const told = tellLine(asAnn, [{ type: 'call-changed', call: answered }], canceled.line);
    assert.deepEqual(effectsOf(told, 'leave'), [{ type: 'leave', callId: CALL_ID, reason: 'hung-up' }]);
  });

  it('leaves it also while another one rings or is on', () => {
    const hungUp = [...toActive, { type: 'end' } as const, cleoRings];
    const told = tellLine(asAnn, [...hungUp, { type: 'call-changed', call: { ...answered, version: 4 } }]);
    assert.deepEqual(
      effectsOf(told, 'leave').map(({ callId }) => callId),
      [CALL_ID, CALL_ID],
    );
    assert.equal(told.line.call.phase, 'incoming');
  });

  it('keeps what flows after the end out of the next call', () => {
    const told = tellLine(asAnn, [...toActive, { type: 'end' }, ...flowing('ben')]);
    assert.equal(told.line.call.phase, 'idle');
  });
});
