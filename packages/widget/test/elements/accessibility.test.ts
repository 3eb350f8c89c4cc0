import { emulateMedia } from '@web/test-runner-commands';

import { stopStreams } from '../../gallery/painting.ts';
import { states } from '../../gallery/states.ts';
import { deep, equal, finishAnimations, mount, ok, settled, unmount } from './support.ts';

interface Axe {
  run(
    context: Element,
    options: object,
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}

interface Templates {
  readonly seen: readonly HTMLTemplateElement[];
  restore(): void;
}

/** Every template is parsed once, by its `innerHTML`. What code does to the style of an element is not in it, and allowed. */
function watchTemplates(): Templates {
  const seen: HTMLTemplateElement[] = [];
  const parsing = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')!;
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...parsing,
    set(this: Element, text: string) {
      parsing.set!.call(this, text);
      if (this instanceof HTMLTemplateElement) seen.push(this);
    },
  });
  return { seen, restore: () => void Object.defineProperty(Element.prototype, 'innerHTML', parsing) };
}

function inlineAttributes({ content }: HTMLTemplateElement): readonly string[] {
  return [...content.querySelectorAll('*')].flatMap((element) =>
    element
      .getAttributeNames()
      .filter((attribute) => /^(style|on)/.test(attribute))
      .map((attribute) => `${attribute} of ${element.outerHTML}`),
  );
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

/** Cameras that nobody looks at any more would take the cores from those that come. */
async function clear(): Promise<void> {
  await unmount();
  stopStreams();
}

async function faultsIn(
  axe: Axe,
  place: HTMLElement,
  theme: 'light' | 'dark',
  options: object = {},
): Promise<readonly string[]> {
  document.documentElement.style.setProperty('color-scheme', theme);
  await settled();
  // Colours are those at rest, not those of an entrance under way.
  finishAnimations();
  const { violations } = await axe.run(place, { resultTypes: ['violations'], ...options });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('for everyone', () => {
  let axe: Axe;
  let templates: Templates;

  before(async () => {
    templates = watchTemplates();
    axe = await loadAxe();
    document.documentElement.lang = 'en';
  });

  after(() => templates.restore());

  afterEach(clear);

  for (const [name, state] of Object.entries(states))
    it(`axe finds nothing, in light nor in dark: ${name}`, async () => {
      const place = await mount(state());
      equal(await faultsIn(axe, place, 'light'), []);
      // Roles and names are the same in both.
      equal(await faultsIn(axe, place, 'dark', { runOnly: ['color-contrast', 'link-in-text-block'] }), []);
    });

  it('no template carries an inline style or handler: a strict policy forbids both', async () => {
    for (const state of Object.values(states)) {
      await mount(state());
      await settled();
      await clear();
    }
    ok(templates.seen.length > 50, `${templates.seen.length} templates`);
    equal(templates.seen.flatMap(inlineAttributes), []);
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
      await clear();
    }
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});
