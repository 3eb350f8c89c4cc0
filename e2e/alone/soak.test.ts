import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOAK = fileURLToPath(new URL('../../scripts/soak.mjs', import.meta.url));

describe('calls, one after the other, with faults in between', () => {
  it('leave nothing behind', async (test) => {
    // Each of the seven stories twice, and a count after each round.
    const { stdout } = await promisify(execFile)(process.execPath, [SOAK, '14', '7']);
    test.diagnostic(stdout);
    assert.match(stdout, /Nothing has grown/);
  });
});
