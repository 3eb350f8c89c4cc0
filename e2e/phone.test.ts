import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { devices, type Locator } from 'playwright-core';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

const PHONES = [
  { name: 'a narrow phone', device: devices['Pixel 7']!, upright: { width: 360, height: 800 } },
  { name: 'a small phone', device: devices['iPhone SE']!, upright: { width: 320, height: 568 } },
  { name: 'a tall phone', device: devices['iPhone 14']!, upright: { width: 390, height: 664 } },
];

/** Turns the phone, and waits until its page has heard of it. */
async function turn({ page }: Person, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
}

function overlap(one: Box, other: Box): boolean {
  const apartX = one.x + one.width <= other.x || other.x + other.width <= one.x;
  const apartY = one.y + one.height <= other.y || other.y + other.height <= one.y;
  return !apartX && !apartY;
}

/** All of them lie within the screen, and none on another. */
async function haveRoom(size: Size, parts: Readonly<Record<string, Locator>>): Promise<void> {
  const boxes = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => ({ name, box: (await part.boundingBox())! })),
  );
  for (const [index, { name, box }] of boxes.entries()) {
    const { x, y, width, height } = box;
    const inside = x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
    assert.ok(inside && width > 0, `${name} ${JSON.stringify(box)} on ${JSON.stringify(size)}`);
    for (const other of boxes.slice(index + 1)) {
      const said = `${name} ${JSON.stringify(box)} lies on ${other.name} ${JSON.stringify(other.box)}`;
      assert.ok(!overlap(box, other.box), said);
    }
  }
}

/** What must be seen and reached in a video call with Ben, who is muted. */
function partsOfCall(person: Person): Record<string, Locator> {
  return {
    name: person.page.locator('call-window-stage .who'),
    status: person.page.locator('call-window-status').first(),
    'End call': person.button('End call'),
    'Full screen': person.button('Full screen'),
    Minimise: person.button('Minimise'),
    'own picture': person.page.locator('call-window-local-preview'),
    'Ben is muted': person.page.locator('call-window-participant .note'),
    Mute: person.button('Mute'),
    'Turn camera off': person.button('Turn camera off'),
  };
}

async function remotePictureFills(person: Person, { width, height }: Size): Promise<void> {
  const box = await person.page.locator('call-window-participant video').boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, width, height });
}

/** The page is no wider than the screen: nothing can be scrolled aside. */
async function fitsAcross({ page }: Person): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  assert.equal(scrollWidth, clientWidth);
}

describe('a call on a phone', () => {
  const place = useDemo();

  for (const { name, device, upright } of PHONES) {
    const onItsSide = { width: upright.height, height: upright.width };
    const sizes = [upright, onItsSide, upright];

    it(`${name} is turned in mid-call: everything stays in reach, and the pictures go on`, async () => {
      const { ann, ben } = await meet(place, { ann: { device, viewport: upright } });
      await fitsAcross(ann);
      await talk({ ann, ben }, 'Video call');
      await ben.button('Mute').click();
      await ann.text('Ben is muted').waitFor();
      for (const size of sizes) {
        await turn(ann, size);
        await Promise.all([ann.receives({ frames: 10, audio: false }), ben.receives({ frames: 10 })]);
        await haveRoom(size, partsOfCall(ann));
        await remotePictureFills(ann, size);
        for (const control of ['End call', 'Mute', 'Turn camera off']) await ann.button(control).tap({ trial: true });
      }
      await ben.button('Turn camera off').click();
      const cameraOff = ann.page.getByText("Ben's camera is off", { exact: true }).last();
      await cameraOff.waitFor();
      for (const size of sizes.slice(1)) {
        await turn(ann, size);
        await haveRoom(size, { ...partsOfCall(ann), "Ben's camera is off": cameraOff });
      }
      await ann.button('End call').tap();
      await isOver(ann, ben);
    });

    it(`${name} rings and can be answered however it is held`, async () => {
      const { ann, ben } = await meet(place, { ann: { device, viewport: upright } });
      await ben.button('Voice call').click();
      await ann.incoming.waitFor();
      for (const size of sizes) {
        await turn(ann, size);
        await haveRoom(size, {
          caller: ann.incoming.getByText('Ben', { exact: true }),
          kind: ann.incoming.getByText('Incoming voice call', { exact: true }),
          Decline: ann.button('Decline'),
          Accept: ann.button('Accept'),
          'Reply with a message': ann.button('Reply with a message'),
        });
      }
      await ann.button('Accept').tap();
      await Promise.all([ann.inState('active'), ben.inState('active')]);
      for (const size of sizes) {
        await turn(ann, size);
        await haveRoom(size, {
          'End call': ann.button('End call'),
          Mute: ann.button('Mute'),
          status: ann.page.locator('call-window-status').first(),
        });
      }
      await ann.button('End call').tap();
      await isOver(ann, ben);
    });
  }
});
