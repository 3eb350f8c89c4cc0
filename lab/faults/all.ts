import { badLines } from './bad-lines.ts';
import { connections } from './connections.ts';
import type { Line } from './fault.ts';
import { inspections } from './inspections.ts';
import { outages } from './outages.ts';

/** The lines of the table, in their order. */
export const all: readonly Line[] = [...outages, ...badLines, ...connections, ...inspections];
