import { emulateMedia } from '@web/test-runner-commands';

import { states } from '../../gallery/states.ts';
import { deep, equal, mount, settled, unmount } from './support.ts';

interface Axe {
  run(
    context: Element,
    options: object,
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}

async function loadAxe(): Promise<Axe> {
  const script = document.createElement('script');
  script.src = '/node_modules/axe-core/axe.min.js';
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
  return (globalThis as unknown as { axe: Axe }).axe;
}

// Colours are those at rest, not those of an entrance under way.
function finishAnimations(): void {
  const roots = [document, ...deep().flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  for (const animation of roots.flatMap((root) => root.getAnimations())) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}

describe('for everyone', () => {
  let axe: Axe;

  before(async () => {
    axe = await loadAxe();
    document.documentElement.lang = 'en';
  });

  afterEach(unmount);

  for (const [name, state] of Object.entries(states)) {
    for (const theme of ['light', 'dark'] as const) {
      it(`axe finds nothing: ${name}, ${theme}`, async () => {
        document.documentElement.style.setProperty('color-scheme', theme);
        const place = await mount(state());
        await settled();
        finishAnimations();
        const { violations } = await axe.run(place, { resultTypes: ['violations'] });
        equal(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          [],
        );
      });
    }
  }

  it('nothing in any state carries an inline style or handler: a strict policy forbids both', async () => {
    for (const state of Object.values(states)) {
      const place = await mount(state());
      const inline = deep(place).flatMap((element) =>
        element.getAttributeNames().filter((attribute) => attribute === 'style' || attribute.startsWith('on')),
      );
      equal(inline, []);
    }
  });

  it('under reduced motion nothing moves, everything is there at once', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const seen = Object.entries(states).filter(([name]) =>
      /incoming-video|ringing-video|active-video|toasts/.test(name),
    );
    for (const [name, state] of seen) {
      const place = await mount(state());
      const roots = deep(place).flatMap(({ shadowRoot }) => shadowRoot ?? []);
      const moving = roots
        .flatMap((root) => root.getAnimations())
        .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 1);
      equal(moving.length, 0, name);
      await unmount();
    }
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});
