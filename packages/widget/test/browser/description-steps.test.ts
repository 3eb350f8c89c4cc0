import { gatedConnection } from '../../src/peer-connection/gated-connection.ts';
import { equal } from '../elements/support.ts';

function connect(): RTCPeerConnection {
  const ignore = (): void => undefined;
  const Connection = gatedConnection({ made: ignore, opened: Promise.resolve(), answering: ignore, described: ignore });
  return new Connection();
}

describe('a connection that is told to close', () => {
  it('is closed at once when nothing runs', () => {
    const connection = connect();
    connection.close();
    equal(connection.signalingState, 'closed');
  });

  it('ends the step of its description that runs, which nothing else would ever tell of', async () => {
    const connection = connect();
    connection.addTransceiver('audio');
    const offer = connection.createOffer();
    connection.close();
    equal(connection.signalingState, 'stable');
    equal((await offer).type, 'offer');
    equal(connection.signalingState, 'closed');
  });

  it('is closed after a step that fails, too', async () => {
    const connection = connect();
    const step = connection.setRemoteDescription({ type: 'offer', sdp: 'nonsense' });
    connection.close();
    equal(await step.then(String, ({ name }: Error) => name), 'OperationError');
    equal(connection.signalingState, 'closed');
  });
});
