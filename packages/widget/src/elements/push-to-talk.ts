import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { MicrophoneState } from '../call/call-state.ts';
import { hasModifier, isOnControl } from './key-target.ts';
import { request } from './request.ts';

/** By its place: with Option held it makes another character. */
const SPACE = 'Space';

interface Options {
  /** Whether the key means anything at the moment. */
  readonly isAllowed: () => boolean;
  /** Null without a call. */
  readonly microphone: () => MicrophoneState | null;
}

/** Whoever is muted talks for as long as Space is held; with the page out of sight, or out of focus, nobody holds it any more. */
export class PushToTalk implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly options: Options;
  /** Aborted when the key is let go; null while it isn't held. */
  private held: AbortController | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.pressed);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.pressed);
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    const isMine = event.key === ' ' && !event.shiftKey && !hasModifier(event) && !isOnControl(event);
    const isMuted = this.options.isAllowed() && this.options.microphone() === 'muted';
    if (this.held || event.defaultPrevented || event.repeat || !isMine || !isMuted) return;
    keep(event);
    this.hold();
    request(this.host, { type: 'set-muted', muted: false });
  };

  private hold(): void {
    this.held = new AbortController();
    const { signal } = this.held;
    window.addEventListener('keydown', this.repeated, { capture: true, signal });
    window.addEventListener('keyup', this.lifted, { capture: true, signal });
    window.addEventListener('blur', this.release, { signal });
    document.addEventListener('visibilitychange', this.release, { signal });
    // Before the call is kept for a reload: it comes back as it was meant to be.
    window.addEventListener('pagehide', this.release, { capture: true, signal });
  }

  private readonly repeated = (event: KeyboardEvent): void => {
    if (event.code === SPACE) keep(event);
  };

  private readonly lifted = (event: KeyboardEvent): void => {
    if (event.code !== SPACE) return;
    keep(event);
    this.release();
  };

  private readonly release = (): void => {
    this.held?.abort();
    this.held = null;
    // Whatever is shown at the moment may be what was before.
    if (this.options.microphone() !== null) request(this.host, { type: 'set-muted', muted: true });
  };
}

/** Neither the page scrolls nor does it hear of it; and a button that has been given the focus meanwhile is not pressed. */
function keep(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
