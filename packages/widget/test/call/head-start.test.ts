import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { inCall, media, outgoing, peer } from '../../gallery/fixtures.ts';
import type { LinkState } from '../../src/call/call-state.ts';
import { HeadStart } from '../../src/head-start.ts';

const connecting = (link: LinkState, devices = media()) =>
  inCall('video', 'connecting', { peers: [peer({ link })], media: devices });

describe('the head start of an answered call', () => {
  let headStart: HeadStart;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    headStart = new HeadStart();
    headStart.follow(outgoing('video', 'ringing'));
  });
  afterEach(() => mock.timers.reset());

  it('holds nothing back before the call is answered', () => {
    assert.equal(headStart.over, null);
  });

  it('lasts until the call is connected and its devices are open', async () => {
    headStart.follow(connecting('connecting', media('opening', 'opening')));
    const { over } = headStart;
    headStart.follow(connecting('connected', media('opening', 'opening')));
    assert.equal(headStart.over, over);
    headStart.follow(connecting('connected'));
    assert.equal(headStart.over, null);
    await over;
  });

  it('lasts no longer than nobody notices', async () => {
    headStart.follow(connecting('connecting'));
    const { over } = headStart;
    mock.timers.tick(100);
    assert.equal(headStart.over, null);
    await over;
  });

  it('is had once: what takes longer is seen to take longer', () => {
    headStart.follow(connecting('connecting'));
    mock.timers.tick(100);
    headStart.follow(connecting('interrupted'));
    assert.equal(headStart.over, null);
  });

  it('ends with the call', async () => {
    headStart.follow(connecting('connecting'));
    const { over } = headStart;
    headStart.follow({ phase: 'idle', ended: null });
    assert.equal(headStart.over, null);
    await over;
  });
});
