import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND = 1000;

/** Whole seconds as `m:ss`, from an hour on as `h:mm:ss`. */
export function clockTime(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const ss = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${ss}` : `${minutes}:${ss}`;
}

/** Has its host rendered once a second, for as long as there is something to count and the host is in the document. */
export class ElapsedTime implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;

  private readonly host: ReactiveControllerHost;
  private readonly since: () => number | null;

  /** @param since the moment to count from, in milliseconds on the local clock; null while nothing is counted */
  constructor(host: ReactiveControllerHost, since: () => number | null) {
    this.host = host;
    this.since = since;
    host.addController(this);
  }

  /** What to show, or null. */
  get text(): string | null {
    const since = this.since();
    return since === null ? null : clockTime((Date.now() - since) / SECOND);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    if (this.since() === null) this.stop();
    else this.timer ??= setInterval(() => this.host.requestUpdate(), SECOND);
  }

  hostDisconnected(): void {
    this.stop();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
