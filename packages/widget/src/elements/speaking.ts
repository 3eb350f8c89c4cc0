/** Louder than this somebody speaks; from 0 to 1. */
const SPEAKS = 0.2;
/** A pause between two words is no silence, in milliseconds. */
const PAUSE = 800;
/** Heights that the bars over a video have. */
const STEPS = 4;

/** A level as the bars over a video show it: each change is a frame of the page beside those of the video, and costs as much as they do. */
export function inSteps(level: number): number {
  return Math.round(level * STEPS) / STEPS;
}

/** Hands a level to the sheet of what shows it, when it is another. */
export function showLevel({ style }: HTMLElement, level: number): void {
  const shown = level.toFixed(2);
  if (style.getPropertyValue('--_level') !== shown) style.setProperty('--_level', shown);
}

/** Whether somebody speaks, calmly: at once when they begin, and over the pauses between their words. */
export class Speaking {
  private lastHeard = -Infinity;

  /** @param level of their voice now, from 0 to 1 */
  hear(level: number): boolean {
    const now = Date.now();
    if (level > SPEAKS) this.lastHeard = now;
    return now - this.lastHeard < PAUSE;
  }

  /** The next that is heard belongs to another call, or another stream. */
  forget(): void {
    this.lastHeard = -Infinity;
  }
}
