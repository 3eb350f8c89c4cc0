import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

async function center(person: Person, name: string): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await person.button(name).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

describe('awkward people and pages', () => {
  const place = useDemo();

  it('hanging up while the link is broken closes the devices and tells the other side', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.page.evaluate(() => window.probe.connections.at(-1)!.close());
    await ben.cameTo('reconnecting');
    await ben.button('End call').click();
    await ann.text('Ben ended the call').waitFor();
    await isOver(ben);
    await isOver(ann);
  });

  it('a double-click places one call and does not hang it up', async () => {
    const { ann, ben } = await meet(place);
    await ann.page.evaluate(() => {
      // The button lies where `End call` will: at the right of the header.
      Object.assign(document.querySelector('call-window')!.style, { position: 'fixed', top: '14px', right: '-40px' });
    });
    const { x, y } = await center(ann, 'Voice call');
    await ann.page.mouse.dblclick(x, y);
    await ben.incoming.waitFor();
    await ann.text('Ringing…').waitFor();
    assert.deepEqual(
      (await ann.events()).filter((type) => type === 'call-ended'),
      [],
    );
    await ben.button('Decline').click();
    await isOver(ann, ben);
  });

  it('muting and turning the camera off while the devices open takes effect from the start', async () => {
    const { ann, ben } = await meet(place);
    await ann.page.evaluate(() => {
      const element = document.querySelector('call-window')!;
      void element.startCall({ kind: 'video' });
      void element.setMuted(true);
      void element.setCameraEnabled(false);
    });
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.text('Ann is muted').waitFor();
    await ben.text("Ann's camera is off").waitFor();
    assert.ok((await ben.energyPerSecond(2)) < 1e-6);
    const live = await ann.page.evaluate(() =>
      window.probe.tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
    );
    assert.deepEqual(live, ['audio']);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('an element that is removed in a call tells its host how the call ended', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    const reason = await ann.page.evaluate(() => {
      const element = document.querySelector('call-window')!;
      const ended = new Promise((resolve) =>
        element.addEventListener('call-ended', (event) => resolve(event.detail.reason)),
      );
      element.remove();
      return ended;
    });
    assert.equal(reason, 'hung-up');
    await ben.text('Ann ended the call').waitFor();
    await ann.isTidy();
    assert.deepEqual(ann.consoleErrors, []);
  });

  it('an element that is removed while it rings says nothing of an end, and nothing goes wrong', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Video call').click();
    await ben.incoming.waitFor();
    await ben.page.evaluate(() => document.querySelector('call-window')!.remove());
    await ben.isTidy();
    assert.deepEqual([(await ben.events()).includes('call-ended'), ben.consoleErrors], [false, []]);
    await ann.button('End call').click();
    await isOver(ann);
  });

  it('a page that goes away while it calls tells its host how the call ended', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Voice call').click();
    await ben.incoming.waitFor();
    await ann.page.evaluate(() => {
      document
        .querySelector('call-window')!
        .addEventListener('call-ended', ({ detail }) => localStorage.setItem('ended', detail.reason));
    });
    await ann.page.goto(`${place.demo.url}/favicon.svg`);
    assert.equal(await ann.page.evaluate(() => localStorage.getItem('ended')), 'canceled');
    await ben.text('Missed call from Ann').waitFor();
    await isOver(ben);
  });

  it('a modal dialog that the page opens later does not cover the call', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement('dialog'));
      dialog.textContent = 'Your session is about to expire';
      dialog.showModal();
    });
    await ann.button('End call').click();
    await ben.text('Ann ended the call').waitFor();
  });

  it('a call can be placed at once after the other side hung up without its server', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ann.context.setOffline(true);
    await ann.button('End call').click();
    await ben.text('Ann ended the call').waitFor();
    await ben.forgetEvents();
    await ben.button('Voice call').click();
    // Not «already in a call»: the server has heard from Ben that Ann left.
    await ben.event('call-started');
    await ben.button('End call').click();
    await isOver(ben);
  });

  it('ICE servers that make no sense ring nobody, and say so', async () => {
    const { ann, ben } = await meet(place);
    for (const iceServers of [[{}], { urls: 'turn:turn.example' }, [{ urls: 'turn:foo' }]]) {
      await ann.forgetEvents();
      await ann.page.evaluate(
        (given) => Object.assign(document.querySelector('call-window')!, { iceServers: given }),
        iceServers,
      );
      // By key: three clicks in one place within half a second count as one.
      await ann.button('Video call').press('Enter');
      assert.equal((await ann.event<{ code: string }>('call-error')).code, 'invalid-request');
    }
    await isOver(ann, ben);
    assert.deepEqual(
      (await ben.events()).filter((type) => type.startsWith('call-')),
      [],
    );
  });

  it('clicking a button without an identity says why nothing happens', async () => {
    const { ann } = await meet(place);
    await ann.page.evaluate(() => {
      const element = document.body.appendChild(document.createElement('call-window'));
      element.setAttribute('peer-id', 'ben');
      element.addEventListener('call-error', (event) => Object.assign(window, { code: event.detail.code }));
    });
    await ann.button('Voice call').last().click();
    await ann.page.waitForFunction(() => 'code' in window && window.code === 'unauthenticated');
  });
});
