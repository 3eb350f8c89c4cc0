import process from 'node:process';

import { casts } from './casts.ts';
import { simulate } from './run.ts';

const [interleavings = 100_000, seed] = process.argv.slice(2).map(Number);

for (const [sentence, cast] of casts) {
  const tally = await simulate(cast, interleavings, seed);
  const { stories, calls, answered, ends, heard, talked, waited, switched, crossed } = tally;
  console.log(`${sentence}:
  ${stories} stories, ${calls} calls, ${answered} answered, ${ends} ends told, ${heard} of them compared with the record;
  stories in which two talked: ${talked}, a second call waited meanwhile: ${waited}, was answered and talked in: ${switched};
  two called each other and met: ${crossed}`);
}
