import { equal, ok } from '../elements/support.ts';
import { cleanUp, decodes, FakeTracks, hum, movingPicture, relay, Side, watchConnections } from './link-support.ts';

/** The parameters that a sender was given, as it takes them. */
function parametersOf(sender: RTCRtpSender): { next(isIt: (encoding: Encoding) => boolean): Promise<Encoding> } {
  const set = sender.setParameters.bind(sender);
  let told = Promise.withResolvers<void>();
  sender.setParameters = async (parameters, ...rest) => {
    await set(parameters, ...rest);
    told.resolve();
  };
  return {
    next: async (isIt) => {
      for (;;) {
        const encoding = sender.getParameters().encodings[0];
        if (encoding && isIt(encoding)) return encoding;
        await told.promise;
        told = Promise.withResolvers();
      }
    },
  };
}

type Encoding = RTCRtpEncodingParameters & { networkPriority?: string };

describe('what a link sends', () => {
  let watched: ReturnType<typeof watchConnections>;

  beforeEach(() => {
    watched = watchConnections();
  });

  afterEach(() => {
    cleanUp();
    watched.restore();
  });

  async function connectedPair(tracks: FakeTracks): Promise<RTCPeerConnection> {
    const [caller, callee] = [new Side({ role: 'initiator' }, tracks), new Side({ role: 'responder' })];
    relay(caller, callee);
    relay(callee, caller);
    await Promise.all([caller.becomes('connected'), callee.becomes('connected')]);
    return watched.made[0]!.connection;
  }

  const senderOf = (connection: RTCPeerConnection, index: 0 | 1): RTCRtpSender =>
    connection.getTransceivers()[index]!.sender;

  it('is the voice before anything else', async () => {
    const connection = await connectedPair(new FakeTracks(hum(), movingPicture()));
    const [voice, picture] = ([0, 1] as const).map((index) => senderOf(connection, index).getParameters().encodings[0]);
    equal([voice?.priority, (voice as Encoding).networkPriority], ['high', 'high']);
    ok(picture?.priority !== 'high', 'and not the picture');
  });

  it('is a picture that takes no more than it may, from the first on and when that changes', async () => {
    const tracks = new FakeTracks(hum(), movingPicture());
    tracks.maxVideoBitrate = 250_000;
    const connection = await connectedPair(tracks);
    const parameters = parametersOf(senderOf(connection, 1));
    await parameters.next(({ maxBitrate }) => maxBitrate === 250_000);
    tracks.maxVideoBitrate = null;
    tracks.set('camera', tracks.current('camera'));
    await parameters.next(({ maxBitrate }) => maxBitrate === undefined);
    await decodes(watched.made[1]!.connection, 5);
  });
});
