import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { SHORTCUT_KEYS, shortcutOf } from '../../src/elements/shortcut-keys.ts';
import { words } from '../../src/strings/words.ts';

const pressed = (key: string, more: { code?: string; shiftKey?: boolean } = {}) =>
  shortcutOf({ code: '', shiftKey: false, ...more, key } as KeyboardEvent);

describe('the key of a shortcut', () => {
  it('is a letter, whichever way it is written', () => {
    assert.deepEqual([pressed('m'), pressed('M'), pressed('v')], ['microphone', 'microphone', 'camera']);
  });

  it('is found on keyboards of other scripts by its place', () => {
    assert.equal(pressed('ь', { code: 'KeyM' }), 'microphone');
    // Where it has a letter of its own, that counts: this is the key beside L on a French keyboard.
    assert.equal(pressed('m', { code: 'Semicolon' }), 'microphone');
    assert.equal(pressed('q', { code: 'KeyM' }), null);
  });

  it('is not meant with Shift, but where the key itself needs it', () => {
    assert.equal(pressed('M', { shiftKey: true }), null);
    assert.equal(pressed('?', { shiftKey: true }), 'list');
  });

  it('is no other', () => {
    assert.deepEqual(
      [' ', 'Enter', 'x', '1'].map((key) => pressed(key)),
      [null, null, null, null],
    );
  });

  it('is in the list, as each of them is', () => {
    const listed = Object.keys(words.shortcuts.does).filter((name) => name !== 'talk');
    assert.deepEqual(listed.sort(), Object.keys(SHORTCUT_KEYS).sort());
  });
});
