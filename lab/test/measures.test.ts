import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Testimony } from '../client/protocol.ts';
import { measure, median } from '../measures.ts';
import type { Sample } from '../page/witness.ts';

/** A call accepted at 0 that is looked at every 100 ms for ten seconds; frames and sound stop in between. */
function call({
  stops,
  starts,
  says = [Infinity, Infinity],
}: {
  stops: number;
  starts: number;
  says?: [number, number];
}) {
  const samples: Sample[] = [];
  let frames = 0;
  for (let at = 0; at <= 10_000; at += 100) {
    if (at < stops || at >= starts) frames += 3;
    const saysReconnecting = at >= says[0] && at < says[1];
    const paused = { saysPaused: false, saysOwnPaused: false };
    samples.push({ at, state: 'active', saysReconnecting, ...paused, frames, audioPackets: frames, height: 720 });
  }
  return samples;
}

const turn = (at: number, state: string) => ({ at, type: 'call-state', detail: { state } });
const testimony = (samples: Sample[], occurrences: Testimony['occurrences'] = []): Testimony => ({
  samples,
  occurrences,
  paths: [],
  numbers: [],
});

const watched = { acceptedAt: 0, outage: { since: 2050, until: 5000 }, outcome: 'going-on' } as const;

describe('what one side saw', () => {
  it('counts the words from the fault on, and the frames from its end on', () => {
    const samples = call({ stops: 2100, starts: 5700, says: [4000, 5800] });
    const turns = [turn(500, 'active'), turn(3950, 'reconnecting'), turn(5750, 'active')];
    const measures = measure(testimony(samples, turns), watched);
    assert.equal(measures.words, 1950);
    assert.equal(measures.reconnecting, 1900);
    assert.equal(measures.framesBack, 700);
    assert.equal(measures.activeAgain, 750);
    assert.equal(measures.freeze, 3700);
    assert.equal(measures.silence, 3700);
    assert.ok(measures.kept);
  });

  it('does not take frames that were on their way for frames again', () => {
    const outage = { since: 2050, until: 2050 };
    const measures = measure(testimony(call({ stops: 2400, starts: 6000 })), { ...watched, outage });
    assert.equal(measures.framesBack, 3950);
  });

  it('counts a pause from the words on both pictures to the next frame without them', () => {
    const samples = call({ stops: 2100, starts: 5700 }).map((sample) => ({
      ...sample,
      saysPaused: sample.at >= 2500 && sample.at < 6000,
      saysOwnPaused: sample.at >= 3000 && sample.at < 5500,
    }));
    const { paused, pictureBack, silencePaused } = measure(testimony(samples), watched);
    assert.deepEqual({ paused, pictureBack, silencePaused }, { paused: 950, pictureBack: 1000, silencePaused: 1900 });
    const never = measure(testimony(call({ stops: 2100, starts: 2300 })), watched);
    assert.deepEqual([never.paused, never.pictureBack], [null, null]);
  });

  it('knows when the quality has become weak, and the best picture since', () => {
    const rated = (at: number, quality: number) => ({ at, type: 'quality-change', detail: { quality } });
    const samples = call({ stops: 9000, starts: 9100 }).map((sample) => ({
      ...sample,
      height: sample.at < 2000 ? 1080 : 360,
    }));
    const seen = (...changes: Testimony['occurrences']) => measure(testimony(samples, changes), watched);
    assert.deepEqual([seen(rated(1000, 4), rated(4050, 2)).weak, seen().weak, seen().height], [2000, null, 360]);
    assert.equal(seen(rated(1000, 2)).weak, 0);
  });

  it('says that nothing stopped when there was but a blink', () => {
    const measures = measure(testimony(call({ stops: 2100, starts: 2300 })), watched);
    assert.equal(measures.framesBack, 0);
    assert.equal(measures.reconnecting, null);
    assert.equal(measures.activeAgain, null);
  });

  it('has no time for frames that never came back, and a freeze to the end', () => {
    const measures = measure(testimony(call({ stops: 2100, starts: Infinity })), { ...watched, outcome: 'stuck' });
    assert.equal(measures.framesBack, null);
    assert.equal(measures.freeze, 8000);
    assert.equal(measures.kept, false);
  });

  it('takes a call for lost that ended after it had gone on', () => {
    const ended = { at: 9000, type: 'call-ended', detail: {} };
    assert.equal(measure(testimony(call({ stops: 2100, starts: 5200 }), [ended]), watched).kept, false);
  });
});

describe('the median', () => {
  it('is the one in the middle, whatever the order', () => assert.equal(median([5, 1, 3]), 3));
  it('is the higher of two in the middle', () => assert.equal(median([4, 1, 3, 2]), 3));
  it('is none of nothing', () => assert.equal(median([]), undefined));
});
