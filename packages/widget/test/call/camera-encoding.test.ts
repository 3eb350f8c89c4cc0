import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CameraEncoding } from '../../src/peer-connection/camera-encoding.ts';

type Encoding = RTCRtpEncodingParameters;

/** A sender as W3C WebRTC §5.2 describes it: parameters are refused unless they are the ones that were read last. */
class FakeSender {
  track: object | null = {};
  encoding: Encoding = { active: true };
  readonly history: Encoding[] = [];
  #read: object | null = null;
  #told = Promise.withResolvers<void>();

  getParameters(): object {
    this.#read = { encodings: [{ ...this.encoding }] };
    return this.#read;
  }

  async setParameters(parameters: { encodings: Encoding[] }): Promise<void> {
    if (parameters !== this.#read) throw new DOMException('', 'InvalidStateError');
    this.#read = null;
    await Promise.resolve();
    this.encoding = parameters.encodings[0]!;
    this.history.push(this.encoding);
    this.#told.resolve();
  }

  /** Resolves when it was changed so many times. */
  async changed(times: number): Promise<void> {
    while (this.history.length < times) {
      await this.#told.promise;
      this.#told = Promise.withResolvers();
    }
  }
}

function cameraOf(sender: FakeSender): CameraEncoding {
  return new CameraEncoding({ getTransceivers: () => [{}, { sender }] } as unknown as RTCPeerConnection);
}

const activity = ({ history }: FakeSender): readonly (boolean | undefined)[] => history.map(({ active }) => active);

describe('how the camera’s picture is sent', () => {
  it('is left alone while nothing is wanted of it', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    camera.limitTo(null);
    camera.become('send');
    camera.limitTo(250_000);
    await sender.changed(1);
    assert.equal(sender.history.length, 1);
  });

  it('is not at all, then small, then as before', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    camera.limitTo(250_000);
    for (const [index, picture] of (['hold', 'try', 'send'] as const).entries()) {
      await sender.changed(index + 1);
      camera.become(picture);
    }
    await sender.changed(4);
    const [limited, held, tried, sent] = sender.history;
    assert.deepEqual([limited?.active, limited?.maxBitrate], [true, 250_000]);
    assert.equal(held?.active, false);
    assert.ok(tried?.active && tried.maxBitrate! < 250_000 && tried.scaleResolutionDownBy! > 1);
    assert.deepEqual(sent, { active: true, scaleResolutionDownBy: 1, maxBitrate: 250_000 });
  });

  it('takes the lesser of what the person and the line allow', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    for (const [index, [person, line]] of [
      [250_000, 400_000],
      [null, 400_000],
      [null, null],
    ].entries()) {
      camera.limitTo(person!);
      camera.become('send', line);
      await sender.changed(index + 1);
    }
    await sender.changed(4);
    assert.deepEqual(
      sender.history.map(({ maxBitrate }) => maxBitrate),
      [250_000, 250_000, 400_000, undefined],
    );
  });

  it('may take as much as there is when its limit goes', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    camera.limitTo(250_000);
    await sender.changed(1);
    camera.limitTo(null);
    await sender.changed(2);
    assert.equal(sender.encoding.maxBitrate, undefined);
  });

  it('is sent whole after an outage', async () => {
    const sender = new FakeSender();
    cameraOf(sender).refresh();
    await sender.changed(2);
    assert.deepEqual(activity(sender), [false, true]);
  });

  it('stays held after an outage', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    camera.become('hold');
    await sender.changed(1);
    camera.refresh();
    camera.limitTo(250_000);
    // The last of the three.
    while (sender.encoding.maxBitrate === undefined) await sender.changed(sender.history.length + 1);
    assert.deepEqual([...new Set(activity(sender))], [false]);
  });

  it('goes on when the connection has refused a change', async () => {
    const sender = new FakeSender();
    const camera = cameraOf(sender);
    const { setParameters } = sender;
    sender.setParameters = () => Promise.reject(new DOMException('', 'InvalidStateError'));
    camera.become('hold');
    camera.refresh();
    await new Promise((resolve) => setImmediate(resolve));
    sender.setParameters = setParameters;
    camera.become('send');
    await sender.changed(1);
    assert.deepEqual(activity(sender), [true]);
  });
});
