import { html, nothing, type TemplateResult } from 'lit';

import { words } from '../strings/words.ts';
import type { Corner } from './corners.ts';

/** `overlay`: a modal dialog over the viewport. `inline`: fills the element's own box. */
export type StageMode = 'overlay' | 'inline';

interface RootOptions {
  readonly mode: StageMode;
  readonly name: string;
  /** Where it lies as a card; null while it fills its place. */
  readonly corner: Corner | null;
  /** Asked for by a double click on the card's picture. */
  readonly restore: () => void;
}

/** What the call takes place in. The same node as a card, so that whatever plays in it plays on. */
export function renderRoot({ mode, name, corner, restore }: RootOptions, content: TemplateResult): TemplateResult {
  const doubleClicked = (event: Event): void => {
    const isOnButton = event.composedPath().some((target) => target instanceof HTMLButtonElement);
    if (corner && !isOnButton) restore();
  };
  const description = corner ? words.moveWithArrows : nothing;
  return mode === 'overlay'
    ? html`<dialog
        part="stage"
        class="stage own-text"
        tabindex="-1"
        autofocus
        closedby="none"
        data-card=${corner ?? nothing}
        aria-label=${name}
        aria-description=${description}
        @dblclick=${doubleClicked}
      >
        ${content}
      </dialog>`
    : html`<div
        part="stage"
        class="stage own-text"
        role="region"
        tabindex="-1"
        data-card=${corner ?? nothing}
        aria-label=${name}
        aria-description=${description}
        @dblclick=${doubleClicked}
      >
        ${content}
      </div>`;
}
