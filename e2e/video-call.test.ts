import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';

describe('a video call between two windows', () => {
  const place = useDemo();

  it('goes as the feature guide says: ring, accept, see and hear each other, hang up', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Video call').click();
    await ann.text('Calling Ben…').waitFor();
    await ann.text('Ringing…').waitFor();
    await ben.page.getByRole('dialog', { name: 'Incoming video call' }).getByText('Ann', { exact: true }).waitFor();

    await ben.button('Accept').click();
    await Promise.all([ann.text('Connected').waitFor(), ben.text('Connected').waitFor()]);
    await Promise.all([ann.receives({ frames: 60 }), ben.receives({ frames: 60 })]);
    assert.equal((await ann.event<{ call: { kind: string } }>('call-connected')).call.kind, 'video');

    await ann.button('End call').click();
    await Promise.all([ann.text('Call ended').waitFor(), ben.text('Ann ended the call').waitFor()]);
    const [mine, theirs] = [await ann.event('call-ended'), await ben.event('call-ended')];
    assert.equal(mine['reason'], 'hung-up');
    assert.equal(theirs['reason'], 'remote-hung-up');
    await isOver(ann, ben);
    const metrics = await (await fetch(`${place.demo.url}/metrics`)).text();
    assert.match(metrics, /^call_window_setup_seconds_count 2$/m);
  });

  it('shows the call in the chat of both when it is over', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ben.button('End call').click();
    const entry = /^Video call · \d:\d\d$/;
    for (const person of [ann, ben]) await person.page.getByText(entry).first().waitFor();
    await isOver(ann, ben);
  });

  it('lets the callee hear silence while the caller is muted, and says so', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ben.receives();
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    const energy = await ben.energyFromNowOn();
    assert.ok(energy < 1e-6, `heard ${energy} per second`);
    await ann.button('Unmute').click();
    await ben.text('Ann is muted').waitFor({ state: 'hidden' });
    assert.ok((await ben.energyPerSecond(2)) > 1e-3);
  });

  it('ends the capture track while the camera is off, and sends pictures again when it is on', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.button('Turn camera off').click();
    await ben.text("Ann's camera is off").waitFor();
    const tracks = await ann.page.evaluate(() =>
      window.probe.tracks.map(({ kind, readyState }) => `${kind} ${readyState}`),
    );
    assert.deepEqual(tracks.toSorted(), ['audio live', 'video ended']);
    await ann.button('Turn camera on').click();
    await ben.text("Ann's camera is off").waitFor({ state: 'hidden' });
    await ben.receives({ frames: 30 });
  });

  it('works ten times in a row without anything piling up', async () => {
    const { ann, ben } = await meet(place);
    for (let round = 0; round < 10; round += 1) {
      const [caller, callee] = round % 2 === 0 ? [ann, ben] : [ben, ann];
      await talk({ ann: caller, ben: callee }, 'Video call');
      await callee.button('End call').click();
      await isOver(ann, ben);
    }
  });
});
