import assert from 'node:assert/strict';

import { ask } from './http.ts';
import type { RunningServer } from './start-server.ts';

/** What stands behind the name and its labels; undefined where nothing does. */
export async function valueOf(server: Pick<RunningServer, 'url'>, series: string): Promise<number | undefined> {
  const { status, body } = await ask(`${server.url}/metrics`);
  assert.equal(status, 200);
  const line = body.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}
