import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { EndedCall, EndReason } from '../../src/call/call-state.ts';
import { expectedPeers } from '../../src/call/peers.ts';
import { callAgain, deviceToast, endedToast, errorWords } from '../../src/toast-words.ts';
import { over, view } from './fixtures.ts';

function ended(reason: EndReason, tookPart: boolean, by: string | null = null): EndedCall {
  const call = by === null ? view() : over('not-permitted', by);
  const peers = expectedPeers(['ben'], () => ({ name: 'Ben', picture: null }));
  return { call, peers, reason, tookPart, final: true };
}

/** Reason, what whoever took part reads, what whoever was merely rung reads. `-`: cannot happen. */
const table: readonly (readonly [EndReason, string | null, string | null])[] = [
  ['hung-up', 'Call ended', '-'],
  ['remote-hung-up', 'Ben ended the call', '-'],
  ['canceled', 'Call ended', 'Missed call from Ben'],
  ['declined', 'Call declined', null],
  ['busy', 'Ben is busy', '-'],
  ['unanswered', 'No answer', 'Missed call from Ben'],
  ['unreachable', "Ben can't be reached right now", '-'],
  ['connection-lost', 'Connection lost', '-'],
  ['not-permitted', null, '-'],
  ['failed', 'The call could not be connected', '-'],
  ['answered-elsewhere', null, null],
  ['declined-elsewhere', null, null],
];

describe('calling again', () => {
  it('is offered to the caller of a call that came to nothing, with the same people and the same kind', () => {
    const request = { type: 'start', kind: 'video', to: ['ben'] };
    for (const reason of ['busy', 'unanswered', 'connection-lost', 'failed'] as const)
      assert.deepEqual(callAgain(ended(reason, true), 'ann'), { label: 'Call again', request });
  });

  it('is offered neither to the callee nor after an end that somebody chose', () => {
    assert.equal(callAgain(ended('unanswered', true), 'ben'), undefined);
    for (const reason of ['hung-up', 'remote-hung-up', 'canceled', 'declined', 'unreachable'] as const)
      assert.equal(callAgain(ended(reason, true), 'ann'), undefined);
  });
});

describe('the words after a call that ended', () => {
  for (const [reason, tookPart, rung] of table) {
    it(`${reason}: “${tookPart ?? 'nothing'}” to whoever took part`, () => {
      assert.equal(endedToast(ended(reason, true))?.text ?? null, tookPart);
    });
    if (rung === '-') continue;
    it(`${reason}: “${rung ?? 'nothing'}” to whoever was rung`, () => {
      assert.equal(endedToast(ended(reason, false))?.text ?? null, rung);
    });
  }

  it('never call a missed call declined', () => {
    const texts = table.map(([reason]) => endedToast(ended(reason, false))?.text ?? '');
    assert.ok(texts.every((text) => !text.includes('declined')));
  });

  it('alarm only about what went wrong', () => {
    const alarming = table.filter(([reason]) => endedToast(ended(reason, true))?.tone === 'danger');
    assert.deepEqual(
      alarming.map(([reason]) => reason),
      ['connection-lost', 'failed'],
    );
  });

  it('say whose microphone is blocked, and to whoever blocked it nothing more than the error did', () => {
    const theirs = endedToast(ended('not-permitted', true, 'ben'))?.text;
    assert.equal(theirs, "Ben couldn't join: their microphone can't be used");
    assert.equal(endedToast(ended('not-permitted', true, 'ann')), null);
  });

  it('name everybody of a group', () => {
    const peers = expectedPeers(['ben', 'cleo'], (name) => ({ name, picture: null }));
    assert.equal(endedToast({ ...ended('remote-hung-up', true), peers })?.text, 'ben and cleo ended the call');
  });
});

describe('the words of an error', () => {
  it('say nothing of what one did oneself', () => {
    assert.equal(errorWords({ code: 'canceled' }), null);
  });

  it('name the device that it is about', () => {
    const about = (device: 'camera' | 'microphone' | 'both') => errorWords({ code: 'permission-denied', device });
    assert.match(about('camera') ?? '', /^Your camera is blocked/u);
    assert.match(about('microphone') ?? '', /^Your microphone is blocked/u);
    assert.match(about('both') ?? '', /^Camera and microphone are blocked/u);
  });

  it('are the general ones where a device has none of its own', () => {
    assert.equal(errorWords({ code: 'insecure-context', device: 'camera' }), errorWords({ code: 'insecure-context' }));
  });
});

describe('the words of a device that changed', () => {
  const replaced = (device: 'camera' | 'microphone', gone: string | null, now: string) =>
    deviceToast({ what: 'replaced', device, gone, now });

  it('name what is gone and what is used now', () => {
    const { text, tone } = replaced('microphone', 'Headset', 'Built-in Microphone');
    assert.equal(text, 'Headset was unplugged. Now using Built-in Microphone.');
    assert.equal(tone, 'neutral');
    assert.equal(replaced('camera', 'Webcam', 'Lid').text, 'Webcam was unplugged. Now using Lid.');
  });

  it('do without the names that devices do not have', () => {
    assert.equal(replaced('microphone', '', '').text, 'Your microphone was unplugged. Now using another microphone.');
    assert.equal(replaced('camera', null, '').text, 'Your camera is on again.');
  });

  it('say that one is back', () => {
    assert.equal(replaced('microphone', null, 'Headset').text, 'Now using Headset.');
    assert.equal(replaced('camera', null, 'Webcam').text, 'Your camera is on again: Webcam.');
  });

  it('warn of one that gives nothing', () => {
    const { text, tone } = deviceToast({ what: 'interrupted', device: 'camera' });
    assert.deepEqual([text, tone], ['Your camera gives no picture. Another app may be using it.', 'warning']);
  });
});
