import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { PeerSignal, PresenceEntry } from 'call-window-signaling/protocol';

import type { DeviceNotice, Problem } from '../../src/call/call-events.ts';
import { CallSession, type SessionOptions, type SessionState } from '../../src/call/call-session.ts';
import type { CallPhase, InCall, Outgoing } from '../../src/call/call-state.ts';
import { claimOf } from '../../src/call/kept-call.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeLinks } from '../fakes/fake-links.ts';
import { FakeHold } from '../fakes/fake-hold.ts';
import { FakeMedia } from '../fakes/fake-media.ts';
import { FakeScreen } from '../fakes/fake-screen.ts';
import { type FakeRequest, FakeSignaling } from '../fakes/fake-signaling.ts';
import { Log } from '../fakes/log.ts';
import { answered, CALL_ID, grantOf, over, REQUEST_ID, ringing, view } from './fixtures.ts';

const OFFER: PeerSignal = { type: 'offer', sdp: 'v=0' };

interface Reported {
  readonly problem: Problem;
  readonly about: 'call' | 'connection';
}

function setUp(options: Partial<SessionOptions> = {}) {
  const signaling = new FakeSignaling();
  const media = new FakeMedia();
  const hold = new FakeHold();
  const links = new FakeLinks();
  const clock = new FakeClock();
  const session = new CallSession({
    selfId: 'ann',
    ports: { signaling, media, screen: new FakeScreen(), hold, links, clock },
    describe: () => null,
    relayOnly: () => false,
    iceServers: () => null,
    makeRequestId: () => REQUEST_ID,
    ...options,
  });
  const states = new Log<SessionState>();
  const errors = new Log<Reported>();
  const notices = new Log<DeviceNotice>();
  session.subscribe({
    stateChanged: (state) => states.add(state),
    errorReported: (problem, about) => errors.add({ problem, about }),
    deviceNoticed: (notice) => notices.add(notice),
  });
  /** Resolves as soon as the call is in this phase. */
  const phase = async (wanted: CallPhase): Promise<void> => {
    if (session.state.call.phase !== wanted) await states.next(({ call }) => call.phase === wanted);
  };
  return { session, signaling, media, hold, links, clock, states, errors, notices, phase };
}

type Staged = ReturnType<typeof setUp>;

const isRinging = ({ call }: SessionState): boolean => call.phase === 'outgoing' && call.step === 'ringing';

/** Ann calls Ben, and it rings there. */
async function toRinging(staged: Staged = setUp()): Promise<Staged> {
  const { session, signaling, media, states } = staged;
  const started = session.start(['ben'], 'video');
  media.allow();
  const rings = states.next(isRinging);
  (await signaling.asked('invite')).grant(grantOf(view()));
  await Promise.all([started, rings]);
  return staged;
}

async function toConnecting(): Promise<Staged> {
  const staged = await toRinging();
  staged.signaling.changes(answered);
  assert.equal(staged.session.state.call.phase, 'connecting');
  return staged;
}

async function toActive(): Promise<Staged> {
  const staged = await toConnecting();
  staged.links.last.flows();
  assert.equal(staged.session.state.call.phase, 'active');
  return staged;
}

/** Ben is rung by Ann. */
function toIncoming(staged: Staged = setUp({ selfId: 'ben' })): Staged {
  staged.signaling.listener.rang(grantOf(view({ joinedHere: false })));
  assert.equal(staged.session.state.call.phase, 'incoming');
  return staged;
}

function endOf({ session }: Staged): string | undefined {
  const { call } = session.state;
  assert.equal(call.phase, 'idle');
  return call.phase === 'idle' ? call.ended?.reason : undefined;
}

/** Nothing of a call is left. */
function assertClean({ links, media, clock }: Staged): void {
  assert.ok(media.releases > 0, 'devices are released');
  assert.deepEqual(
    links.opened.filter((link) => !link.closed),
    [],
  );
  assert.equal(clock.pending, 0, 'no timer is left');
}

describe('CallSession.start', () => {
  it('resolves with the call that the server granted', async () => {
    const { session, signaling, media } = setUp();
    const started = session.start(['ben'], 'video');
    media.allow();
    const invite = await signaling.asked('invite');
    assert.deepEqual(invite.payload, [{ requestId: REQUEST_ID, to: ['ben'], kind: 'video' }]);
    invite.grant(grantOf(view()));
    assert.deepEqual(await started, view());
  });

  it('opens no camera for a voice call', () => {
    const { session, media } = setUp();
    void session.start(['ben'], 'voice');
    assert.deepEqual(media.prompts, [false]);
  });

  it('rejects with already-in-call while another call is on, and leaves that one alone', async () => {
    const { session, media } = await toRinging();
    await assert.rejects(session.start(['cleo'], 'voice'), { name: 'CallError', code: 'already-in-call' });
    assert.equal(media.prompts.length, 1);
    assert.equal(session.state.call.phase, 'outgoing');
  });

  it('rejects with permission-denied, says so once, and rings nobody', async () => {
    const staged = setUp();
    const started = staged.session.start(['ben'], 'video');
    staged.media.deny();
    await assert.rejects(started, { code: 'permission-denied', device: 'both' });
    assert.deepEqual(
      staged.errors.entries.map(({ problem, about }) => [problem.code, problem.device, about]),
      [['permission-denied', 'both', 'call']],
    );
    assert.deepEqual(staged.signaling.requests.entries, []);
    assertClean(staged);
  });

  it('rejects with what the server refused, and reports it', async () => {
    const staged = setUp();
    const started = staged.session.start(['ben'], 'video');
    staged.media.allow();
    (await staged.signaling.asked('invite')).refuse('not-permitted');
    await assert.rejects(started, { code: 'not-permitted' });
    assert.deepEqual(
      staged.errors.entries.map(({ problem }) => problem.code),
      ['not-permitted'],
    );
    assertClean(staged);
  });

  it('asks once more, under the same id, before it rejects with signaling-unreachable', async () => {
    const { session, media, signaling } = setUp();
    const started = session.start(['ben'], 'video');
    media.allow();
    const first = await signaling.asked('invite');
    const again = signaling.requests.next();
    first.giveUp();
    const second = await again;
    assert.deepEqual([second.name, second.payload], [first.name, first.payload]);
    second.giveUp();
    await assert.rejects(started, { code: 'signaling-unreachable' });
  });

  it('rejects with canceled and releases the devices when the caller hangs up at the prompt', async () => {
    const staged = setUp();
    const started = staged.session.start(['ben'], 'video');
    staged.session.dispatch({ type: 'end' });
    await assert.rejects(started, { code: 'canceled' });
    staged.media.allow();
    assert.deepEqual(staged.signaling.requests.entries, [], 'nobody is rung');
    assert.deepEqual(staged.errors.entries, [], 'what one does oneself is no error');
    assertClean(staged);
  });

  it('leaves a call that is granted after the caller hung up', async () => {
    const { session, signaling, media } = setUp();
    const started = session.start(['ben'], 'video');
    media.allow();
    const invite = await signaling.asked('invite');
    session.dispatch({ type: 'end' });
    await assert.rejects(started, { code: 'canceled' });
    invite.grant(grantOf(view()));
    assert.deepEqual((await signaling.asked('leave')).payload, [CALL_ID, 'hung-up']);
  });

  it('is free again after a call that came to nothing', async () => {
    const staged = setUp();
    const first = staged.session.start(['ben'], 'video');
    staged.media.deny();
    await assert.rejects(first);
    await toRinging(staged);
  });
});

describe('the timers of a call', () => {
  const attempts = ({ links }: Staged): readonly (readonly [string, boolean])[] =>
    links.opened.map((link) => [link.options.role, link.closed]);

  it('give up an attempt that has not connected after 15 s, and make the next half a second later', async () => {
    const staged = await toConnecting();
    staged.signaling.comesUp();
    staged.clock.pass(14_999);
    assert.deepEqual(attempts(staged), [['initiator', false]]);
    staged.clock.pass(1);
    assert.deepEqual(attempts(staged), [['initiator', true]]);
    staged.clock.pass(499);
    assert.equal(staged.links.opened.length, 1);
    staged.clock.pass(1);
    assert.deepEqual(attempts(staged), [
      ['initiator', true],
      ['initiator', false],
    ]);
  });

  it('count the attempts, so that signals of an old one are told apart', async () => {
    const staged = await toConnecting();
    staged.signaling.comesUp();
    staged.clock.pass(15_500);
    staged.links.last.listener.signal(OFFER, 0);
    assert.deepEqual(staged.signaling.payloads('signal'), [
      [{ callId: CALL_ID, to: 'ben', attempt: 2, sequence: 0, signal: OFFER }],
    ]);
    const answer: PeerSignal = { type: 'answer', sdp: 'v=0' };
    const notice = { callId: CALL_ID, from: 'ben', sequence: 0, signal: answer };
    staged.signaling.relays({ ...notice, attempt: 1 });
    staged.signaling.relays({ ...notice, attempt: 2 });
    assert.deepEqual(
      staged.links.opened.map((link) => link.delivered.length),
      [0, 1],
    );
  });

  it('leave a link alone that has connected in time', async () => {
    const staged = await toActive();
    staged.clock.pass(600_000);
    assert.deepEqual(attempts(staged), [['initiator', false]]);
    assert.equal(staged.session.state.call.phase, 'active');
  });

  it('end a call whose link stays away for a minute, and tell the server', async () => {
    const staged = await toActive();
    staged.links.last.listener.changed('interrupted');
    staged.clock.pass(59_999);
    assert.equal(staged.session.state.call.phase, 'reconnecting');
    staged.clock.pass(1);
    assert.equal(endOf(staged), 'connection-lost');
    assert.deepEqual(staged.signaling.payloads('leave'), [[CALL_ID, 'connection-lost']]);
    assertClean(staged);
  });

  it('start the minute anew when the link was back in between', async () => {
    const staged = await toActive();
    const { listener } = staged.links.last;
    listener.changed('interrupted');
    staged.clock.pass(40_000);
    listener.changed('connected');
    listener.changed('interrupted');
    staged.clock.pass(59_999);
    assert.equal(staged.session.state.call.phase, 'reconnecting');
  });

  it('end a call as failed that never connected', async () => {
    const staged = await toConnecting();
    staged.signaling.comesUp();
    // The server does not answer any more, either.
    staged.clock.pass(62_000);
    assert.equal(endOf(staged), 'failed');
    assert.ok(staged.links.opened.length > 2, 'it tried');
    assert.deepEqual(
      staged.errors.entries.map(({ problem }) => problem.code),
      ['connection-failed'],
    );
    assertClean(staged);
  });

  it('stop a ring at its deadline, on the server’s clock', () => {
    const staged = setUp({ selfId: 'ben' });
    staged.clock.pass(500_000);
    toIncoming(staged);
    staged.clock.pass(44_999);
    assert.equal(staged.session.state.call.phase, 'incoming');
    staged.clock.pass(1);
    assert.equal(endOf(staged), 'unanswered');
    assert.deepEqual(staged.signaling.payloads('decline'), []);
    assertClean(staged);
  });
});

describe('links of a session', () => {
  it('are opened with the ICE servers of the grant', async () => {
    const { links } = await toRinging();
    assert.deepEqual(links.last.options.iceServers, grantOf(view()).iceServers);
    assert.equal(links.last.options.relayOnly, false);
  });

  it('are opened with what the host says instead', async () => {
    const own = [{ urls: ['turn:own.example'] }];
    const { links } = await toRinging(setUp({ iceServers: () => own, relayOnly: () => true }));
    assert.deepEqual(links.last.options.iceServers, own);
    assert.equal(links.last.options.relayOnly, true);
  });

  it('take newer ICE servers from a resumed call', async () => {
    const { signaling, links, clock, states } = await toConnecting();
    signaling.comesUp();
    signaling.goesDown();
    signaling.comesUp();
    const fresh = [{ urls: ['turn:fresh.example'] }];
    const resumed = states.next(({ call }) => call.phase === 'connecting' && call.call.version === 4);
    (await signaling.asked('resume')).grant({ ...grantOf({ ...answered, version: 4 }), iceServers: fresh });
    await resumed;
    clock.pass(15_500);
    assert.deepEqual(links.last.options.iceServers, fresh);
  });

  it('are told of other passwords when half of the time of those at hand is over, again and again', async () => {
    const { signaling, links, clock } = await toConnecting();
    const asked = (): Promise<FakeRequest> => signaling.requests.next(({ name }) => name === 'resume');
    const grantServers = async (request: FakeRequest, username: string): Promise<void> => {
      const told = links.last.iceServers.next();
      const iceServers = [{ urls: ['turn:a.example'], username }];
      request.grant({ ...grantOf(answered), iceSeconds: 20, iceServers });
      assert.deepEqual(await told, iceServers);
    };
    signaling.comesUp();
    signaling.goesDown();
    const first = asked();
    signaling.comesUp();
    await grantServers(await first, 'first');
    for (const username of ['second', 'third']) {
      const renewal = asked();
      clock.pass(9_999);
      const before = signaling.payloads('resume').length;
      clock.pass(1);
      assert.equal(signaling.payloads('resume').length, before + 1);
      await grantServers(await renewal, username);
    }
  });

  it('stay behind the gate until the callee accepts', () => {
    const { session, signaling, links } = toIncoming();
    signaling.relays({ callId: CALL_ID, from: 'ann', attempt: 1, sequence: 0, signal: OFFER });
    assert.deepEqual([links.last.options.role, links.last.options.gate], ['responder', 'closed']);
    assert.deepEqual(links.last.delivered, [{ signal: OFFER, sequence: 0 }]);
    assert.equal(links.last.gateOpened, false);
    session.dispatch({ type: 'accept', kind: 'video' });
    assert.equal(links.last.gateOpened, true);
  });

  it('are told goodbye before they are closed', async () => {
    const staged = await toActive();
    staged.session.dispatch({ type: 'end' });
    assert.deepEqual(staged.links.last.sent.at(-1), { type: 'goodbye', reason: 'hung-up' });
    assert.equal(endOf(staged), 'hung-up');
    assertClean(staged);
  });
});

describe('a signaling connection that comes back', () => {
  it('resumes the call, and tells a server that may have forgotten it what it was', async () => {
    const { signaling } = await toActive();
    signaling.comesUp();
    signaling.goesDown();
    assert.deepEqual(signaling.payloads('resume'), []);
    signaling.comesUp();
    assert.deepEqual(signaling.payloads('resume'), [[CALL_ID, claimOf(answered)]]);
  });

  it('is no return when it comes up for the first time', async () => {
    const { signaling } = await toRinging();
    signaling.comesUp();
    assert.deepEqual(signaling.payloads('resume'), []);
  });

  it('resumes nothing where no call is on', () => {
    const { signaling } = setUp();
    signaling.comesUp();
    signaling.goesDown();
    signaling.comesUp();
    assert.deepEqual(signaling.requests.entries, []);
  });

  it('keeps a call alive when the resume gets no answer', async () => {
    const { session, signaling, links } = await toActive();
    links.last.listener.changed('interrupted');
    signaling.comesUp();
    signaling.comesUp();
    (await signaling.asked('resume')).giveUp();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(session.state.call.phase, 'reconnecting');
  });

  it('ends a call that is neither known to the server nor connected', async () => {
    const staged = await toActive();
    const { links, signaling } = staged;
    signaling.comesUp();
    links.last.listener.changed('interrupted');
    signaling.goesDown();
    signaling.comesUp();
    (await signaling.asked('resume')).refuse('invalid-request', 'no-such-call');
    await staged.phase('idle');
    assert.equal(endOf(staged), 'connection-lost');
  });
});

describe('presence', () => {
  const entry = (userId: string, reachable: boolean): PresenceEntry => ({
    userId,
    name: null,
    picture: null,
    reachable,
  });
  const reachable = ({ session }: Staged): readonly (readonly [string, boolean])[] =>
    [...session.state.presence.values()].map((known) => [known.userId, known.reachable]);
  const lastAsked = ({ signaling }: Staged) => signaling.requests.entries.at(-1)!;

  it('is asked for as soon as there is a connection, and again with every new one', () => {
    const staged = setUp();
    staged.session.watch(['ben']);
    assert.deepEqual(staged.signaling.payloads('watchPresence'), []);
    staged.signaling.comesUp();
    staged.signaling.goesDown();
    staged.signaling.comesUp();
    assert.deepEqual(staged.signaling.payloads('watchPresence'), [[['ben']], [['ben']]]);
  });

  it('is asked for once per list of users', () => {
    const { session, signaling } = setUp();
    signaling.comesUp();
    session.watch(['ben']);
    session.watch(['ben']);
    session.watch(['ben', 'cleo']);
    assert.deepEqual(signaling.payloads('watchPresence'), [[['ben']], [['ben', 'cleo']]]);
  });

  it('is what the server answers, and what it says later about the watched', async () => {
    const staged = setUp();
    staged.signaling.comesUp();
    staged.session.watch(['ben']);
    const known = staged.states.next(({ presence }) => presence.size > 0);
    lastAsked(staged).grant([entry('ben', true)]);
    await known;
    assert.deepEqual(reachable(staged), [['ben', true]]);
    staged.signaling.listener.presenceChanged(entry('ben', false));
    staged.signaling.listener.presenceChanged(entry('cleo', true));
    assert.deepEqual(reachable(staged), [['ben', false]]);
  });

  it('does not mix in the answer to an earlier list', async () => {
    const staged = setUp();
    staged.signaling.comesUp();
    staged.session.watch(['ben']);
    const outdated = lastAsked(staged);
    staged.session.watch(['cleo']);
    const known = staged.states.next(({ presence }) => presence.size > 0);
    lastAsked(staged).grant([entry('cleo', true)]);
    await known;
    outdated.grant([entry('ben', true)]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(reachable(staged), [['cleo', true]]);
  });

  it('is unknown when it cannot be had', async () => {
    const staged = setUp();
    staged.signaling.comesUp();
    staged.session.watch(['ben']);
    const known = staged.states.next(({ presence }) => presence.size > 0);
    lastAsked(staged).grant([entry('ben', true)]);
    await known;
    staged.signaling.comesUp();
    const unknown = staged.states.next(({ presence }) => presence.size === 0);
    lastAsked(staged).giveUp();
    await unknown;
    assert.deepEqual(reachable(staged), []);
  });
});

describe('a hold', () => {
  it('is over with its call', async () => {
    const { session, hold } = await toActive();
    session.dispatch({ type: 'hold' });
    assert.equal(hold.isOn, true);
    session.dispatch({ type: 'resume' });
    assert.equal(hold.isOn, false);
    session.dispatch({ type: 'hold' });
    session.dispatch({ type: 'end' });
    assert.equal(hold.isOn, false);
  });
});

describe('what a session reports', () => {
  it('is how far the server’s clock is ahead of this one', async () => {
    const staged = setUp();
    staged.clock.pass(4_000);
    await toRinging(staged);
    assert.equal(staged.session.state.clockOffset, -4_000);
    staged.signaling.changes(ringing, 9_000);
    assert.equal(staged.session.state.clockOffset, 4_000);
  });

  it('is why the server refuses, until it no longer does', () => {
    const { session, signaling, errors } = setUp();
    signaling.listener.statusChanged('refused', { code: 'token-expired' });
    assert.deepEqual([session.state.signaling, session.state.refusedWith], ['refused', 'token-expired']);
    assert.deepEqual(errors.entries, [{ problem: { code: 'token-expired' }, about: 'connection' }]);
    session.reopen();
    assert.equal(signaling.connects, 1);
    signaling.comesUp();
    assert.deepEqual([session.state.signaling, session.state.refusedWith], ['connected', null]);
    session.reopen();
    assert.equal(signaling.connects, 1, 'there is nothing to reopen');
  });

  it('is not a server that could not be told: it is told with the next connection', async () => {
    const { session, signaling, errors } = await toActive();
    session.dispatch({ type: 'end' });
    const repeated = signaling.requests.next();
    (await signaling.asked('leave')).giveUp();
    (await repeated).giveUp();
    await new Promise((resolve) => setImmediate(resolve));
    const again = signaling.requests.next();
    signaling.comesUp();
    assert.deepEqual((await again).payload, [CALL_ID, 'hung-up']);
    assert.deepEqual(errors.entries, []);
  });

  it('is not a server that knows nothing of the call any more, which is not told again', async () => {
    const { session, signaling, errors } = toIncoming();
    session.dispatch({ type: 'decline' });
    (await signaling.asked('decline')).refuse('invalid-request', 'no-such-call');
    await new Promise((resolve) => setImmediate(resolve));
    signaling.comesUp();
    assert.equal(signaling.payloads('decline').length, 1);
    assert.deepEqual(errors.entries, []);
  });

  it('is a device that stopped by itself and has no successor', async () => {
    const { session, media, errors, notices } = await toActive();
    media.captureEnded('video', 'Webcam');
    assert.deepEqual(media.replacements.entries, ['video']);
    const reported = errors.next();
    media.offerNone('camera');
    const { code, device } = (await reported).problem;
    assert.deepEqual([code, device], ['device-not-found', 'camera']);
    assert.equal((session.state.call as InCall).media.camera, 'missing');
    media.devicesChanged();
    const noticed = notices.next();
    media.offerReplacement('Webcam');
    assert.deepEqual(await noticed, { what: 'replaced', device: 'camera', gone: null, now: 'Webcam' });
    assert.equal((session.state.call as InCall).media.camera, 'live');
  });

  it('is no device that another one took over from', async () => {
    const { session, media, errors, notices } = await toActive();
    media.captureEnded('audio', 'Headset');
    const noticed = notices.next();
    media.offerReplacement('Desk');
    assert.deepEqual(await noticed, { what: 'replaced', device: 'microphone', gone: 'Headset', now: 'Desk' });
    assert.equal((session.state.call as InCall).media.microphone, 'live');
    assert.deepEqual(errors.entries, []);
  });

  it('is looked for once, however many devices are plugged in, and once more where that finds none', async () => {
    const { session, media, errors, notices } = await toActive();
    const missing = errors.next();
    media.captureEnded('audio', 'Headset');
    media.offerNone('microphone');
    await missing;
    for (let plugged = 0; plugged < 3; plugged += 1) media.devicesChanged();
    assert.deepEqual(media.replacements.entries, ['audio', 'audio']);
    const [noticed, again] = [notices.next(), media.replacements.next()];
    media.offerNone('microphone');
    await again;
    media.offerReplacement('Desk');
    await noticed;
    assert.equal((session.state.call as InCall).media.microphone, 'live');
    assert.deepEqual([notices.entries.length, errors.entries.length], [1, 1]);
  });

  it('is no device from which nothing comes for a while: that is said on screen', async () => {
    const { session, media, clock, errors, notices } = await toActive();
    media.capturePaused('video');
    clock.pass(2_000);
    assert.deepEqual(notices.entries, [{ what: 'interrupted', device: 'camera' }]);
    assert.equal((session.state.call as InCall).media.camera, 'interrupted');
    media.captureResumed('video');
    assert.equal((session.state.call as InCall).media.camera, 'live');
    assert.deepEqual(errors.entries, []);
  });

  it('is a camera that could not be turned on again, with the call going on', async () => {
    const { session, media, errors } = await toActive();
    session.dispatch({ type: 'set-camera', enabled: false });
    assert.equal(media.camerasClosed, 1);
    session.dispatch({ type: 'set-camera', enabled: true });
    const reported = errors.next();
    media.denyCamera();
    assert.deepEqual((await reported).problem.device, 'camera');
    const call = session.state.call as InCall;
    assert.deepEqual([call.phase, call.media.camera], ['active', 'off']);
  });

  it('is nothing to whoever has unsubscribed', async () => {
    const { session, signaling } = setUp();
    let changes = 0;
    const unsubscribe = session.subscribe({ stateChanged: () => (changes += 1), errorReported: () => undefined });
    signaling.comesUp();
    unsubscribe();
    signaling.goesDown();
    assert.equal(changes, 1);
  });

  it('is no change where nothing changed', () => {
    const { signaling, states } = setUp();
    signaling.comesUp();
    signaling.comesUp();
    assert.equal(states.entries.length, 1);
  });
});

describe('the time until media flows', () => {
  it('is told to the server: for the caller from hearing of the answer', async () => {
    const { signaling, links, clock } = await toConnecting();
    clock.pass(350);
    links.last.flows();
    assert.deepEqual(signaling.payloads('connected'), [[CALL_ID, 350]]);
  });

  it('is told to the server: for the callee from their own answer', async () => {
    const staged = toIncoming();
    const { session, signaling, media, links, clock, phase } = staged;
    signaling.relays({ callId: CALL_ID, from: 'ann', attempt: 1, sequence: 0, signal: OFFER });
    session.dispatch({ type: 'accept', kind: 'video' });
    clock.pass(200);
    signaling.changes(answered);
    clock.pass(300);
    links.last.flows();
    const active = phase('active');
    media.allow();
    await active;
    assert.deepEqual((await signaling.asked('connected')).payload, [CALL_ID, 500]);
  });

  it('is nothing where media flows before the answer is heard of', async () => {
    const { signaling, links, clock } = await toRinging();
    links.last.flows();
    clock.pass(350);
    signaling.changes(answered);
    assert.deepEqual(signaling.payloads('connected'), [[CALL_ID, 0]]);
  });

  it('is told once, whatever the call recovers from', async () => {
    const { session, signaling, links } = await toActive();
    const { listener } = links.last;
    listener.changed('interrupted');
    listener.changed('connected');
    assert.equal(session.state.call.phase, 'active');
    assert.equal(signaling.payloads('connected').length, 1);
  });

  for (const fails of ['refuse', 'giveUp'] as const) {
    it(`is told no second time and is no error where the server does not take it: ${fails}`, async () => {
      const { signaling, errors, session } = await toActive();
      const told = await signaling.asked('connected');
      told[fails]('invalid-request');
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual([signaling.payloads('connected').length, errors.entries], [1, []]);
      assert.equal(session.state.call.phase, 'active');
    });
  }
});

describe('CallSession.close', () => {
  it('declines no ring: it goes on elsewhere', () => {
    const staged = toIncoming();
    staged.session.close();
    assert.deepEqual(staged.signaling.payloads('decline'), []);
    assert.equal(endOf(staged), undefined, 'nor is it over');
    assert.ok(staged.signaling.closed);
    assertClean(staged);
  });

  it('leaves a call that is on', async () => {
    const staged = await toActive();
    staged.session.close();
    assert.deepEqual(staged.signaling.payloads('leave'), [[CALL_ID, 'hung-up']]);
    assert.deepEqual(staged.links.last.sent.at(-1), { type: 'goodbye', reason: 'hung-up' });
    assertClean(staged);
  });

  it('cancels a call that nobody has answered', async () => {
    const staged = await toRinging();
    staged.session.close();
    assert.deepEqual(staged.signaling.payloads('cancel'), [[CALL_ID]]);
    assertClean(staged);
  });

  it('rejects a start that still waits', async () => {
    const { session } = setUp();
    const started = session.start(['ben'], 'video');
    session.close();
    await assert.rejects(started, { code: 'canceled' });
  });

  it('tells what becomes of the call, and nothing any more', async () => {
    const { session, signaling, states } = await toActive();
    session.close();
    assert.equal(states.entries.at(-1)?.call.phase, 'idle');
    const told = states.entries.length;
    signaling.comesUp();
    assert.equal(states.entries.length, told);
  });
});

describe('CallSession.dispatch', () => {
  const linkOf = (state: SessionState): string | undefined => (state.call as Outgoing).peers[0]?.link;

  it('takes in order what is reported while an effect is carried out', async () => {
    const staged = setUp();
    staged.links.whileOpening = ({ listener }) => {
      listener.changed('connected');
      listener.changed('interrupted');
    };
    await toRinging(staged);
    const links = staged.states.entries.filter(isRinging).map(linkOf);
    assert.deepEqual(links, ['connecting', 'connected', 'interrupted']);
  });

  it('carries out every effect of one event before it takes the next', async () => {
    const staged = await toActive();
    staged.links.last.send = (message) => {
      staged.links.last.sent.push(message);
      // What comes in the middle of hanging up must not end the call a second time.
      staged.session.dispatch({ type: 'call-changed', call: over('hung-up', 'ann') });
      assert.deepEqual(staged.signaling.payloads('leave'), []);
    };
    staged.session.dispatch({ type: 'end' });
    assert.deepEqual(staged.signaling.payloads('leave'), [[CALL_ID, 'hung-up']]);
    assert.equal(
      staged.states.count(({ call }) => call.phase === 'idle' && call.ended !== null),
      1,
    );
  });

  it('shows every listener the same states in the same order, even if one of them acts at once', async () => {
    const staged = await toRinging();
    const seen: CallPhase[] = [];
    const stop = staged.session.subscribe({
      stateChanged: ({ call }) => {
        if (call.phase === 'connecting') staged.session.dispatch({ type: 'end' });
      },
      errorReported: () => undefined,
    });
    staged.session.subscribe({
      stateChanged: ({ call }, previous) => {
        if (call !== previous.call) seen.push(call.phase);
      },
      errorReported: () => undefined,
    });
    staged.signaling.changes(answered);
    stop();
    assert.deepEqual(seen, ['connecting', 'idle']);
    assertClean(staged);
  });
});
