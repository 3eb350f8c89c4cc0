/** Put before a server's own program: collects its garbage and says what memory it has, when it is asked to. */
import { setTimeout } from 'node:timers/promises';

/** Pages are given back a moment after they are free. */
const SETTLED_MS = 500;

process.on('message', () => void answer());
// Being asked is nothing to live for.
process.channel?.unref();

async function answer(): Promise<void> {
  // What a first collection sets free may hold what a second one finds.
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await setTimeout(SETTLED_MS);
  }
  process.send?.(process.memoryUsage.rss());
}
