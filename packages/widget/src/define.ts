/** Entry of the script-tag build: registers `<call-window>`, once, however many copies of the script a page has. */
import { CallWindow } from './call-window.ts';
import { innerElements } from './elements/inner-elements.ts';

for (const [tag, element] of [...innerElements, ['call-window', CallWindow] as const]) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export type * from './index.ts';
