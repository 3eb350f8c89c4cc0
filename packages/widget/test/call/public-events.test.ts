import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallView } from 'call-window-signaling/protocol';

import { INITIAL_SESSION, type SessionState } from '../../src/call/call-session.ts';
import type { CallEvent } from '../../src/call/call-events.ts';
import type { Context } from '../../src/call/transition.ts';
import { durationSeconds, snapshotOf } from '../../src/call-snapshot.ts';
import { eventsBetween, type PublicEvent } from '../../src/public-events.ts';
import {
  answered,
  asAnn,
  asBen,
  flowing,
  granted,
  grantOf,
  mediaOpened,
  over,
  rang,
  REQUEST_ID,
  start,
  tellLine,
  toActive,
  toRinging,
  view,
} from './fixtures.ts';

const NOW = 20_000;

/**
 * What a host hears while this story happens, by the session's listeners' rule: once per event that changed something. The server
 * cannot be asked, so that every end is told at once.
 */
function heard(context: Context, story: readonly CallEvent[], from: Partial<SessionState> = {}): PublicEvent[] {
  let state: SessionState = { ...INITIAL_SESSION, ...from };
  return tellLine({ ...context, isConnected: false }, story).lines.flatMap((line) => {
    const next = { ...state, ...line };
    const events = eventsBetween(state, next, context.selfId, NOW);
    state = next;
    return events;
  });
}

/** `call-state` reads as the state that it leads to. */
function named(events: readonly PublicEvent[]): string[] {
  return events.map((event) => (event.type === 'call-state' ? `→ ${event.detail.state}` : event.type));
}

const failedLink: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'interrupted' };
const relinked: CallEvent = { type: 'link-changed', userId: 'ben', attempt: 1, link: 'connected' };
const changed = (call: CallView): CallEvent => ({ type: 'call-changed', call });
const grantedOver = (reason: 'busy' | 'unreachable'): CallEvent => ({
  type: 'invite-granted',
  requestId: REQUEST_ID,
  grant: grantOf(over(reason, null)),
});
const accept: CallEvent = { type: 'accept', kind: 'video' };

const OUTGOING = ['→ outgoing', 'call-started'];
const CONNECTED = [...OUTGOING, '→ connecting', '→ active', 'call-connected'];
const ENDED = ['→ idle', 'call-ended'];

const stories: readonly (readonly [string, Context, readonly CallEvent[], readonly string[]])[] = [
  ['a call from the click to the end', asAnn, [...toActive, { type: 'end' }], [...CONNECTED, ...ENDED]],
  [
    'a call that is answered and ended by the caller',
    asBen,
    [rang, accept, mediaOpened, { type: 'signal-received', ...signalOfAnn() }, ...flowing('ann'), ended('ann')],
    ['→ incoming', 'call-incoming', 'call-started', '→ connecting', '→ active', 'call-connected', ...ENDED],
  ],
  [
    'a call that was interrupted and came back, which is connected once',
    asAnn,
    [...toActive, failedLink, relinked, failedLink, relinked],
    [...CONNECTED, '→ reconnecting', '→ active', '→ reconnecting', '→ active'],
  ],
  [
    'a call that the server counted as lost',
    asAnn,
    [...toActive, failedLink, changed(over('connection-lost', null))],
    [...CONNECTED, '→ reconnecting', ...ENDED],
  ],
  [
    'an invite that finds the other one busy, which did start',
    asAnn,
    [start(), mediaOpened, grantedOver('busy')],
    ['→ outgoing', '→ idle', 'call-started', 'call-ended'],
  ],
  [
    'an invite that finds nobody, which did start',
    asAnn,
    [start(), mediaOpened, grantedOver('unreachable')],
    ['→ outgoing', '→ idle', 'call-started', 'call-ended'],
  ],
  ['a ring that nobody answers', asAnn, [...toRinging, changed(over('unanswered', null))], [...OUTGOING, ...ENDED]],
  ['a prompt that was closed, which is no call', asAnn, [start(), { type: 'end' }], ['→ outgoing', '→ idle']],
  [
    'a microphone that is blocked, which is no call',
    asAnn,
    [start(), { type: 'media-failed', problem: { code: 'permission-denied' } }],
    ['→ outgoing', '→ idle'],
  ],
  [
    'a ring that is declined',
    asBen,
    [rang, { type: 'decline' }],
    ['→ incoming', 'call-incoming', 'call-started', ...ENDED],
  ],
  [
    'a ring of another call after a missed one',
    asBen,
    [rang, changed(over('canceled', 'ann')), ringAgain()],
    [...['→ incoming', 'call-incoming', 'call-started', ...ENDED], '→ incoming', 'call-incoming', 'call-started'],
  ],
  [
    'the second call in a row',
    asAnn,
    [start(), mediaOpened, granted, { type: 'end' }, start(), mediaOpened, granted],
    [...OUTGOING, ...ENDED, ...OUTGOING],
  ],
];

function signalOfAnn() {
  const signal = { type: 'offer', sdp: 'v=0' } as const;
  return { callId: view().id, from: 'ann', attempt: 1, sequence: 0, signal };
}

function ended(by: string): CallEvent {
  return changed(over('hung-up', by));
}

function ringAgain(): CallEvent {
  const call = view({ id: '2b0c8d1e-8c54-4c55-9a53-9d7f5b7c4a10', joinedHere: false });
  return { type: 'rang', grant: grantOf(call) };
}

describe('the events of', () => {
  for (const [title, context, story, expected] of stories) {
    it(title, () => assert.deepEqual(named(heard(context, story)), expected));
  }
});

describe('eventsBetween', () => {
  it('says call-connected exactly once per call, when media flows and not before', () => {
    const events = heard(asAnn, [...toActive, failedLink, relinked, changed({ ...answered, version: 5 })]);
    assert.equal(events.filter(({ type }) => type === 'call-connected').length, 1);
    assert.ok(!named(heard(asAnn, toActive.slice(0, -1))).includes('call-connected'));
  });

  it('says nothing where nothing changed for hosts', () => {
    const state = { ...INITIAL_SESSION };
    assert.deepEqual(eventsBetween(state, state, 'ann', NOW), []);
    assert.deepEqual(eventsBetween(state, { ...state, clockOffset: 5 }, 'ann', NOW), []);
    const muted = heard(asAnn, [...toActive, { type: 'set-muted', muted: true }]);
    assert.deepEqual(named(muted), CONNECTED);
  });

  it('tells the connection before the call that it brought', () => {
    const { call } = tellLine(asBen, [rang]).line;
    const events = eventsBetween(INITIAL_SESSION, { ...INITIAL_SESSION, signaling: 'connected', call }, 'ben', NOW);
    assert.deepEqual(named(events), ['signaling-change', '→ incoming', 'call-incoming', 'call-started']);
    assert.deepEqual(events[0]?.detail, { state: 'connected', previous: 'connecting' });
  });

  it('tells whoever became reachable or unreachable, and nobody else', () => {
    const entry = (userId: string, reachable: boolean) => ({ userId, name: null, picture: null, reachable });
    const known = new Map([
      ['ben', entry('ben', true)],
      ['cleo', entry('cleo', false)],
    ]);
    const before = { ...INITIAL_SESSION, presence: known };
    const presence = new Map(known).set('ben', entry('ben', false)).set('dan', entry('dan', true));
    assert.deepEqual(
      eventsBetween(before, { ...before, presence }, 'ann', NOW).map(({ detail }) => detail),
      [
        { userId: 'ben', reachable: false },
        { userId: 'dan', reachable: true },
      ],
    );
  });

  it('names states with the one before', () => {
    const [first] = heard(asAnn, [start()]);
    assert.deepEqual(first, { type: 'call-state', detail: { state: 'outgoing', previous: 'idle' } });
  });
});

describe('call-ended', () => {
  const endOf = (context: Context, story: readonly CallEvent[], from?: Partial<SessionState>) => {
    const event = heard(context, story, from).at(-1);
    assert.ok(event?.type === 'call-ended');
    return event.detail;
  };

  it('counts whole seconds from the answer, by the server’s times', () => {
    const story = [...toActive, changed({ ...over('hung-up', 'ben'), answeredAt: 4_000, endedAt: 8_999 })];
    assert.equal(endOf(asAnn, story).durationSeconds, 4);
  });

  it('counts by the server’s clock where the call ended here', () => {
    const detail = endOf(asAnn, [...toActive, { type: 'end' }], { clockOffset: 5_000 });
    assert.equal(detail.call.endedAt, NOW + 5_000);
    assert.equal(detail.durationSeconds, 21);
  });

  it('counts 0 where nobody answered', () => {
    assert.equal(endOf(asAnn, [...toRinging, { type: 'end' }]).durationSeconds, 0);
  });

  it('says the reason from this side, in the event and in its call', () => {
    const mine = endOf(asAnn, [...toActive, ended('ann')]);
    const theirs = endOf(asAnn, [...toActive, ended('ben')]);
    assert.deepEqual([mine.reason, mine.call.endReason], ['hung-up', 'hung-up']);
    assert.deepEqual([theirs.reason, theirs.call.endReason], ['remote-hung-up', 'remote-hung-up']);
  });
});

describe('a snapshot', () => {
  it('says from whom the call comes', () => {
    assert.equal(snapshotOf(view(), 'ann').direction, 'outgoing');
    assert.equal(snapshotOf(view(), 'ben').direction, 'incoming');
  });

  it('cannot be changed, not even deep inside', () => {
    const snapshot = snapshotOf(view(), 'ann');
    assert.ok([snapshot, snapshot.participants, ...snapshot.participants].every((part) => Object.isFrozen(part)));
  });

  it('shows nothing of the protocol', () => {
    const [participant] = snapshotOf(view(), 'ann').participants;
    assert.deepEqual(Object.keys(participant!), ['userId', 'name', 'picture', 'standing']);
  });
});

describe('durationSeconds', () => {
  const durations: readonly (readonly [string, Partial<CallView>, number])[] = [
    ['of a call that nobody answered', { answeredAt: null, endedAt: 9_000 }, 0],
    ['of a call that still goes on', { answeredAt: 4_000, endedAt: null }, 16],
    ['of a call that is over', { answeredAt: 4_000, endedAt: 9_500 }, 5],
    ['of a call that seems to end before its answer', { answeredAt: 4_000, endedAt: 3_000 }, 0],
  ];
  for (const [title, change, expected] of durations) {
    it(`is that ${title}`, () => assert.equal(durationSeconds(view(change), NOW), expected));
  }
});
