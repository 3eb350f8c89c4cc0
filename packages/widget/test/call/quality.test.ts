import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { measure, type Measured, rateOf } from '../../src/peer-connection/measure.ts';
import { rate, Verdict } from '../../src/peer-connection/quality.ts';
import { ReturningMedia } from '../../src/peer-connection/returning-media.ts';
import type { Counters, RtpCounters } from '../../src/peer-connection/stats-report.ts';

const STILL: RtpCounters = {
  source: 'camera',
  codec: 'VP8',
  bytes: 0,
  packets: 0,
  lost: 0,
  jitter: 0,
  width: 0,
  height: 0,
  frames: 0,
  frozen: 0,
};

function counters(at: number, received: Partial<RtpCounters>, changes: Partial<Counters> = {}): Counters {
  const streams = [{ ...STILL, ...received }];
  const common = { lostThere: null, available: null, roundTrip: null, route: null, bytesSent: 0, bytesReceived: 0 };
  return { at, sent: [], received: streams, ...common, ...changes };
}

const perfect: Measured = {
  roundTripMilliseconds: 20,
  jitterMilliseconds: 3,
  lost: { sent: 0, received: 0 },
  frozen: 0,
};

describe('what is measured of a link', () => {
  it('is that of the time between two looks, and not of the whole call', () => {
    const before = counters(1_000, { packets: 1_000, lost: 500, frozen: 9 });
    const now = counters(3_000, { packets: 1_090, lost: 510, frozen: 9.5, jitter: 0.02 }, { roundTrip: 0.05 });
    assert.deepEqual(measure(before, now), {
      roundTripMilliseconds: 50,
      jitterMilliseconds: 20,
      lost: { sent: null, received: 0.1 },
      frozen: 0.25,
    });
  });

  it('is unknown where nothing was received, and no loss where packets only came late', () => {
    const before = counters(0, { packets: 10, lost: 4 });
    assert.equal(measure(before, counters(2_000, { packets: 10, lost: 4 })).lost.received, null);
    assert.equal(measure(before, counters(2_000, { packets: 20, lost: 2 })).lost.received, 0);
  });

  it('comes to rates in bits and frames a second', () => {
    const [before, now] = [counters(0, { bytes: 1_000, frames: 10 }), counters(2_000, { bytes: 26_000, frames: 70 })];
    assert.deepEqual(rateOf(before, now, before.received[0], now.received[0]!), {
      bitsPerSecond: 100_000,
      framesPerSecond: 30,
    });
    assert.deepEqual(rateOf(before, now, undefined, now.received[0]!), { bitsPerSecond: 0, framesPerSecond: 0 });
  });
});

describe('a picture that comes back after a pause that was said', () => {
  const flowing = { type: 'media', microphone: 'on', camera: 'on' } as const;
  const paused = { type: 'media', microphone: 'off', camera: 'off', onHold: true } as const;
  const frozenIn = (media: ReturningMedia, before: Counters, now: Counters): number =>
    measure(before, media.leaveOut(before, now)).frozen;

  it('has not been frozen, though the browser counts the pause when it is over', () => {
    const media = new ReturningMedia();
    media.announce(flowing);
    const [still, back] = [counters(0, { packets: 90 }), counters(2_000, { packets: 99, frozen: 7, jitter: 0.3 })];
    media.announce(paused);
    media.announce(flowing);
    assert.equal(frozenIn(media, still, counters(1_000, { packets: 90 })), 0, 'it is not there yet');
    assert.equal(frozenIn(media, still, back), 0);
    assert.equal(frozenIn(media, back, counters(4_000, { packets: 150, frozen: 8 })), 0.5, 'from then on it counts');
  });

  it('says nothing of jitter in that moment, either', () => {
    const media = new ReturningMedia();
    media.announce(paused);
    media.announce(flowing);
    const [still, back] = [counters(0, { packets: 90 }), counters(2_000, { packets: 99, jitter: 0.3 })];
    assert.equal(measure(still, media.leaveOut(still, back)).jitterMilliseconds, null);
  });

  it('has been frozen where no pause was said', () => {
    const media = new ReturningMedia();
    media.announce(flowing);
    media.announce(flowing);
    assert.equal(frozenIn(media, counters(0, { packets: 90 }), counters(2_000, { packets: 99, frozen: 1 })), 0.5);
  });
});

describe('the quality of a link', () => {
  const TABLE: readonly (readonly [quality: number, change: Partial<Measured>])[] = [
    [4, {}],
    [4, { lost: { sent: 0.02, received: 0.01 } }],
    [3, { lost: { sent: 0.04, received: 0 } }],
    [3, { roundTripMilliseconds: 300 }],
    [3, { frozen: 0.05 }],
    [2, { lost: { sent: 0, received: 0.1 } }],
    [2, { jitterMilliseconds: 100 }],
    [2, { roundTripMilliseconds: 700 }],
    [1, { lost: { sent: null, received: 0.2 } }],
    [1, { frozen: 0.6 }],
    [1, { roundTripMilliseconds: 2_000 }],
  ];

  for (const [quality, change] of TABLE)
    it(`is ${quality} with ${JSON.stringify(change)}`, () => {
      assert.equal(rate({ ...perfect, ...change }), quality);
    });

  it('is worse at once, and better only when it stays so', () => {
    const verdict = new Verdict();
    const said = [4, 2, 4, 4, 3, 2, 3, 4, 4].map((quality) => {
      verdict.note(quality as 1 | 2 | 3 | 4);
      return verdict.quality;
    });
    assert.deepEqual(said, [4, 2, 2, 2, 3, 2, 2, 2, 3]);
  });
});
