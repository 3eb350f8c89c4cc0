import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { cleanName, cleanPicture } from '../src/identity/person-details.ts';

const NAMES: readonly (readonly [string | undefined, string | null])[] = [
  ['  Ann   Lee ', 'Ann Lee'],
  ['Ann\nLee\t', 'Ann Lee'],
  ['Ann\u0000\u0007', 'Ann'],
  ['Ann\u202Egpj.exe\u2066', 'Anngpj.exe'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['\u202E \u0000', null],
  ['', null],
  [undefined, null],
  [`${'x'.repeat(199)}😀`, 'x'.repeat(199)],
  ['x'.repeat(500), 'x'.repeat(200)],
];

const SAFE = [
  ...['https://example.com/ann.png', 'http://localhost:3000/a', '/ann.png', 'pictures/ann.png?x=1#y', '../ann.png'],
  ...['data:image/png;base64,AA==', 'data:image/svg+xml,<svg/>', 'DATA:image/webp;base64,AA=='],
];

const UNSAFE = [
  ...[
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'blob:https://x/1',
    'file:///etc/passwd',
  ],
  ...[
    'data:text/html,<script>',
    'data:image/png',
    'data:,x',
    '//evil.example/x.png',
    '/\\evil.example/x.png',
    '\\\\evil.example',
  ],
  ...['', ' ', `/${'x'.repeat(2048)}`, 'https://', '\uD800', 'https:evil'],
];

describe('a name', () => {
  for (const [given, shown] of NAMES) {
    it(`${JSON.stringify(given)?.slice(0, 40)} is shown as ${JSON.stringify(shown)?.slice(0, 40)}`, () => {
      assert.equal(cleanName(given), shown);
    });
  }
});

describe('a picture', () => {
  for (const url of SAFE) it(`from ${url} is kept`, () => assert.equal(cleanPicture(url), url));
  for (const url of UNSAFE)
    it(`from ${JSON.stringify(url.slice(0, 40))} is dropped`, () => assert.equal(cleanPicture(url), null));
});
