import { randomBytes } from 'node:crypto';

import { Namespace } from './namespace.ts';
import { system } from './system.ts';

/** The process is part of the name, so that a namespace tells whose it is; the rest is random, for it may have several. */
const NAME = /^call-lab-(\d+)-\S+/;

/** What the names of one laboratory's namespaces begin with. Nobody else's begin so. */
export function namePrefix(): string {
  return `call-lab-${process.pid}-${randomBytes(3).toString('hex')}`;
}

/** Removes what a laboratory left that was killed before it could put everything back. */
export async function removeLeftovers(): Promise<void> {
  for (const line of (await system('ip', 'netns', 'list')).split('\n')) {
    const [, owner] = NAME.exec(line) ?? [];
    if (owner !== undefined && !isRunning(Number(owner))) await Namespace.called(line.split(' ')[0]!).remove();
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
