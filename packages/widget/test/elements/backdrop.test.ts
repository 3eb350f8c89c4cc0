import { render } from 'lit';

import { renderBackdrop } from '../../src/elements/backdrop.ts';
import { equal, get, mount, ok, unmount } from './support.ts';

/** Left half black, right half white: an edge as sharp as any. */
function halves(): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 400 });
  const context = canvas.getContext('2d');
  ok(context, 'a context');
  context.fillStyle = '#fff';
  context.fillRect(200, 0, 200, 400);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#000';
  context.fillRect(0, 0, 400, 400);
  return canvas.toDataURL();
}

function row(canvas: HTMLCanvasElement): number[] {
  const data = canvas.getContext('2d')?.getImageData(0, 48, 96, 1).data ?? [];
  return [...data].filter((_value, index) => index % 4 === 0);
}

async function painted(canvas: HTMLCanvasElement): Promise<number[]> {
  while (row(canvas).every((value) => value === 0)) await new Promise(requestAnimationFrame);
  return row(canvas);
}

describe('the ground behind a person', () => {
  afterEach(unmount);

  it('is their picture, so soft that no edge is left', async () => {
    await mount(renderBackdrop('ben', halves()));
    const values = await painted(get<HTMLCanvasElement>('canvas'));
    const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)));
    ok((values[0] ?? 255) < 32 && (values.at(-1) ?? 0) > 224, 'dark at the left, light at the right');
    ok(Math.max(...steps) < 51, `no step over a fifth, but ${Math.max(...steps)}`);
  });

  it('is there at once where the picture was shown before', async () => {
    const picture = halves();
    await mount(renderBackdrop('ben', picture));
    await painted(get<HTMLCanvasElement>('canvas'));
    const elsewhere = document.createElement('div');
    render(renderBackdrop('ben', picture), elsewhere);
    ok(
      row(get<HTMLCanvasElement>('canvas', elsewhere)).some((value) => value > 0),
      'painted',
    );
  });

  it('changes with the picture', async () => {
    await mount(renderBackdrop('ben', halves()));
    const canvas = get<HTMLCanvasElement>('canvas');
    await painted(canvas);
    await mount(renderBackdrop('ben', 'data:image/png;base64,none'));
    equal([get('canvas') === canvas, Math.max(...row(canvas))], [true, 0]);
  });

  it('is plain where there is no picture', async () => {
    await mount(renderBackdrop('ben', 'javascript:alert(1)'));
    equal(get('.backdrop').childElementCount, 0);
  });
});
