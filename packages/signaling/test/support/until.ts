import { setTimeout } from 'node:timers/promises';

const ASK_AGAIN_MS = 20;

/** Asks again and again, until the answer is yes. Fails after the deadline, saying what never came. */
export async function until(what: string, ask: () => Promise<boolean>, deadlineMs = 30_000): Promise<void> {
  const deadline = AbortSignal.timeout(deadlineMs);
  while (!(await ask())) {
    if (deadline.aborted) throw new Error(`it never came: ${what}`);
    await setTimeout(ASK_AGAIN_MS);
  }
}
