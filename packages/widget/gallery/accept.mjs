/**
 * Takes the pictures that the tests compare with, and keeps them.
 *
 *     npm run gallery:accept                   all of them, and notes what drew them
 *     npm run gallery:accept -- part of name   of these states only
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import { baselineFolder, machineFile, machineOf, whyIncomparable } from '../../../scripts/lib/picture-machine.mjs';
import { openStudio, picturesOf } from './studio.mjs';

const [part] = process.argv.slice(2);
const studio = await openStudio();

async function prepare() {
  const machine = await machineOf(studio.browser);
  if (part === undefined) {
    await rm(baselineFolder, { recursive: true, force: true });
    await mkdir(baselineFolder, { recursive: true });
    await writeFile(machineFile, `${JSON.stringify(machine, null, 2)}\n`);
    return;
  }
  const why = whyIncomparable(machine);
  if (why) throw new Error(`Not some without the others: ${why}.`);
}

try {
  await prepare();
  const pictures = studio.states.filter((state) => state.includes(part ?? '')).flatMap(picturesOf);
  let bytes = 0;
  for (const picture of pictures) {
    const taken = await studio.take(picture);
    bytes += taken.length;
    await writeFile(join(baselineFolder, `${picture.name}.webp`), taken);
  }
  console.log(`${pictures.length} pictures, ${(bytes / 1e6).toFixed(1)} MB, in ${baselineFolder}`);
} finally {
  await studio.close();
}
