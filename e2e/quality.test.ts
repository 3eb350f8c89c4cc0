import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallStats } from '../packages/widget/src/public-api.ts';
import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

declare global {
  interface Window {
    qualityChanges: string[];
  }
}

function statsOf({ page }: Person): Promise<readonly CallStats[]> {
  return page.evaluate(() => document.querySelector('call-window')!.getCallStats());
}

/** Whether camera and microphone flow both ways, and it was seen how well. */
function flows({ quality, sends, receives }: CallStats): boolean {
  const flow = (source: string): boolean =>
    [sends, receives].every((tracks) =>
      tracks.some((track) => track.source === source && track.bitsPerSecond > 0 && track.codec !== null),
    );
  return quality !== null && flow('camera') && flow('microphone');
}

/** A link is looked at every few seconds; a deadline tells when nothing comes of it. */
async function flowingStats(person: Person): Promise<CallStats> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const [stats] = await statsOf(person);
    if (stats && flows(stats)) return stats;
    if (performance.now() > deadline) throw new Error(`nothing measured within 30 s: ${JSON.stringify(stats)}`);
  }
}

describe('a call', () => {
  const place = useDemo();

  it('tells how good its link is, to the person in bars and in numbers, and to the host', async () => {
    const { ann, ben } = await meet(place);
    await ann.page.evaluate(() => {
      window.qualityChanges = [];
      document.querySelector('call-window')!.addEventListener('quality-change', ({ detail }) => {
        window.qualityChanges.push(detail.userId);
      });
    });
    await talk({ ann, ben }, 'Video call');
    const { userId, route, receives, roundTripMilliseconds, bytesReceived } = await flowingStats(ann);
    assert.deepEqual([userId, route?.local, route?.protocol], ['ben', 'host', 'udp']);
    assert.ok(roundTripMilliseconds !== null && bytesReceived > 0);
    const camera = receives.find(({ source }) => source === 'camera')!;
    assert.ok(camera.picture && camera.picture.width > 0 && camera.picture.framesPerSecond > 0);
    await ann.button(/^Connection: /).click();
    const panel = ann.page.getByRole('dialog', { name: 'Connection' });
    await panel.getByText('Direct, UDP', { exact: false }).waitFor();
    await panel.getByText('fps', { exact: false }).first().waitFor();
    await ann.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await ann.page.evaluate(() => window.qualityChanges[0]), 'ben');
    await ann.button('End call').click();
    await isOver(ann, ben);
    assert.deepEqual(await statsOf(ann), []);
  });
});
