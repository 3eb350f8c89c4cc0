import process from 'node:process';

import { casts } from './casts.ts';
import { simulate } from './run.ts';

const [interleavings = 100_000, seed] = process.argv.slice(2).map(Number);

for (const [sentence, cast] of casts) {
  const { answered, calls, ends, heard } = await simulate(cast, interleavings, seed);
  console.log(`${sentence}:
  ${interleavings} interleavings, ${calls} calls, ${answered} answered, ${ends} ends told, ${heard} of them compared with the record`);
}
