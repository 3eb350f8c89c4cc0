import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ringingCall, ringingCallOf, waitingCall } from '../../src/call-snapshot.ts';
import { asAnn, asBen, CALL_ID, cleoRings, rang, SECOND, tellLine, toActive } from './fixtures.ts';

describe('the call that an answer is meant for', () => {
  const { line: talking } = tellLine(asAnn, [...toActive, cleoRings]);
  const { line: ringing } = tellLine(asBen, [rang, cleoRings]);

  it('is the one that rings, or waits while one talks', () => {
    assert.deepEqual([ringingCall(ringing, undefined)?.id, waitingCall(ringing)?.id], [CALL_ID, SECOND]);
    assert.deepEqual([ringingCall(talking, undefined)?.id, waitingCall(talking)?.id], [SECOND, SECOND]);
  });

  it('is the one that is named, if it rings', () => {
    assert.equal(ringingCall(ringing, SECOND)?.id, SECOND);
    assert.equal(ringingCall(talking, CALL_ID), null);
    assert.equal(ringingCall(talking, 'nonsense'), null);
  });

  it('is none, unless it is named, while another one is being answered: a second click ends nothing', () => {
    const { line } = tellLine(asBen, [rang, cleoRings, { type: 'accept', kind: 'voice' }]);
    assert.deepEqual([ringingCall(line, undefined), ringingCall(line, SECOND)?.id], [null, SECOND]);
  });

  it('is found by who rings, for calling them accepts it', () => {
    assert.equal(ringingCallOf(ringing, 'cleo')?.id, SECOND);
    assert.equal(ringingCallOf(ringing, 'dov'), null);
  });
});
