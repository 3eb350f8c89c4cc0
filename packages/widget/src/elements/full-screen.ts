import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Lets an element of its host take the whole screen (W3C Fullscreen API). Browsers leave it on Escape, and when the element
 * goes; whether it does is theirs to say.
 */
export class FullScreen implements ReactiveController {
  private readonly host: ReactiveElement;
  private readonly target: () => HTMLElement | null;

  /** @param target what takes the screen; a dialog may not */
  constructor(host: ReactiveElement, target: () => HTMLElement | null) {
    this.host = host;
    this.target = target;
    host.addController(this);
  }

  /** Phones may know it for videos only, and hosts' frames may forbid it. */
  get isPossible(): boolean {
    return document.fullscreenEnabled;
  }

  get isOn(): boolean {
    return this.target()?.matches(':fullscreen') ?? false;
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.changed);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.changed);
  }

  /** To be called from a click. One that the browser refuses changes nothing. */
  async enter(): Promise<void> {
    await this.target()
      ?.requestFullscreen()
      .catch(() => undefined);
  }

  async leave(): Promise<void> {
    if (this.isOn) await document.exitFullscreen().catch(() => undefined);
  }

  private readonly changed = (): void => this.host.requestUpdate();
}
