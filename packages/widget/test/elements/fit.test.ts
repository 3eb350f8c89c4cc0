import { setViewport } from '@web/test-runner-commands';

import { stopStreams } from '../../gallery/painting.ts';
import { states } from '../../gallery/states.ts';
import { deep, equal, finishAnimations, mount, nextEvent, nextFrame, settled, unmount } from './support.ts';

/** In CSS pixels. A page at 200 % has half of them. */
const SIZES = {
  'a small phone': { width: 320, height: 568 },
  'a phone on its side': { width: 740, height: 360 },
  'a laptop at 200 %': { width: 640, height: 400 },
  'a desktop': { width: 1440, height: 900 },
};

/** The host's chat page, as the gallery has it. */
async function loadPage(): Promise<void> {
  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', href: '/packages/widget/gallery/gallery.css' });
  const loaded = nextEvent(sheet, 'load');
  document.head.append(sheet);
  await loaded;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function isWithin(element: Element | null, ancestor: Element): boolean {
  return element !== null && (element === ancestor || isWithin(parentOf(element), ancestor));
}

function topAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (;;) {
    const inner = found?.shadowRoot?.elementFromPoint(x, y) ?? null;
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

/** What a person may press, leaving out what lies behind a dialog, or behind a card that can be moved. */
function controls(): Element[] {
  const above = deep()
    .filter((element) => element.matches(':modal, [data-card]'))
    .at(-1);
  return deep().filter(
    (element) =>
      element.matches('button, select, input') &&
      element.checkVisibility({ visibilityProperty: true }) &&
      (!above || isWithin(element, above)),
  );
}

function nameOf(element: Element): string {
  return `${element.localName}.${element.className} “${element.getAttribute('aria-label') ?? element.textContent.trim()}”`;
}

/** Scrolled to, it lies within the window, and a press in its middle hits it; or somebody who calls meanwhile lies over it. */
function isReachable(control: Element): boolean {
  const area = control.closest('label') ?? control;
  area.scrollIntoView({ block: 'center', inline: 'nearest' });
  const { left, right, top, bottom } = area.getBoundingClientRect();
  const hit = topAt((left + right) / 2, (top + bottom) / 2);
  const isInside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
  return isInside && (isWithin(hit, area) || deep().some((card) => card.matches('.waiting') && isWithin(hit, card)));
}

function scrollsSideways(element: Element): boolean {
  const { overflowX } = getComputedStyle(element);
  return /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
}

/** A word in a button that is longer than the button. Those with a tooltip have a longer one on purpose. */
function isCut(control: Element): boolean {
  return control.matches('button:not([data-tip])') && control.scrollWidth > control.clientWidth + 1;
}

function faults(): readonly string[] {
  // What was opened on purpose may lie over something else.
  const isCovered = deep().some((element) => element.matches('.panel:popover-open, .shortcuts'));
  const page = document.documentElement;
  return [
    ...(page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide`] : []),
    ...deep()
      .filter(scrollsSideways)
      .map((element) => `${nameOf(element)} scrolls sideways`),
    ...controls()
      .filter(isCut)
      .map((element) => `${nameOf(element)} is cut`),
    ...(isCovered
      ? []
      : controls()
          .filter((element) => !isReachable(element))
          .map((element) => `${nameOf(element)} is out of reach`)),
  ];
}

describe('there is room for everything', () => {
  before(loadPage);

  afterEach(async () => {
    await unmount();
    stopStreams();
  });

  after(() => setViewport({ width: 800, height: 600 }));

  for (const [name, size] of Object.entries(SIZES))
    describe(`on ${name}`, () => {
      before(() => setViewport(size));

      for (const [state, show] of Object.entries(states))
        it(state, async () => {
          await mount(show());
          await settled();
          await nextFrame();
          finishAnimations();
          equal(faults(), []);
        });
    });
});
