import type { LinkSignal, PeerSignal } from 'call-window-signaling/protocol';

import type { LinkOptions } from '../../src/call/ports.ts';
import { equal, ok } from '../elements/support.ts';
import { until } from './events.ts';
import { cleanUp, FakeTracks, relay, Side, watchConnections, watchIntervals } from './link-support.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

function candidate(address: string, rest = 'typ host'): PeerSignal {
  return {
    type: 'candidate',
    candidate: { candidate: `candidate:1 1 udp 2122260223 ${address} 50000 ${rest}`, sdpMid: '0', sdpMLineIndex: 0 },
  };
}

describe('a link to a page that sends what no widget would', () => {
  let watched: ReturnType<typeof watchConnections>;

  beforeEach(() => {
    watched = watchConnections();
  });

  afterEach(() => {
    cleanUp();
    watched.restore();
  });

  const connectionOf = (index: number): RTCPeerConnection => watched.made[index]!.connection;
  const make = (role: LinkOptions['role'], options: Partial<LinkOptions> = {}): Side =>
    new Side({ role, ...options }, new FakeTracks());

  async function connectedPair(): Promise<[Side, Side]> {
    const [caller, callee] = [make('initiator'), make('responder')];
    relay(caller, callee);
    relay(callee, caller);
    await Promise.all([caller.becomes('connected'), callee.becomes('connected')]);
    return [caller, callee];
  }

  /** The first signal of that type. */
  async function said(side: Side, type: LinkSignal['type']): Promise<LinkSignal> {
    const report = await side.says(type);
    return report.what === 'signal' ? report.signal : ({} as never);
  }

  async function sdpOf(side: Side): Promise<string> {
    const signal = await said(side, 'offer');
    return signal.type === 'offer' ? signal.sdp : '';
  }

  it('uses no candidate that is a name to be looked up, or that parsers could read in different ways', async () => {
    const [caller, callee] = [make('initiator'), make('responder')];
    callee.link.deliver(await said(caller, 'offer'), 0);
    const names = ['spy.example', 'localhost', 'dead.beef', 'printer.local', '127.1', '1.2.3.4\t5\ttyp\thost'];
    names.forEach((name, index) => callee.link.deliver(candidate(name), 100 + index));
    callee.link.deliver(candidate('192.0.2.1', 'typ host\r\na=candidate:1 1 udp 1 spy.example 9 typ host'), 200);
    const good = [candidate('192.0.2.1'), candidate('2001:db8::1'), candidate(`${UUID}.local`)];
    good.forEach((one, index) => callee.link.deliver(one, 300 + index));
    await callee.says('answer');
    equal(
      watched.made[1]!.candidatesAdded,
      good.map((one) => (one.type === 'candidate' ? one.candidate.candidate : '')),
    );
  });

  it('finds no candidate in a description, whatever separates its lines', async () => {
    const [caller, callee] = [make('initiator'), make('responder')];
    const hidden = ['x\u2028', 'x\u2029', 'x\rx', ''].map(
      (end) => `a=candidate:1 1 udp 1 192.0.2.1 9 typ host ${end}\r\n`,
    );
    callee.link.deliver({ type: 'offer', sdp: (await sdpOf(caller)) + hidden.join('') }, 0);
    await Promise.race([callee.says('answer'), callee.becomes('failed')]);
    equal(connectionOf(1).remoteDescription?.sdp.includes('192.0.2.1') ?? false, false);
  });

  it('takes no relay candidate for one because it says so somewhere', async () => {
    const caller = make('initiator');
    const callee = make('responder', { relayOnly: true });
    callee.link.deliver(await said(caller, 'offer'), 0);
    callee.link.deliver(candidate('192.0.2.1', 'typ host generation 0 typ relay'), 100);
    await callee.says('answer');
    equal(watched.made[1]!.candidatesAdded, []);
  });

  it('fails at a description with more parts than sound, picture and messages', async () => {
    const [caller, callee] = [make('initiator'), make('responder')];
    const sdp = await sdpOf(caller);
    const another = /^m=audio[^]*?(?=^m=)/m.exec(sdp)![0].replace(/^a=(mid:|msid:|ssrc:).*\r\n/gm, '');
    const named = sdp.replace(/^a=group:BUNDLE.*$/m, '$& more');
    callee.link.deliver({ type: 'offer', sdp: `${named}${another}a=mid:more\r\n` }, 0);
    await callee.becomes('failed');
    equal(connectionOf(1).getTransceivers().length, 0);
  });

  it('adds nothing when it is asked to', async () => {
    const [caller, callee] = await connectedPair();
    for (let sequence = 500; sequence < 550; sequence += 1) {
      caller.link.deliver({ type: 'transceiverRequest', transceiverRequest: { kind: 'video' } }, sequence);
      caller.link.deliver({ type: 'renegotiate', renegotiate: true }, 100 + sequence);
    }
    // What had been begun would be there with the next message.
    callee.link.send({ type: 'media', microphone: 'off', camera: 'off' });
    await caller.hears('media');
    equal(connectionOf(0).getTransceivers().length, 4);
    equal([connectionOf(0).signalingState, caller.changes], ['stable', ['connected']]);
  });

  it('takes no offer when offers are its own to make', async () => {
    const [caller, other] = [make('initiator'), make('initiator')];
    await caller.says('offer');
    caller.link.deliver(await said(other, 'offer'), 900);
    const callee = make('responder');
    relay(caller, callee);
    relay(callee, caller);
    await Promise.all([caller.becomes('connected'), callee.becomes('connected')]);
  });

  it('fails at a flood of signals', async () => {
    const [caller] = await connectedPair();
    for (let sequence = 1_000; sequence < 1_400; sequence += 1)
      caller.link.deliver(candidate(`192.0.2.${sequence % 250}`), sequence);
    await caller.becomes('failed');
    ok(watched.made[0]!.candidatesAdded.length < 300, `${watched.made[0]!.candidatesAdded.length} candidates`);
  });

  it('keeps no more candidates than the server does before it is accepted', async () => {
    const caller = make('initiator');
    const callee = make('responder', { gate: 'closed' });
    callee.link.deliver(await said(caller, 'offer'), 0);
    for (let sequence = 1; sequence < 150; sequence += 1)
      callee.link.deliver(candidate(`192.0.2.${sequence}`), sequence);
    callee.link.openGate();
    await until(connectionOf(1), 'signalingstatechange', () => connectionOf(1).signalingState === 'stable');
    await callee.says('answer');
    equal(watched.made[1]!.candidatesAdded.length, 64);
  });

  it('fails at a flood of messages, of which it hears a few hundred', async () => {
    const [, callee] = await connectedPair();
    const [channel] = watched.made[0]!.channels;
    for (let count = 0; count < 5_000; count += 1) channel!.send('{"type":"media","microphone":"on","camera":"on"}');
    await callee.becomes('failed');
    ok(callee.messages.length <= 600, `${callee.messages.length} messages`);
  });

  it('fails sooner when they are long', async () => {
    const [, callee] = await connectedPair();
    const [channel] = watched.made[0]!.channels;
    for (let count = 0; count < 8; count += 1) channel!.send('x'.repeat(200_000));
    await callee.becomes('failed');
  });

  it('fails at a second channel, and leaves no interval behind', async () => {
    const intervals = watchIntervals();
    try {
      const [caller, callee] = await connectedPair();
      for (let count = 0; count < 20; count += 1) connectionOf(0).createDataChannel('more');
      await Promise.all([callee.becomes('failed'), caller.becomes('failed')]);
      equal(intervals.running.size, 0, 'intervals');
    } finally {
      intervals.restore();
    }
  });
});
