import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows whether a video shows a picture yet, so that a poster can cover it until then. */
export class FirstFrame implements ReactiveController {
  /** Whether a frame was seen since the last `expect()`. */
  shown = false;

  private video: HTMLVideoElement | null = null;
  private handle = 0;

  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.video && !this.shown) this.wait(this.video);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Starts anew: with a video to watch, or with none. */
  expect(video: HTMLVideoElement | null): void {
    this.cancel();
    this.video = video;
    this.show(false);
    if (video) this.wait(video);
  }

  private wait(video: HTMLVideoElement): void {
    // Firefox before 132 can't tell frames apart: there, data counts as one.
    if ('requestVideoFrameCallback' in video) {
      this.handle = video.requestVideoFrameCallback(this.seen);
    } else {
      (video as HTMLVideoElement).addEventListener('timeupdate', this.seen, { once: true });
    }
  }

  private cancel(): void {
    this.video?.cancelVideoFrameCallback?.(this.handle);
    this.video?.removeEventListener('timeupdate', this.seen);
  }

  private readonly seen = (): void => this.show(true);

  private show(shown: boolean): void {
    if (this.shown === shown) return;
    this.shown = shown;
    this.host.requestUpdate();
  }
}
