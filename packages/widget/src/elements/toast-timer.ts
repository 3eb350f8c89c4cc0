import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a toast stays, in milliseconds, not counting the time that somebody looks at it (hover, focus). */
export const TOAST_DURATION = 5000;

interface Countdown {
  remaining: number;
  startedAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Counts each toast down and says when its time is over; stands still while paused or out of the document. */
export class ToastTimer implements ReactiveController {
  private readonly countdowns = new Map<number, Countdown>();
  private paused = false;

  private readonly onTimeOver: (id: number) => void;

  constructor(host: ReactiveControllerHost, onTimeOver: (id: number) => void) {
    this.onTimeOver = onTimeOver;
    host.addController(this);
  }

  /** Takes up new toasts and drops those that are gone. */
  follow(ids: readonly number[]): void {
    for (const [id, countdown] of this.countdowns) {
      if (ids.includes(id)) continue;
      clearTimeout(countdown.timer);
      this.countdowns.delete(id);
    }
    for (const id of ids) if (!this.countdowns.has(id)) this.begin(id);
  }

  pause(): void {
    this.paused = true;
    for (const countdown of this.countdowns.values()) halt(countdown);
  }

  resume(): void {
    this.paused = false;
    for (const [id, countdown] of this.countdowns) this.run(id, countdown);
  }

  hostConnected(): void {
    this.resume();
  }

  hostDisconnected(): void {
    this.pause();
  }

  private begin(id: number): void {
    const countdown: Countdown = { remaining: TOAST_DURATION, startedAt: 0, timer: undefined };
    this.countdowns.set(id, countdown);
    if (!this.paused) this.run(id, countdown);
  }

  private run(id: number, countdown: Countdown): void {
    if (countdown.timer !== undefined) return;
    countdown.startedAt = performance.now();
    countdown.timer = setTimeout(() => this.onTimeOver(id), countdown.remaining);
  }
}

function halt(countdown: Countdown): void {
  if (countdown.timer === undefined) return;
  clearTimeout(countdown.timer);
  countdown.timer = undefined;
  countdown.remaining = Math.max(0, countdown.remaining - (performance.now() - countdown.startedAt));
}
