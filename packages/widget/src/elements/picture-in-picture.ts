import type { CSSResult, nothing, ReactiveController, ReactiveElement, TemplateResult } from 'lit';

import type { CallKind } from '../call/call-state.ts';
import { FloatingPage } from './floating-page.ts';
import {
  hasFloatingWindows,
  onAutomaticPictureInPicture,
  openFloatingWindow,
  type EnterDetails,
} from './picture-in-picture-api.ts';

interface Options {
  /** The call that can be shown in a window of its own, by its id; null for none. It closes with the call. */
  readonly callId: () => string | null;
  readonly title: () => string;
  readonly styles: readonly CSSResult[];
  /** What is in the window. Sound is none of it: that comes from the page. */
  readonly render: () => TemplateResult | typeof nothing;
  /** What is shown by itself, without buttons, where browsers have no windows for pages; null for nothing. */
  readonly video: () => HTMLVideoElement | null;
}

const SIZE = [360, 268] as const;

/** Shows a call in a small window that stays above all others, on request or, where the browser offers it, when the tab is hidden. */
export class PictureInPicture implements ReactiveController {
  private page: FloatingPage | null = null;
  private video: HTMLVideoElement | null = null;
  private isOpening = false;
  private isAutomatic = false;
  private callId: string | null = null;

  private readonly host: ReactiveElement;
  private readonly options: Options;

  constructor(host: ReactiveElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  get isOn(): boolean {
    return this.page !== null || this.video !== null;
  }

  /** Whether a window with controls is open. */
  get hasPage(): boolean {
    return this.page !== null;
  }

  /** In a voice call there is no video that could be shown by itself. */
  isPossibleFor(kind: CallKind): boolean {
    return hasFloatingWindows() || (document.pictureInPictureEnabled && kind === 'video');
  }

  /** To be called from a click. One that the browser refuses changes nothing. */
  async enter(): Promise<void> {
    if (this.isOn || this.isOpening) return;
    this.isOpening = true;
    const target = await openFloatingWindow(...SIZE);
    if (target) this.open(target);
    else await this.enterVideo();
    this.isOpening = false;
    // The call may be over by now.
    if (this.callId === null) this.leave();
    this.host.requestUpdate();
  }

  leave(): void {
    if (!this.isOn) return;
    const { page, video } = this;
    this.left();
    page?.close();
    if (video) void document.exitPictureInPicture().catch(() => undefined);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.visibilityChanged);
  }

  hostUpdate(): void {
    // One that was removed may still be told of its call.
    const callId = this.host.isConnected ? this.options.callId() : null;
    if (callId === this.callId) return;
    this.leave();
    this.callId = callId;
    onAutomaticPictureInPicture(callId === null ? null : this.enterByItself);
  }

  hostUpdated(): void {
    this.page?.show(this.options.render());
  }

  // Still out of the document after the current task: it was removed and not moved.
  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    queueMicrotask(() => {
      if (this.host.isConnected) return;
      this.leave();
      if (this.callId !== null) onAutomaticPictureInPicture(null);
      this.callId = null;
    });
  }

  private open(target: Window & typeof globalThis): void {
    const { title, styles, render } = this.options;
    const page = new FloatingPage(target, title(), styles, () => {
      if (this.page === page) this.left();
    });
    this.page = page;
    page.show(render());
    page.root.querySelector<HTMLElement>('.back')?.focus();
  }

  private async enterVideo(): Promise<void> {
    const video = this.options.video();
    if (!video) return;
    // Forbidden otherwise, so that browsers lay no button of their own over the picture.
    video.disablePictureInPicture = false;
    try {
      await video.requestPictureInPicture();
    } catch {
      video.disablePictureInPicture = true;
      return;
    }
    this.video = video;
    video.addEventListener('leavepictureinpicture', this.left, { once: true });
  }

  private readonly left = (): void => {
    if (this.video) this.video.disablePictureInPicture = true;
    this.page = null;
    this.video = null;
    this.isAutomatic = false;
    this.host.requestUpdate();
  };

  private readonly enterByItself = ({ enterPictureInPictureReason }: EnterDetails): void => {
    void this.enter().then(() => {
      this.isAutomatic = this.isOn && enterPictureInPictureReason !== 'useraction';
    });
  };

  // What came by itself goes by itself.
  private readonly visibilityChanged = (): void => {
    if (this.isAutomatic && document.visibilityState === 'visible') this.leave();
  };
}
