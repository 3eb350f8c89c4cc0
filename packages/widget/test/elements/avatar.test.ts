import { html } from 'lit';

import { initialsOf, safePictureUrl, tintOf } from '../../src/elements/picture.ts';
import { portrait } from '../../gallery/painting.ts';
import { deep, equal, find, get, mount, nextEvent, ok, settled, unmount } from './support.ts';

const avatar = (name: string, picture: string | null = null) =>
  html`<call-window-avatar .userId=${'ben'} .name=${name} .picture=${picture}></call-window-avatar>`;

describe('a picture’s URL', () => {
  it('passes as http, https, blob, image data, or relative to the document', () => {
    for (const url of [
      'http://a.example/b.png',
      'https://a.example/b.png',
      'blob:https://a.example/1',
      'data:image/png;base64,AA',
    ]) {
      equal(safePictureUrl(url), url);
    }
    equal(safePictureUrl('me.png'), new URL('me.png', document.baseURI).href);
  });

  it('is no picture when it could run or carries something else', () => {
    const bad = [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\tscript:alert(1)',
      'data:text/html,<b>',
      'vbscript:x',
      'file:///etc/passwd',
      'http://',
    ];
    for (const url of [...bad, '', null, undefined]) equal(safePictureUrl(url), null, String(url));
  });
});

describe('initials', () => {
  it('are the first letters of the first and the last word', () => {
    const names = {
      Ben: 'B',
      'ann oduya': 'AO',
      'Ana  María de la Cruz': 'AC',
      'émile zola': 'ÉZ',
      '李 小龙': '李小',
      '<b>x</b>': 'B',
      '': '?',
      '🙂': '?',
    };
    for (const [name, initials] of Object.entries(names)) equal(initialsOf(name), initials, name);
  });

  it('stand on a ground that is always the same for the same person', () => {
    equal(tintOf('ben'), tintOf('ben'));
    const grounds = new Set(Array.from({ length: 60 }, (_, index) => tintOf(`user-${index}`)));
    ok(grounds.size >= 8, 'people are told apart');
  });
});

describe('<call-window-avatar>', () => {
  afterEach(unmount);

  it('shows initials without a picture', async () => {
    await mount(avatar('Ben Carter'));
    equal(get('.initials').textContent, 'BC');
    equal(find('img'), null);
  });

  it('shows the picture without telling its server who asks, and as decoration', async () => {
    await mount(avatar('Ben', portrait('ben')));
    const img = get<HTMLImageElement>('img');
    equal([img.referrerPolicy, img.alt, get('.face').getAttribute('aria-hidden')], ['no-referrer', '', 'true']);
  });

  it('falls back to initials when the picture does not load, and tries the next one', async () => {
    await mount(avatar('Ben', 'data:image/png;base64,broken'));
    await nextEvent(get('img'), 'error');
    await settled();
    equal([get('.initials').textContent, find('img')], ['B', null]);
    await mount(avatar('Ben', portrait('ben')));
    ok(find('img'), 'the next picture is shown');
  });

  it('never loads a javascript: URL', async () => {
    await mount(avatar('Ben', 'javascript:alert(1)'));
    ok(!deep().some((element) => element.outerHTML.includes('javascript:')), 'the URL is nowhere in the document');
  });
});
