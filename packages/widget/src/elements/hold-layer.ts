import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';

import type { OnStage } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { renderBackdrop } from './backdrop.ts';
import type { Control } from './call-controls.ts';
import { deepActiveElement } from './focus.ts';
import { namesOf } from './outgoing.ts';
import type { CallRequest } from './request-event.ts';
import { isSecondClick } from './second-click.ts';
import { isOnHold, kindOf, peersHere } from './stage-call.ts';
import type { ViewButton } from './view-buttons.ts';

type Ask = (wish: CallRequest) => void;

/** In the header, and for its key, which resumes, too. */
export function holdButton(call: OnStage, ask: Ask): ViewButton {
  const press = (): void => ask({ type: isOnHold(call) ? 'resume' : 'hold' });
  return { name: 'hold', word: words.hold, picture: icons.paused, press };
}

/** Where there is room for one button only. */
export const resumeControl: Control = {
  word: words.resume,
  picture: icons.resume,
  isOff: false,
  disabled: false,
  wish: { type: 'resume' },
};

/** What the stage shows to whoever has put the others on hold: nobody, and the way back to them. */
export function renderHold(call: OnStage, ask: Ask): TemplateResult | typeof nothing {
  if (call.phase === 'outgoing' || !isOnHold(call)) return nothing;
  const { userId = '', picture = null } = call.peers[0] ?? {};
  const holders = peersHere(call).filter(({ onHold }) => onHold);
  const resume = (event: Event): void => {
    if (!isSecondClick(event)) ask({ type: 'resume' });
  };
  return html`<div class="hold-layer" role="group" aria-labelledby="on-hold">
    ${renderBackdrop(userId, picture)}
    <div class="hold-words">
      <span class="hold-sign">${icon(icons.paused)}</span>
      <h2 id="on-hold" class="hold-title">${words.onHold}</h2>
      <p id="unheard">${words.cannotHearYou[kindOf(call)](namesOf(peersHere(call)))}</p>
      <p role="status">${holders.length > 0 ? words.putYouOnHold(namesOf(holders)) : nothing}</p>
      <button type="button" class="resume" aria-describedby="on-hold unheard" @click=${resume}>
        ${icon(icons.resume)}<span>${words.resume}</span>
      </button>
    </div>
  </div>`;
}

/** Leads the focus to `Resume`, unless it is elsewhere in the host's page, and back to where it was. */
export class HoldFocus implements ReactiveController {
  private wasShown = false;
  private active: HTMLElement | null = null;
  private cameFrom: HTMLElement | null = null;

  private readonly host: ReactiveElement;
  private readonly root: () => HTMLElement | null;

  constructor(host: ReactiveElement, root: () => HTMLElement | null) {
    this.host = host;
    this.root = root;
    host.addController(this);
  }

  hostUpdate(): void {
    this.active = deepActiveElement();
  }

  hostUpdated(): void {
    const resume = this.host.renderRoot.querySelector<HTMLElement>('.resume');
    const wasShown = this.wasShown;
    this.wasShown = resume !== null;
    if (resume && !wasShown) this.enter(resume);
    if (!resume && wasShown && !deepActiveElement()) this.leave();
  }

  private enter(resume: HTMLElement): void {
    if (this.active !== null && !isBeneath(this.active, this.element)) return;
    this.cameFrom = this.active;
    resume.focus({ preventScroll: true });
  }

  private leave(): void {
    const target = this.cameFrom?.checkVisibility() ? this.cameFrom : this.root();
    this.cameFrom = null;
    target?.focus({ preventScroll: true });
  }

  /** The settings lie beside the stage in it. */
  private get element(): Element {
    const root = this.host.getRootNode();
    return root instanceof ShadowRoot ? root.host : this.host;
  }
}

function isBeneath(element: Element, ancestor: Element): boolean {
  for (let place: Node | null = element; place; place = place instanceof ShadowRoot ? place.host : place.parentNode)
    if (place === ancestor) return true;
  return false;
}
