import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { entryOf } from '../../src/call-entry.ts';
import { snapshotOf } from '../../src/call-snapshot.ts';
import type { CallEndReason } from '../../src/public-api.ts';
import { answered, view } from './fixtures.ts';

/** Reason, whether the call was answered, whether the local user took part, and what the chat shows. */
const table: readonly (readonly [CallEndReason, boolean, boolean, string])[] = [
  ['hung-up', true, true, 'Video call · 3:12'],
  ['remote-hung-up', true, true, 'Video call · 3:12'],
  ['connection-lost', true, true, 'Video call · 3:12'],
  ['connection-lost', false, true, 'Video call · not connected'],
  ['canceled', false, true, 'Canceled video call'],
  ['canceled', false, false, 'Missed video call'],
  ['unanswered', false, true, 'Video call · no answer'],
  ['unanswered', false, false, 'Missed video call'],
  ['declined', false, true, 'Video call declined'],
  ['declined', false, false, 'Video call declined'],
  ['busy', false, true, 'Video call · busy'],
  ['unreachable', false, true, 'Video call · not reached'],
  ['not-permitted', true, true, 'Video call · not connected'],
  ['failed', true, true, 'Video call · not connected'],
  ['answered-elsewhere', true, false, 'Video call · answered on another device'],
  ['declined-elsewhere', false, false, 'Video call · declined on another device'],
];

describe('the entry of a call in a chat', () => {
  for (const [reason, wasAnswered, tookPart, text] of table) {
    it(`${reason}, ${wasAnswered ? 'answered' : 'never answered'}, ${tookPart ? 'in it' : 'only rung'}: “${text}”`, () => {
      const call = snapshotOf(wasAnswered ? answered : view(), tookPart ? 'ann' : 'ben', reason);
      const entry = entryOf(call, reason, 192, tookPart);
      assert.equal(entry.text, text);
      assert.equal(entry.direction, tookPart ? 'outgoing' : 'incoming');
      assert.ok(Object.isFrozen(entry));
    });
  }

  it('counts hours', () => {
    assert.equal(entryOf(snapshotOf(answered, 'ann'), 'hung-up', 3_723, true).text, 'Video call · 1:02:03');
  });
});
