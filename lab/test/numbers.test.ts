import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readDatagram } from '../network/traffic.ts';
import { compare, isFar, say } from '../numbers.ts';

describe('a datagram of tcpdump', () => {
  it('has a time, two ends and a length', () =>
    assert.deepEqual(readDatagram('1780000000.250000 IP 10.1.0.2.40000 > 203.0.113.3.3478: UDP, length 28'), {
      at: 1_780_000_000_250,
      from: '10.1.0.2',
      to: '203.0.113.3',
      bytes: 28,
    }));

  it('is none when tcpdump speaks of itself', () =>
    assert.equal(readDatagram('listening on lan, link-type EN10MB'), undefined));
});

describe('numbers that were told', () => {
  const SECOND = 1000;
  /** A thousand bytes each tenth of a second, for ten seconds. */
  const steady = Array.from({ length: 100 }, (_, index) => ({ at: index * 100, from: 'ben', to: 'ann', bytes: 1000 }));
  const looks = (bitsPerSecond: number, lost = 0.1) =>
    Array.from({ length: 11 }, (_, index) => ({
      at: index * SECOND,
      roundTrip: 210,
      lost,
      bytesSent: index * 10_000,
      bytesReceived: index * 9_000,
      sending: 80_000,
      receiving: bitsPerSecond,
    }));
  const wire = {
    sentToHere: steady,
    reachedHere: steady.filter((_, index) => index % 10 > 0),
    leftHere: steady,
    roundTripMilliseconds: 200,
  };
  const farOf = (...told: Parameters<typeof looks>) =>
    compare(looks(...told), wire)
      .filter(isFar)
      .map(({ what }) => what);

  it('are near enough within a tenth of what was on the wire', () => {
    assert.deepEqual(farOf(72_000), []);
    assert.deepEqual(farOf(78_000), []);
  });

  it('are too far beyond that, to either side', () => {
    assert.deepEqual(farOf(80_000), ['receiving, kb/s']);
    assert.deepEqual(farOf(60_000, 0.2), ['received and lost, %', 'receiving, kb/s']);
  });

  it('are said beside what was true', () =>
    assert.equal(say({ what: 'round trip, ms', told: 210.4, wire: 200 }), 'round trip, ms: 210 told, 200 true'));

  it('say nothing when there are hardly any', () => assert.deepEqual(compare(looks(72_000).slice(0, 3), wire), []));
});
