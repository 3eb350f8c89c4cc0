import { actualScale, fitted, held, MAX_SCALE, WHOLE, zoomAt } from '../../src/elements/zoom.ts';
import { equal } from './support.ts';

const BOX = { width: 1000, height: 500 };
const whole = fitted({ width: 1600, height: 1600 }, BOX);

describe('looking at a shared screen', () => {
  it('begins with all of it', () => {
    equal(whole, { width: 500, height: 500 });
    equal(held(WHOLE, whole, BOX), WHOLE);
  });

  it('keeps what lies under the pointer where it is', () => {
    const point = { x: 100, y: -50 };
    const near = zoomAt({ scale: 2, x: 10, y: 20 }, 1.5, point);
    equal(near.scale, 3);
    // The same point of the picture, in its own pixels, before and after.
    equal([(point.x - near.x) / 3, (point.y - near.y) / 3], [(100 - 10) / 2, (-50 - 20) / 2]);
  });

  it('goes no nearer than eight times, and no farther than all of it', () => {
    equal(zoomAt(WHOLE, 100, { x: 0, y: 0 }).scale, MAX_SCALE);
    equal(zoomAt({ scale: 2, x: 0, y: 0 }, 0.01, { x: 0, y: 0 }).scale, 1);
  });

  it('shows nothing beside it where there is more of it, and what fits in the middle', () => {
    equal(held({ scale: 4, x: 10_000, y: -10_000 }, whole, BOX), { scale: 4, x: 500, y: -750 });
    equal(held({ scale: 1.5, x: 300, y: 300 }, whole, BOX), { scale: 1.5, x: 0, y: 125 });
  });

  it('pixel for pixel is what the display makes of it', () => {
    equal(actualScale({ width: 1600, height: 1600 }, whole, 1), 3.2);
    equal(actualScale({ width: 1600, height: 1600 }, whole, 2), 1.6);
    equal(actualScale({ width: 300, height: 300 }, { width: 500, height: 500 }, 1), 1);
  });
});
