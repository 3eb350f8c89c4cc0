import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';

import { PictureWatch } from '../../src/peer-connection/picture-watch.ts';

/** A line that is looked at each second, on a clock of its own. */
class Line {
  track: object | null = {};
  bitsPerSecond = 60_000;
  picture = 'send';
  readonly told: string[] = [];
  #at = 0;
  readonly #watch: PictureWatch;

  constructor() {
    const connection = {
      getTransceivers: () => [{}, { sender: { track: this.track } }],
      getStats: async () => new Map([['pair', this.#pair()]]),
    };
    this.#watch = new PictureWatch(connection as unknown as RTCPeerConnection, {
      become: (picture) => void (this.picture = picture),
      changed: (picture) => this.told.push(picture),
    });
  }

  #pair(): object {
    const numbers = { timestamp: this.#at, availableOutgoingBitrate: this.bitsPerSecond, currentRoundTripTime: 0.05 };
    return { id: 'pair', type: 'candidate-pair', selected: true, ...numbers };
  }

  async passes(seconds: number): Promise<void> {
    this.#watch.start();
    for (let second = 0; second < seconds; second += 1) {
      this.#at += 1000;
      mock.timers.tick(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('a picture that is held back', () => {
  it('is forgotten when the camera is turned off: the voice has the line to itself', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    const line = new Line();
    await line.passes(5);
    assert.deepEqual([line.picture, line.told], ['hold', ['paused']]);
    line.track = null;
    await line.passes(1);
    assert.deepEqual([line.picture, line.told], ['send', ['paused', 'sent']]);
    mock.timers.reset();
  });
});
