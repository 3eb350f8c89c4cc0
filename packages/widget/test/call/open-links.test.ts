import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CallError, SignalingRefusal } from '../../src/call/call-error.ts';
import { OpenLinks } from '../../src/call/open-links.ts';
import { CALL_ID } from './fixtures.ts';

/** Asks for a link, to which the server says `error`; resolves with the calls whose fate is asked for because of it. */
async function askedAfter(error: Error): Promise<readonly string[]> {
  const refused: string[] = [];
  const links = new OpenLinks(
    { signaling: { signal: () => Promise.reject(error) }, links: { open: () => assert.fail('none is opened') } },
    {
      dispatch: () => assert.fail('nothing is known of it yet'),
      refused: (callId) => void refused.push(callId),
      unheard: () => assert.fail('it is asked again by the machine'),
      relayOnly: () => false,
      iceServers: () => null,
    },
  );
  links.ask({ type: 'ask-link', callId: CALL_ID, userId: 'ann', attempt: 2 });
  await new Promise((resolve) => setImmediate(resolve));
  return refused;
}

describe('a link that is asked for', () => {
  it('in a call of which the server knows nothing, has the server asked how that call ended', async () => {
    const error = new SignalingRefusal('invalid-request', 'no-such-call', 'No such call.');
    assert.deepEqual(await askedAfter(error), [CALL_ID]);
  });

  it('during an outage, or too often, is no news of the call', async () => {
    assert.deepEqual(await askedAfter(new CallError('signaling-unreachable')), []);
    assert.deepEqual(await askedAfter(new SignalingRefusal('rate-limited', 'rate-limited', 'Too many.')), []);
  });
});
