import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { meet, talk, useDemo } from '../support/meeting.ts';
import type { Person } from '../support/person.ts';
import { bestMatch, longestGap, writeSpeech } from '../support/speech.ts';

const SECONDS = 20;
/** A quarter of them, in envelope values. */
const PART = (SECONDS / 4) * 100;

/** What the page hears from the other side, as root mean squares of ten milliseconds each. */
function listen({ page }: Person, seconds: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const [receiver] = window.probe.connections
      .at(-1)!
      .getReceivers()
      .filter(({ track }) => track.kind === 'audio');
    const { readable } = new MediaStreamTrackProcessor({ track: receiver!.track });
    const levels: number[] = [];
    let [sum, count] = [0, 0];
    const reader = readable.getReader();
    while (levels.length < wanted * 100) {
      const { value: data } = await reader.read();
      if (!data) break;
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      for (const sample of samples) {
        sum += sample * sample;
        count += 1;
        if (count < data.sampleRate / 100) continue;
        levels.push(Math.sqrt(sum / count));
        [sum, count] = [0, 0];
      }
      data.close();
    }
    await reader.cancel();
    return levels;
  }, seconds);
}

describe('speech', () => {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'));
  const file = join(folder, 'speech.wav');
  const spoken = writeSpeech(file, SECONDS);
  const place = useDemo({ browser: { flags: [`--use-file-for-fake-audio-capture=${file}`] } });
  after(() => rmSync(folder, { recursive: true }));

  it(`arrives as it was spoken, without a gap, for ${SECONDS} seconds`, async (test) => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    // The caller's automatic gain (a browser's default) takes some seconds to know a voice.
    await ben.energyPerSecond(8);
    const heard = await listen(ben, SECONDS);
    // In parts, as the receiver stretches and squeezes time a little to follow the sender's clock.
    const parts = [0, 1, 2, 3].map((part) => heard.slice(part * PART, (part + 1) * PART));
    const matches = parts.map((part) => ({ ...bestMatch(spoken, part), part }));
    const correlation = Math.min(...matches.map((match) => match.correlation));
    const gap = Math.max(...matches.map(({ part, shift }) => longestGap(spoken, part, shift)));
    test.diagnostic(`least envelope correlation ${correlation.toFixed(3)}, longest gap ${gap} ms`);
    assert.ok(correlation >= 0.9, `correlation ${correlation}`);
    assert.ok(gap <= 60, `gap of ${gap} ms`);
  });
});
