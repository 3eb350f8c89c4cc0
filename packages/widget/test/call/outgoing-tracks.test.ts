import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LocalMedia } from '../../src/adapters/local-media.ts';
import type { ScreenCapture } from '../../src/adapters/screen-capture.ts';
import type { TrackSource } from '../../src/call/track-source.ts';
import { OutgoingTracks } from '../../src/outgoing-tracks.ts';

describe('what is sent', () => {
  it('takes no more than the data saver allows, in a call that is on, too', () => {
    const devices = { subscribe: () => () => undefined } as unknown as LocalMedia;
    const preferences: { maxVideoBitrate: number | null } = { maxVideoBitrate: null };
    const tracks = new OutgoingTracks(devices, {} as ScreenCapture, preferences);
    const told: (readonly [TrackSource, number | null])[] = [];
    tracks.subscribe((source) => told.push([source, tracks.maxVideoBitrate]));
    for (const limit of [null, 250_000, 250_000, null]) {
      preferences.maxVideoBitrate = limit;
      tracks.preferencesChanged();
    }
    assert.deepEqual(told, [
      ['camera', 250_000],
      ['camera', null],
    ]);
  });
});
