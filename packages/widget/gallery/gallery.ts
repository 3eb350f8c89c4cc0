/**
 * Renders one state, named in the address: `?state=active-video&theme=dark&dir=rtl`, without anything around it. `&still`: as for
 * a picture. Without a state: the table of all of them.
 */
import { html, render } from 'lit';

import { innerElements } from '../src/elements/inner-elements.ts';
import { states } from './states.ts';
import { isStill, stopTime } from './still.ts';
import { Viewer } from './viewer.ts';

for (const [tag, element] of innerElements) customElements.define(tag, element);

const query = new URLSearchParams(location.search);
const main = document.querySelector('main');
if (!main) throw new Error('no main');

if (isStill) stopTime();
document.documentElement.dir = query.get('dir') ?? 'ltr';
document.documentElement.style.setProperty('color-scheme', query.get('theme') ?? 'light dark');

const name = query.get('state');
const state = states[name ?? ''];
if (state) render(state(), main);
else if (name === null) new Viewer(main).show();
else render(html`<p>There is no state called ${name}. <a href="./">All states</a></p>`, main);

// For whoever takes pictures of all of them.
Object.assign(globalThis, { galleryStates: Object.keys(states) });
