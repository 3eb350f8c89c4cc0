import type { LinkSignal } from 'call-window-signaling/protocol';

import type { LinkOptions } from '../../src/call/ports.ts';
import { equal, ok } from '../elements/support.ts';
import { until } from './events.ts';
import {
  cleanUp,
  decodes,
  FakeTracks,
  movingPicture,
  relay,
  type Report,
  Side,
  watchConnections,
  type Way,
} from './link-support.ts';

/** The name under which a side can be reached by the routes of this description (RFC 8839 §5.4). */
function routesOf(report: Report): string {
  const signal = report.what === 'signal' ? report.signal : null;
  const sdp = signal && 'sdp' in signal ? signal.sdp : '';
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';
}

const isSignal =
  (type: LinkSignal['type']) =>
  (report: Report): boolean =>
    report.what === 'signal' && report.signal.type === type;

describe('a simple-peer link that is looked after', () => {
  let watched: ReturnType<typeof watchConnections>;

  beforeEach(() => {
    watched = watchConnections();
  });

  afterEach(() => {
    cleanUp();
    watched.restore();
  });

  const connectionOf = (index: number): RTCPeerConnection => watched.made[index]!.connection;

  /** Caller and callee, the caller's connection made first. */
  function pair({ tracks = new FakeTracks(), way }: { tracks?: FakeTracks; way?: Way } = {}): [Side, Side] {
    const caller = new Side({ role: 'initiator' }, tracks);
    const callee = new Side({ role: 'responder' });
    relay(caller, callee);
    relay(callee, caller, way);
    return [caller, callee];
  }

  async function connectedPair(options?: Parameters<typeof pair>[0]): Promise<[Side, Side]> {
    const sides = pair(options);
    await Promise.all(sides.map((side) => side.becomes('connected')));
    return sides;
  }

  const isStable = (connection: RTCPeerConnection): Promise<void> =>
    until(connection, 'signalingstatechange', () => connection.signalingState === 'stable');

  describe('when new routes are wanted', () => {
    /** How often the caller's connection was told to look for new ones. */
    let restarts: number;
    let now: number;
    const { now: realNow } = performance;

    beforeEach(() => {
      restarts = 0;
      now = realNow.call(performance);
      performance.now = () => now;
    });

    afterEach(() => {
      performance.now = realNow;
    });

    function countRestarts(connection: RTCPeerConnection): void {
      const restart = connection.restartIce.bind(connection);
      connection.restartIce = () => {
        restarts += 1;
        restart();
      };
    }

    it('the initiator makes an offer with some, and pictures go on', async () => {
      const [caller, callee] = await connectedPair({ tracks: new FakeTracks(movingPicture()) });
      const before = [routesOf(await caller.says('offer')), routesOf(await callee.says('answer'))];
      const [offer, answer] = [caller.reports.next(isSignal('offer')), callee.reports.next(isSignal('answer'))];
      caller.link.restart();
      const after = [routesOf(await offer), routesOf(await answer)];
      await isStable(connectionOf(0));
      await decodes(connectionOf(1), 10);
      equal(new Set([...before, ...after]).size, 4, 'four names');
      equal([caller.changes, callee.changes], [['connected'], ['connected']]);
    });

    it('the responder asks for some, and the initiator makes the offer', async () => {
      const [caller, callee] = await connectedPair();
      const [asked, offer] = [callee.reports.next(isSignal('restart')), caller.reports.next(isSignal('offer'))];
      callee.link.restart();
      const report = await asked;
      equal(report.what === 'signal' && report.signal, { type: 'restart', restart: 'ice' });
      ok(routesOf(await offer) !== routesOf(await caller.says('offer')), 'new ones');
      equal(connectionOf(1).signalingState === 'have-local-offer', false);
    });

    it('they are made through the servers that were told last, and pictures go on', async () => {
      const [caller] = await connectedPair({ tracks: new FakeTracks(movingPicture()) });
      const servers = [{ urls: ['turn:127.0.0.1:9?transport=udp'], username: '2:ann', credential: 'b' }];
      caller.link.useIceServers(servers);
      const [server] = connectionOf(0).getConfiguration().iceServers ?? [];
      equal([server?.username, server?.credential], ['2:ann', 'b']);
      const offer = caller.reports.next(isSignal('offer'));
      caller.link.restart();
      await offer;
      await isStable(connectionOf(0));
      await decodes(connectionOf(1), 10);
      caller.link.useIceServers([{ urls: ['nonsense'] }]);
      equal(connectionOf(0).getConfiguration().iceServers?.[0]?.username, '2:ann');
    });

    it('they are made once a second at most, whoever asks', async () => {
      const [caller] = await connectedPair();
      countRestarts(connectionOf(0));
      caller.link.restart();
      caller.link.restart();
      caller.link.deliver({ type: 'restart', restart: 'ice' }, 900);
      equal(restarts, 1);
      await until(connectionOf(0), 'signalingstatechange', () => connectionOf(0).signalingState !== 'stable');
      await isStable(connectionOf(0));
      now += 999;
      caller.link.restart();
      equal(restarts, 1);
      now += 1;
      caller.link.deliver({ type: 'restart', restart: 'ice' }, 901);
      equal(restarts, 2);
    });

    it('none are made while an offer waits for its answer, which brings some already', async () => {
      let answers = 0;
      const firstAnswer: Way = (deliver) => (signal, sequence) => {
        if (signal.type === 'answer') answers += 1;
        if (signal.type !== 'answer' || answers === 1) deliver(signal, sequence);
      };
      const [caller, callee] = await connectedPair({ way: firstAnswer });
      countRestarts(connectionOf(0));
      const offered = caller.reports.next(isSignal('offer'));
      caller.link.restart();
      await offered;
      now += 5_000;
      caller.link.restart();
      equal(restarts, 1);
      ok(
        callee.changes.every((change) => change === 'connected'),
        'and the link is up',
      );
    });

    it('a wish for a new link is not one for new routes, and is not for this link to grant', async () => {
      const [caller, callee] = await connectedPair();
      countRestarts(connectionOf(0));
      caller.link.deliver({ type: 'restart', restart: 'link' }, 900);
      callee.link.deliver({ type: 'restart', restart: 'ice' }, 900);
      equal(restarts, 0);
    });

    it('none are made before the link was up', () => {
      const caller = new Side({ role: 'initiator' });
      const callee = new Side({ role: 'responder' });
      countRestarts(connectionOf(0));
      caller.link.restart();
      callee.link.restart();
      equal([restarts, callee.signals], [0, []]);
    });
  });

  it('is quiet, interrupted and connected again as beats stay away and come back', async () => {
    const [, callee] = await connectedPair();
    const channel = watched.made[0]!.channels[0]!;
    const connection = connectionOf(1);
    // Acknowledgements of its own beats are received, too.
    connection.getStats = () => Promise.resolve(new Map() as RTCStatsReport);
    const send = channel.send.bind(channel);
    channel.send = () => undefined;
    await callee.becomes('interrupted');
    equal(
      callee.reports.entries.slice(-2).map(({ what }) => what),
      ['quiet', 'changed'],
    );
    const back = callee.reports.next(({ what }) => what === 'changed');
    channel.send = send as typeof channel.send;
    equal(await back, { what: 'changed', link: 'connected' });
  });

  it('is interrupted at once when the other page goes away, after that was said, and back if it is still there', async () => {
    const [caller, callee] = await connectedPair();
    const interrupted = callee.becomes('interrupted');
    caller.link.send({ type: 'leaving' });
    await interrupted;
    equal(callee.reports.entries.filter(({ what }) => what === 'said' || what === 'changed').slice(-2), [
      { what: 'said', message: { type: 'leaving' } },
      { what: 'changed', link: 'interrupted' },
    ]);
    equal(await callee.reports.next(({ what }) => what === 'changed'), { what: 'changed', link: 'connected' });
  });

  it('says nothing of beats, which are no news', async () => {
    const [caller, callee] = await connectedPair();
    const connection = connectionOf(1);
    connection.getStats = () => Promise.resolve(new Map() as RTCStatsReport);
    const said = callee.hears('media');
    caller.link.send({ type: 'beat' });
    caller.link.send({ type: 'media', microphone: 'on', camera: 'off' });
    await said;
    equal(callee.messages, [{ type: 'media', microphone: 'on', camera: 'off' }]);
  });

  describe('with relays only', () => {
    const relayOnly: Partial<LinkOptions> = { relayOnly: true };
    const own = '198.51.100.7';

    /** As if the browser had found it. */
    async function finds(candidate: string): Promise<Side> {
      const caller = new Side({ role: 'initiator', ...relayOnly });
      await caller.says('offer');
      const found = new RTCIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
      connectionOf(0).onicecandidate?.(new RTCPeerConnectionIceEvent('icecandidate', { candidate: found }));
      return caller;
    }

    it('asks the browser for no others', () => {
      new Side({ role: 'initiator', ...relayOnly });
      equal(connectionOf(0).getConfiguration().iceTransportPolicy, 'relay');
    });

    for (const [kind, rest] of [
      ['the machine itself', 'typ host'],
      ['where its router is seen', 'typ srflx raddr 192.168.0.7 rport 9'],
      ['the machine, in the guise of a relay', 'typ host generation 0 typ relay'],
    ] as const) {
      it(`sends no way to ${kind}`, async () => {
        const caller = await finds(`candidate:1 1 udp 2122260223 ${own} 50000 ${rest}`);
        equal(
          caller.signals.map(({ signal }) => signal.type),
          ['offer'],
        );
      });
    }

    it('sends the way to a relay, and not from where it was found', async () => {
      const caller = await finds(`candidate:2 1 udp 41885439 192.0.2.1 50001 typ relay raddr ${own} rport 61234`);
      const last = caller.signals.at(-1)!.signal;
      ok(last.type === 'candidate' && last.candidate.candidate.includes('192.0.2.1 50001 typ relay'), 'the relay');
      ok(!JSON.stringify(last).includes(own) && !JSON.stringify(last).includes('61234'), JSON.stringify(last));
    });

    it('takes none out of a description, nor one in the guise of a relay', async () => {
      const caller = new Side({ role: 'initiator' });
      const callee = new Side({ role: 'responder', ...relayOnly });
      await caller.says('offer');
      const offer = caller.signals[0]!.signal;
      ok(offer.type === 'offer', 'an offer');
      const line = `a=candidate:1 1 udp 2122260223 ${own} 50000 typ host\r\n`;
      callee.link.deliver({ ...offer, sdp: `${offer.sdp}${line}` }, 0);
      const candidate = `candidate:1 1 udp 2122260223 ${own} 50000 typ host generation 0 typ relay`;
      callee.link.deliver({ type: 'candidate', candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 } }, 1);
      await callee.says('answer');
      ok(!connectionOf(1).remoteDescription!.sdp.includes('a=candidate'), 'none in the description');
      equal(watched.made[1]!.candidatesAdded, []);
    });
  });
});
