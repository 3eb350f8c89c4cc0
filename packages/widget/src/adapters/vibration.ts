/** How long it shakes, rests and shakes again, in milliseconds. */
const PATTERN = [400, 200, 400];
/** As long as the built-in ringtone takes, in milliseconds. */
const EVERY = 3_200;

/** Shakes the phone, over and over, until told otherwise (W3C Vibration). Before somebody has touched the page, browsers refuse and log it. */
export class Vibration {
  #timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.stop();
    if (!canVibrate()) return;
    navigator.vibrate(PATTERN);
    this.#timer = setInterval(() => navigator.vibrate(PATTERN), EVERY);
  }

  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    navigator.vibrate(0);
  }
}

function canVibrate(): boolean {
  return 'vibrate' in navigator && (navigator.userActivation?.hasBeenActive ?? false);
}
