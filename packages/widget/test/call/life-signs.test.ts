import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { LifeSigns, receivedBy } from '../../src/peer-connection/life-signs.ts';
import { FakePulse } from '../fakes/fake-pulse.ts';

/** The life signs of a link that is up, what they told and when, and what comes over it. */
class Watch {
  readonly pulse = new FakePulse();
  readonly told: (readonly [string, number])[] = [];
  beats = 0;
  /** Null where the connection cannot be asked. */
  received: number | null = 100;
  /** How its counters are asked; replaced where the answer is to be late. */
  count = (): Promise<number> =>
    this.received === null ? Promise.reject(new Error('closed')) : Promise.resolve(this.received);
  readonly signs = new LifeSigns(
    {
      sendBeat: () => (this.beats += 1),
      received: () => this.count(),
      quiet: () => this.#tell('quiet'),
      changed: (state) => this.#tell(state),
    },
    this.pulse,
  );
  readonly #since = this.pulse.now();

  get words(): readonly string[] {
    return this.told.map(([word]) => word);
  }

  when(word: string): number {
    return this.told.find(([said]) => said === word)?.[1] ?? Number.NaN;
  }

  /** A beat of the other side's every 300 ms. */
  async hear(milliseconds: number): Promise<void> {
    for (let time = 0; time < milliseconds; time += 300) {
      this.signs.heard();
      await this.pulse.pass(300);
    }
  }

  /** Media, and no beat. */
  async watch(milliseconds: number): Promise<void> {
    for (let time = 0; time < milliseconds; time += 100) {
      this.received! += 10;
      await this.pulse.pass(100);
    }
  }

  #tell(word: string): void {
    this.told.push([word, this.pulse.now() - this.#since]);
  }
}

describe('the life signs of a link', () => {
  it('are beats, sent about three times a second', async () => {
    const watch = new Watch();
    await watch.pulse.pass(3_000);
    assert.equal(watch.beats, 10);
  });

  it('tell nothing as long as beats come', async () => {
    const watch = new Watch();
    await watch.hear(60_000);
    assert.deepEqual(watch.words, []);
  });

  it('tell that it is quiet after a second and lost after two, each once', async () => {
    const watch = new Watch();
    await watch.pulse.pass(30_000);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
    assert.ok(watch.when('quiet') > 1_000 && watch.when('quiet') <= 1_300, `quiet after ${watch.when('quiet')} ms`);
    assert.ok(watch.when('lost') > 2_000 && watch.when('lost') <= 2_400, `lost after ${watch.when('lost')} ms`);
  });

  it('tell it as soon after a beat, whatever came before that', async () => {
    const watch = new Watch();
    // Late once, so that the connection was asked.
    await watch.pulse.pass(900);
    watch.received! += 5_000;
    await watch.hear(300);
    await watch.pulse.pass(2_100);
    assert.deepEqual(watch.told, [
      ['quiet', 2_100],
      ['lost', 3_300],
    ]);
  });

  it('are media, too, where beats do not come through', async () => {
    const watch = new Watch();
    await watch.watch(30_000);
    assert.deepEqual(watch.words, []);
    await watch.pulse.pass(3_000);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
  });

  it('are no media that only was there before', async () => {
    const watch = new Watch();
    watch.received = 1_000_000;
    await watch.pulse.pass(2_400);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
  });

  it('are missed all the same where the connection cannot be asked', async () => {
    const watch = new Watch();
    watch.received = null;
    await watch.pulse.pass(2_400);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
  });

  it('are missed all the same where the connection does not answer', async () => {
    const watch = new Watch();
    watch.count = () => new Promise(() => undefined);
    await watch.pulse.pass(2_700);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
  });

  for (const [sign, come] of [
    ['a beat', (watch: Watch) => watch.hear(300)],
    ['media', (watch: Watch) => watch.watch(1_000)],
  ] as const) {
    it(`bring the link back with ${sign}, and are missed again the next time`, async () => {
      const watch = new Watch();
      await watch.pulse.pass(5_000);
      await come(watch);
      assert.deepEqual(watch.words, ['quiet', 'lost', 'back']);
      await watch.pulse.pass(5_000);
      assert.deepEqual(watch.words, ['quiet', 'lost', 'back', 'quiet', 'lost']);
    });
  }

  it('may be missed for a moment: whoever was only quiet was never lost', async () => {
    const watch = new Watch();
    await watch.pulse.pass(1_500);
    await watch.hear(300);
    assert.deepEqual(watch.words, ['quiet']);
  });

  it('are of no use when the connection itself says that nothing comes, until they come', async () => {
    const watch = new Watch();
    watch.signs.lose();
    watch.signs.lose();
    assert.deepEqual(watch.words, ['lost']);
    await watch.hear(300);
    assert.deepEqual(watch.words, ['lost', 'back']);
  });
});

describe('the life signs of somebody who leaves', () => {
  it('end at once', () => {
    const watch = new Watch();
    watch.signs.goAway();
    assert.deepEqual(watch.told, [['lost', 0]]);
  });

  it('are no media that was on its way', async () => {
    const watch = new Watch();
    watch.signs.goAway();
    await watch.watch(5_000);
    assert.ok(!watch.words.includes('back'));
  });

  it('are a beat: they are still there', async () => {
    const watch = new Watch();
    watch.signs.goAway();
    await watch.hear(300);
    assert.deepEqual(watch.words, ['lost', 'back']);
    await watch.watch(5_000);
    assert.deepEqual(watch.words, ['lost', 'back']);
  });
});

describe('the life signs seen by a page that slept', () => {
  it('are not missed at once: it knows nothing of what came meanwhile', async () => {
    const watch = new Watch();
    await watch.hear(3_000);
    await watch.pulse.sleep(30_000);
    await watch.pulse.pass(300);
    await watch.hear(3_000);
    assert.deepEqual(watch.words, []);
  });

  it('are missed when none has come within two seconds after it', async () => {
    const watch = new Watch();
    await watch.hear(3_000);
    await watch.pulse.sleep(30_000);
    await watch.pulse.pass(2_100);
    assert.deepEqual(watch.words, ['quiet', 'lost']);
  });

  it('are not missed if it fell asleep while it asked the connection', async () => {
    const watch = new Watch();
    const { promise, resolve } = Promise.withResolvers<number>();
    watch.count = () => promise;
    await watch.pulse.pass(600);
    await watch.pulse.sleep(30_000, () => resolve(100));
    assert.deepEqual(watch.words, []);
  });
});

describe('the life signs of a link that is closed', () => {
  it('are neither given nor looked for', async () => {
    const watch = new Watch();
    await watch.hear(900);
    watch.signs.stop();
    assert.equal(watch.pulse.isRunning, false);
    await watch.pulse.pass(10_000);
    assert.deepEqual([watch.beats, watch.words], [3, []]);
  });

  for (const [before, told] of [
    [900, []],
    [2_400, ['quiet', 'lost']],
  ] as const) {
    it(`are not told of by what the connection was asked before, ${before} ms after the last one`, async () => {
      const watch = new Watch();
      await watch.pulse.pass(before);
      const { promise, resolve } = Promise.withResolvers<number>();
      watch.count = () => promise;
      const later = watch.pulse.pass(300);
      watch.signs.stop();
      resolve(200);
      await later;
      assert.deepEqual(watch.words, told);
    });
  }
});

it('what a connection has received is counted in bytes of its routes and packets of its media', async () => {
  const report = new Map<string, object>([
    ['a', { type: 'candidate-pair', bytesReceived: 1_000 }],
    ['b', { type: 'candidate-pair' }],
    ['c', { type: 'inbound-rtp', packetsReceived: 7, bytesReceived: 90_000 }],
    ['d', { type: 'outbound-rtp', packetsSent: 80 }],
  ]);
  const connection = { getStats: () => Promise.resolve(report) } as unknown as RTCPeerConnection;
  assert.equal(await receivedBy(connection), 1_007);
});
