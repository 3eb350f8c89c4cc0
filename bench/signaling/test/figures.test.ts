import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CALL_SCRIPT } from '../call-script.ts';
import { judge } from '../goals.ts';
import { busyTicksIn, coresIn, ticksIn } from '../machine.ts';
import type { Figures } from '../measure.ts';
import { percentile } from '../percentile.ts';
import { startsOf } from '../schedule.ts';

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is a value that was measured', () => {
    assert.equal(percentile(hundred, 50), 50);
    assert.equal(percentile(hundred, 99), 99);
    assert.equal(percentile(hundred, 100), 100);
  });

  it('of a few values is none too good', () => assert.equal(percentile([1, 2, 30], 99), 30));
  it('of one value is that one', () => assert.equal(percentile([7], 50), 7));
  it('of no values is no number', () => assert.ok(Number.isNaN(percentile([], 99))));
});

describe('the CPU of a process', () => {
  it('is read past whatever its command is called', () => {
    const stat = `42 (a) (b c) S ${Array.from({ length: 10 }, () => 9).join(' ')} 120 34 0 0 20 0`;
    assert.equal(ticksIn(stat), 154);
  });

  it('is compared with that of all processes, idle time and interrupts aside', () =>
    assert.equal(busyTicksIn('cpu  100 20 3 9999 8 0 7 0 0 0\ncpu0 50 10 1 5000 4 0 3 0 0 0'), 123));
});

describe('the cores of a machine', () => {
  it('are listed one by one, and as ranges', () => assert.deepEqual(coresIn('0-2,5'), [0, 1, 2, 5]));
  it('may be one only', () => assert.deepEqual(coresIn('3'), [3]));
  it('may be unknown', () => assert.deepEqual(coresIn(''), []));
});

describe('calls', () => {
  const starts = startsOf({ callsPerSecond: 100, seconds: 60 });

  it('begin about as often as they are to', () => assert.ok(Math.abs(starts.length - 6_000) < 250, `${starts.length}`));
  it('begin one after the other, within the time', () => {
    assert.deepEqual(
      starts.toSorted((one, other) => one - other),
      starts,
    );
    assert.ok(starts.at(-1)! < 60_000);
  });
  it('begin at the same moments for every server', () =>
    assert.deepEqual(startsOf({ callsPerSecond: 100, seconds: 60 }), starts));
});

describe('the messages of a call', () => {
  const bytesOf = (type: string): number[] =>
    CALL_SCRIPT.filter(({ body }) => 'type' in body && body.type === type).map(({ body }) =>
      'sdp' in body ? String(body.sdp).length : 0,
    );

  it('are 26: five of the call, two descriptions and ten candidates each way', () => {
    assert.equal(CALL_SCRIPT.length, 26);
    assert.deepEqual(bytesOf('offer'), [4_800]);
    assert.deepEqual(bytesOf('answer'), [3_400]);
    assert.equal(bytesOf('candidate').length, 20);
  });

  it('come in their order', () => {
    const moments = CALL_SCRIPT.map(({ at }) => at);
    assert.deepEqual(
      moments.toSorted((one, other) => one - other),
      moments,
    );
  });
});

describe('a goal', () => {
  const load = { callsPerSecond: 60, cpuPerMessage: 30, p50: 1, p99: 2, messages: 26, lost: 0 };
  const figures: Figures = {
    ...{ name: 'call-window', connections: 2, cpuPerConnection: 1, idleCpu: 0, idleMemory: 20, memoryAfter: 30 },
    loads: [{ ...load, serverShare: 0.1, generatorShare: 0.1, othersShare: 0 }],
    ...{ failures: new Map(), unsettled: 0 },
  };
  const missed = (found: Partial<Figures['loads'][0]>): string[] =>
    judge({ ...figures, loads: [{ ...figures.loads[0]!, ...found }] })
      .filter(({ isMet }) => !isMet)
      .map(({ goal }) => goal);

  it('is met by what is at most that', () => assert.deepEqual(missed({ cpuPerMessage: 40, p99: 5 }), []));
  it('is missed by what is more', () => {
    assert.equal(missed({ cpuPerMessage: 40.1 }).length, 1);
    assert.equal(missed({ p99: 5.1 }).length, 1);
    assert.equal(missed({ lost: 1 }).length, 1);
  });
  it('for the slowest messages depends on how many calls there are', () =>
    assert.deepEqual(missed({ callsPerSecond: 400, p99: 14 }), []));
  it('is missed by what could not be measured', () => assert.equal(missed({ p99: Number.NaN }).length, 1));
});
