/** Renders one state, named in the address: `?state=active-video&theme=dark&dir=rtl`. Without a name: the list of all. */
import { html, render } from 'lit';

import { innerElements } from '../src/elements/inner-elements.ts';
import { states } from './states.ts';

for (const [tag, element] of innerElements) customElements.define(tag, element);

const query = new URLSearchParams(location.search);
const main = document.querySelector('main');
if (!main) throw new Error('no main');

document.documentElement.dir = query.get('dir') ?? 'ltr';
document.documentElement.style.setProperty('color-scheme', query.get('theme') ?? 'light dark');

const state = states[query.get('state') ?? ''];
const list = Object.keys(states).map(
  (name) => html`<a href="?state=${name}&theme=${query.get('theme') ?? 'light'}">${name}</a>`,
);
render(state ? state() : html`<nav class="list">${list}</nav>`, main);

// So that the picture is taken of a finished state.
Object.assign(globalThis, { galleryStates: Object.keys(states) });
