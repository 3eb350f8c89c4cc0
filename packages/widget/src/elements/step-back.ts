import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Without movement for this long, header and controls step back. In milliseconds. */
export const STEP_BACK_AFTER = 3000;

const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'focusout'] as const;

interface Options {
  /** Whether anything may step back at the moment. */
  readonly isAllowed: () => boolean;
  /** Whether the focus is on something that must stay to be seen. */
  readonly isHeld: () => boolean;
}

/** Tells when the user has been still for a while, so that only the other person remains on the stage. */
export class StepBack implements ReactiveController {
  /** Whether header and controls are stepped back. */
  active = false;

  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly options: Options;

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of SIGNS_OF_LIFE) this.host.addEventListener(type, this.comeForward);
  }

  hostDisconnected(): void {
    for (const type of SIGNS_OF_LIFE) this.host.removeEventListener(type, this.comeForward);
    this.halt();
    this.active = false;
  }

  hostUpdated(): void {
    if (!this.options.isAllowed()) this.comeForward();
    else if (!this.active && this.timer === undefined) this.arm();
  }

  private readonly comeForward = (): void => {
    this.halt();
    if (this.options.isAllowed()) this.arm();
    this.set(false);
  };

  private arm(): void {
    this.timer = setTimeout(this.stepBack, STEP_BACK_AFTER);
  }

  private halt(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  // A control with focus keeps everything in view: asked again later, as a page in the background hears of no lost focus.
  private readonly stepBack = (): void => {
    this.timer = undefined;
    if (this.options.isHeld()) this.arm();
    else this.set(true);
  };

  private set(active: boolean): void {
    if (this.active === active) return;
    this.active = active;
    this.host.requestUpdate();
  }
}
