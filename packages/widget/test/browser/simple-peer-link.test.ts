import type { PeerMessage, PeerSignal } from 'call-window-signaling/protocol';

import type { LinkOptions } from '../../src/call/ports.ts';
import { equal, ok } from '../elements/support.ts';
import { until } from './events.ts';
import {
  cleanUp,
  decodes,
  FakeTracks,
  frameOfWidth,
  hum,
  inbound,
  movingPicture,
  relay,
  Side,
  watchConnections,
  watchIntervals,
  type Way,
} from './link-support.ts';

const media = (camera: 'on' | 'off'): PeerMessage => ({ type: 'media', microphone: 'on', camera });

describe('a simple-peer link', () => {
  let watched: ReturnType<typeof watchConnections>;
  const rejections: unknown[] = [];
  const reject = (event: PromiseRejectionEvent): void => void rejections.push(event.reason);

  beforeEach(() => {
    watched = watchConnections();
    rejections.length = 0;
    window.addEventListener('unhandledrejection', reject);
  });

  afterEach(() => {
    cleanUp();
    watched.restore();
    window.removeEventListener('unhandledrejection', reject);
    equal(rejections.map(String), [], 'unhandled rejections');
  });

  const connectionOf = (index: number): RTCPeerConnection => watched.made[index]!.connection;
  const camera = (): FakeTracks => new FakeTracks(hum(), movingPicture());

  const makeCaller = (tracks = new FakeTracks(), options: Partial<LinkOptions> = {}): Side =>
    new Side({ role: 'initiator', ...options }, tracks);
  const makeCallee = (tracks = new FakeTracks(), options: Partial<LinkOptions> = {}): Side =>
    new Side({ role: 'responder', ...options }, tracks);

  function wire(caller: Side, callee: Side, way?: Way): void {
    relay(caller, callee, way);
    relay(callee, caller, way);
  }

  async function connected(...sides: Side[]): Promise<void> {
    await Promise.all(sides.map((side) => side.becomes('connected')));
  }

  /** The first two connections of a test, connected. */
  async function connectedPair(callerTracks?: FakeTracks, calleeTracks?: FakeTracks): Promise<[Side, Side]> {
    const [caller, callee] = [makeCaller(callerTracks), makeCallee(calleeTracks)];
    wire(caller, callee);
    await connected(caller, callee);
    return [caller, callee];
  }

  /** All that the caller says before anybody answers. */
  async function fullOffer(caller: Side, connection: RTCPeerConnection): Promise<void> {
    await caller.says('offer');
    await until(connection, 'icegatheringstatechange', () => connection.iceGatheringState === 'complete');
  }

  it('brings audio and video both ways', async () => {
    const [caller, callee] = await connectedPair(camera(), camera());
    for (const [index, side] of [caller, callee].entries()) {
      await Promise.all([side.receives('audio'), side.receives('video')]);
      equal(
        (await side.stream())
          .getTracks()
          .map(({ kind }) => kind)
          .sort(),
        ['audio', 'video'],
      );
      await decodes(connectionOf(index), 3);
      ok((await inbound(connectionOf(index), 'packetsReceived')) > 0, 'packets');
    }
  });

  it('reports each kind of media once', async () => {
    const [caller, callee] = await connectedPair(camera(), new FakeTracks(hum()));
    await Promise.all([callee.receives('audio'), callee.receives('video'), caller.receives('audio')]);
    callee.link.send(media('off'));
    caller.link.send(media('on'));
    await Promise.all([caller.hears('media'), callee.hears('media')]);
    await decodes(connectionOf(1), 10);
    equal(
      callee.reports.count(({ what }) => what === 'media'),
      2,
    );
    equal(
      caller.reports.count(({ what }) => what === 'media'),
      1,
    );
  });

  it('needs one transport for everything, from the offer on', async () => {
    await fullOffer(makeCaller(camera()), connectionOf(0));
    const transports = connectionOf(0)
      .getSenders()
      .map(({ transport }) => transport);
    equal([transports.length, new Set(transports).size, transports.includes(null)], [4, 1, false]);
  });

  describe('behind a closed gate', () => {
    it('emits no signal, gathers no candidate, shows and sends nothing, whatever the caller delivers', async () => {
      const caller = makeCaller(camera());
      const callee = makeCallee(camera(), { gate: 'closed' });
      const twin = makeCallee(camera());
      await fullOffer(caller, connectionOf(0));
      relay(caller, callee);
      relay(caller, twin);
      // The twin has no gate: what it did by now, the gated link would have done too.
      await twin.says('candidate');
      await until(connectionOf(2), 'icegatheringstatechange', () => connectionOf(2).iceGatheringState === 'complete');
      equal(callee.reports.entries, [], 'reports');
      equal(
        [connectionOf(1).signalingState, connectionOf(1).iceGatheringState, connectionOf(1).connectionState],
        ['have-remote-offer', 'new', 'new'],
      );
      equal(watched.made[1]!.candidatesAdded, [], 'candidates that could be looked up');
      ok(watched.made[2]!.candidatesAdded.length > 0, 'there were some');
      ok(
        connectionOf(1)
          .getSenders()
          .every(({ track }) => track === null),
        'no track is attached',
      );
    });

    it('stays silent when the caller says everything twice, late or out of turn', async () => {
      const caller = makeCaller();
      const callee = makeCallee(camera(), { gate: 'closed' });
      const twin = makeCallee();
      await fullOffer(caller, connectionOf(0));
      const signals = [...caller.signals].reverse();
      for (const { signal, sequence } of [...signals, ...signals]) {
        callee.link.deliver(signal, sequence);
        twin.link.deliver(signal, sequence);
      }
      callee.link.deliver({ type: 'renegotiate', renegotiate: true }, 900);
      callee.link.deliver({ type: 'transceiverRequest', transceiverRequest: { kind: 'video' } }, 901);
      callee.tracks.set('camera', movingPicture());
      await twin.says('candidate');
      equal(callee.reports.entries, []);
      const attached = connectionOf(1).getSenders();
      ok(
        attached.every(({ track }) => track === null),
        'a new track is not attached either',
      );
    });

    it('connects and lets media flow both ways once it is opened', async () => {
      const caller = makeCaller(camera());
      const callee = makeCallee(camera(), { gate: 'closed' });
      await fullOffer(caller, connectionOf(0));
      wire(caller, callee);
      await until(
        connectionOf(1),
        'signalingstatechange',
        () => connectionOf(1).signalingState === 'have-remote-offer',
      );
      equal(callee.reports.entries, []);
      // By now the browser has told of the caller's tracks, which are shown only when the gate opens.
      await connectionOf(1).getStats();
      callee.link.openGate();
      callee.link.openGate();
      equal(
        (await callee.stream()).getTracks().map(({ kind }) => kind),
        ['audio', 'video'],
      );
      await connected(caller, callee);
      ok(watched.made[1]!.candidatesAdded.length > 0, 'the candidates that were kept back');
      await Promise.all([caller, callee].flatMap((side) => [side.receives('audio'), side.receives('video')]));
    });

    it('connects when it is opened before the offer is there', async () => {
      const caller = makeCaller(camera());
      const callee = makeCallee(new FakeTracks(), { gate: 'closed' });
      callee.link.openGate();
      wire(caller, callee);
      await connected(caller, callee);
      await callee.receives('video');
    });

    it('sends the tracks that come after it was opened', async () => {
      const caller = makeCaller();
      const callee = makeCallee(new FakeTracks(), { gate: 'closed' });
      wire(caller, callee);
      callee.link.openGate();
      await connected(caller, callee);
      callee.tracks.set('microphone', hum());
      callee.tracks.set('camera', movingPicture());
      await Promise.all([caller.receives('audio'), caller.receives('video')]);
    });
  });

  describe('on a bad way', () => {
    const twice: Way = (deliver) => (signal, sequence) => {
      deliver(signal, sequence);
      deliver(signal, sequence);
    };

    it('takes no harm from signals that come twice', async () => {
      const [caller, callee] = [makeCaller(camera()), makeCallee(camera())];
      wire(caller, callee, twice);
      await connected(caller, callee);
      await Promise.all([caller.receives('video'), callee.receives('video')]);
      ok(!caller.changes.includes('failed') && !callee.changes.includes('failed'), 'nobody failed');
    });

    it('takes no harm from candidates that come before the description', async () => {
      const [caller, callee] = [makeCaller(), makeCallee()];
      await fullOffer(caller, connectionOf(0));
      for (const { signal, sequence } of [...caller.signals].reverse()) callee.link.deliver(signal, sequence);
      await callee.says('answer');
      await until(connectionOf(1), 'icegatheringstatechange', () => connectionOf(1).iceGatheringState === 'complete');
      for (const { signal, sequence } of [...callee.signals].reverse()) caller.link.deliver(signal, sequence);
      await connected(caller, callee);
    });

    it('takes no harm from a candidate that makes no sense', async () => {
      const [caller, callee] = [makeCaller(), makeCallee()];
      const nonsense: PeerSignal = { type: 'candidate', candidate: { candidate: 'candidate:nonsense', sdpMid: '0' } };
      callee.link.deliver(nonsense, 900);
      caller.link.deliver(nonsense, 900);
      wire(caller, callee);
      await connected(caller, callee);
      ok(!callee.changes.includes('failed'), 'the callee goes on');
    });

    for (const [role, type] of [
      ['responder', 'offer'],
      ['initiator', 'answer'],
    ] as const) {
      it(`fails once, and throws nothing, when the ${type} is garbage`, async () => {
        const side = new Side({ role });
        if (role === 'initiator') await side.says('offer');
        side.link.deliver({ type, sdp: 'garbage' }, 0);
        await side.becomes('failed');
        side.link.deliver({ type, sdp: 'more garbage' }, 1);
        side.link.deliver({ type: 'candidate', candidate: { candidate: 'candidate:nonsense' } }, 2);
        side.link.openGate();
        // As long as a whole other link takes, nothing more comes of it.
        const [caller, callee] = [makeCaller(), makeCallee()];
        wire(caller, callee);
        await connected(caller, callee);
        equal(side.changes, ['failed']);
      });
    }
  });

  it('changes what it sends without a new signal', async () => {
    const [caller, callee] = await connectedPair(camera());
    const stream = await callee.stream();
    const remote = stream.getVideoTracks()[0]!;
    await frameOfWidth(remote, 160);
    const said = caller.signals.filter(({ signal }) => signal.type !== 'candidate').length;
    const sender = connectionOf(0)
      .getSenders()
      .find(({ track }) => track?.kind === 'video')!;
    caller.tracks.set('camera', null);
    await sender.getStats();
    ok(sender.track === null, 'nothing is sent');
    caller.tracks.set('camera', movingPicture(200, 100));
    await frameOfWidth(remote, 200);
    equal(caller.signals.filter(({ signal }) => signal.type !== 'candidate').length, said, 'caller’s signals');
    equal([said, callee.signals.filter(({ signal }) => signal.type !== 'candidate').length], [1, 1]);
    equal(connectionOf(0).getTransceivers().length, 4, 'transceivers');
  });

  it('brings video that is turned on in the middle of a voice call, and reports it', async () => {
    const [caller, callee] = await connectedPair(new FakeTracks(hum()));
    caller.link.send(media('off'));
    await Promise.all([callee.hears('media'), callee.receives('audio')]);
    caller.tracks.set('camera', movingPicture());
    caller.link.send(media('on'));
    await callee.receives('video');
    equal(caller.signals.filter(({ signal }) => signal.type === 'offer').length, 1);
  });

  describe('as a carrier of messages', () => {
    it('keeps them apart and in order', async () => {
      const [caller, callee] = await connectedPair();
      const messages = [media('on'), media('off'), media('on')];
      for (const message of messages) caller.link.send(message);
      caller.link.send({ type: 'goodbye', reason: 'hung-up' });
      await callee.hears('goodbye');
      equal(callee.messages, [...messages, { type: 'goodbye', reason: 'hung-up' }]);
    });

    it('drops what is no message', async () => {
      const [, callee] = await connectedPair();
      const [channel] = watched.made[0]!.channels;
      const tooLong = JSON.stringify({ ...media('on'), padding: 'x'.repeat(2048) });
      const junk = ['', 'no json', '{', 'null', '[]', '{"type":"media"}', '{"type":"mischief"}', tooLong];
      for (const text of junk) channel!.send(text);
      channel!.send(new Uint8Array([0xff, 0xfe, 0x00]));
      channel!.send('{"type":"media","microphone":"loud","camera":"on"}');
      channel!.send(JSON.stringify(media('off')));
      await callee.hears('media');
      equal(callee.messages, [media('off')]);
      equal(callee.changes.includes('failed'), false);
    });

    it('hands on only what the shape knows', async () => {
      const [, callee] = await connectedPair();
      watched.made[0]!.channels[0]!.send(JSON.stringify({ ...media('on'), extra: 'x' }));
      await callee.hears('media');
      equal(callee.messages, [media('on')]);
    });

    it('delivers a goodbye although it is closed at once', async () => {
      const [caller, callee] = await connectedPair();
      caller.link.send({ type: 'goodbye', reason: 'hung-up' });
      caller.link.close();
      await Promise.resolve();
      await Promise.resolve();
      ok(connectionOf(0).signalingState !== 'closed', 'it is open until that is said');
      await callee.hears('goodbye');
      await callee.becomes('failed');
      equal(connectionOf(0).signalingState, 'closed');
    });

    it('sends nothing before it is connected', () => {
      makeCaller().link.send(media('on'));
    });
  });

  describe('over relays only', () => {
    const hostCandidate = 'candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host';
    const relayCandidate = 'candidate:2 1 udp 41885439 192.0.2.1 50001 typ relay raddr 0.0.0.0 rport 0';
    const candidate = (text: string): PeerSignal => ({
      type: 'candidate',
      candidate: { candidate: text, sdpMid: '0', sdpMLineIndex: 0 },
    });

    it('sends no candidate that names this machine', async () => {
      const caller = makeCaller(new FakeTracks(), { relayOnly: true });
      const twin = makeCaller();
      await Promise.all([fullOffer(caller, connectionOf(0)), fullOffer(twin, connectionOf(1))]);
      equal(
        caller.signals.map(({ signal }) => signal.type),
        ['offer'],
      );
      ok(!connectionOf(0).localDescription!.sdp.includes('a=candidate'), 'none in the description either');
      ok(twin.signals.length > 1, 'the twin has some');
    });

    it('drops the other side’s candidates that are no relays', async () => {
      const [caller, callee] = [makeCaller(), makeCallee(new FakeTracks(), { relayOnly: true })];
      await fullOffer(caller, connectionOf(0));
      relay(caller, callee);
      callee.link.deliver(candidate(hostCandidate), 900);
      callee.link.deliver(candidate(relayCandidate), 901);
      await callee.says('answer');
      equal(watched.made[1]!.candidatesAdded, [relayCandidate]);
    });
  });

  describe('that is closed', () => {
    it('leaves no connection, no interval, no subscription and no stream behind, and reports nothing more', async () => {
      const intervals = watchIntervals();
      try {
        const tracks = new FakeTracks(hum());
        const [caller, callee] = await connectedPair(tracks);
        ok(intervals.running.size > 0, 'it looked for media');
        caller.link.close();
        const reported = caller.reports.entries.length;
        equal(caller.reports.entries.at(-1), { what: 'stream', name: 'screen', stream: null });
        caller.link.deliver({ type: 'answer', sdp: 'garbage' }, 900);
        caller.link.send(media('on'));
        caller.link.openGate();
        caller.link.close();
        await callee.becomes('failed');
        callee.link.close();
        equal([connectionOf(0).signalingState, connectionOf(1).signalingState], ['closed', 'closed']);
        equal(intervals.running.size, 0, 'intervals');
        equal(tracks.subscribers, 0, 'subscriptions');
        equal(caller.reports.entries.length, reported, 'reports after the end');
        equal(tracks.current('microphone')?.readyState, 'live', 'which are not its own to stop');
      } finally {
        intervals.restore();
      }
    });

    it('says nothing although it was closed while it was being made', async () => {
      const caller = makeCaller();
      caller.link.close();
      const twin = makeCaller();
      await twin.says('offer');
      const gone = (['person', 'screen'] as const).map((name) => ({ what: 'stream', name, stream: null }));
      equal(caller.reports.entries, gone);
      equal(connectionOf(0).signalingState, 'closed');
    });

    it('is reported to the other side as failed, once', async () => {
      const [caller, callee] = await connectedPair();
      caller.link.close();
      await callee.becomes('failed');
      equal(
        callee.changes.filter((change) => change === 'failed'),
        ['failed'],
      );
    });
  });
});
