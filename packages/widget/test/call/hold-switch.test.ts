import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LocalMedia } from '../../src/adapters/local-media.ts';
import type { ScreenCapture } from '../../src/adapters/screen-capture.ts';
import type { TrackSource } from '../../src/call/track-source.ts';
import { HoldSwitch } from '../../src/hold-switch.ts';
import { OutgoingTracks } from '../../src/outgoing-tracks.ts';

const track = (): MediaStreamTrack => ({ enabled: true }) as MediaStreamTrack;

function setUp() {
  const [microphone, camera, screen] = [track(), track(), track()];
  const current = (kind: string): MediaStreamTrack => (kind === 'audio' ? microphone : camera);
  const devices = { subscribe: () => () => undefined, current } as unknown as LocalMedia;
  const tracks = new OutgoingTracks(devices, { video: screen, audio: null } as unknown as ScreenCapture, {
    maxVideoBitrate: null,
  });
  const received: MediaStreamTrack[] = [track()];
  const stream = { getAudioTracks: () => received } as unknown as MediaStream;
  const hold = new HoldSwitch(tracks, () => [stream]);
  const sent = (): boolean[] =>
    (['microphone', 'camera', 'screen'] as const).map((source) => tracks.current(source) !== null);
  return { hold, tracks, received, open: [microphone, camera, screen], sent };
}

describe('a hold', () => {
  it('takes what is sent from the links and touches no device', () => {
    const { hold, tracks, open, sent } = setUp();
    const told: TrackSource[] = [];
    tracks.subscribe((source) => told.push(source));
    hold.begin();
    assert.deepEqual(sent(), [false, false, false]);
    hold.end();
    assert.deepEqual(sent(), [true, true, true]);
    assert.deepEqual(
      open.map(({ enabled }) => enabled),
      [true, true, true],
    );
    const all: TrackSource[] = ['microphone', 'camera', 'screen', 'screen-audio'];
    assert.deepEqual(told, [...all, ...all]);
  });

  it('silences the others, and what comes of them meanwhile', () => {
    const { hold, received } = setUp();
    hold.begin();
    received.push(track());
    hold.receivedChanged();
    assert.deepEqual(
      received.map(({ enabled }) => enabled),
      [false, false],
    );
    hold.end();
    assert.deepEqual(
      received.map(({ enabled }) => enabled),
      [true, true],
    );
  });
});
