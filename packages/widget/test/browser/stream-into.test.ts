import { html, render } from 'lit';

import { streamInto } from '../../src/directives/stream-into.ts';
import { Log } from '../fakes/log.ts';
import { equal, ok } from '../elements/support.ts';
import { realOutput } from './sounds.ts';

describe('a stream in a media element', () => {
  const { setSinkId } = HTMLMediaElement.prototype;
  let asked: Log<string>;
  let box: HTMLElement;

  beforeEach(() => {
    asked = new Log<string>();
    box = document.body.appendChild(document.createElement('div'));
  });

  afterEach(() => {
    box.remove();
    HTMLMediaElement.prototype.setSinkId = setSinkId;
  });

  /** Goes through to the browser, and tells when that has answered. */
  function listen(): void {
    HTMLMediaElement.prototype.setSinkId = async function (id) {
      try {
        await setSinkId.call(this, id);
      } finally {
        asked.add(id);
      }
    };
  }

  function show(output?: string): HTMLAudioElement {
    render(html`<audio ${streamInto(null, undefined, output)}></audio>`, box);
    return box.querySelector('audio')!;
  }

  it('sounds on the chosen output, and on another one when that is chosen', async () => {
    const output = await realOutput();
    listen();
    const audio = show();
    equal([audio.sinkId, asked.entries], ['', []]);
    show(output);
    await asked.next();
    equal(audio.sinkId, output);
    show(output);
    show('');
    await asked.next();
    equal([audio.sinkId, asked.entries], ['', [output, '']]);
  });

  it('sounds on the default output where the chosen one is not to be had', async () => {
    const output = await realOutput();
    listen();
    const audio = show(output);
    await asked.next();
    show('nonsense');
    await asked.first((id) => id === '');
    equal([audio.sinkId, asked.entries], ['', [output, 'nonsense', '']]);
  });

  it('ends on the output that was chosen last, also while another one is still being opened', async () => {
    const output = await realOutput();
    listen();
    const audio = show(output);
    show('');
    await asked.first((id) => id === '');
    show(output);
    show('nonsense');
    show(output);
    await asked.next();
    equal([audio.sinkId, asked.entries], [output, [output, '', output]]);
  });

  it('plays in a browser that has only one output', () => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    ok(show('nonsense') instanceof HTMLAudioElement, 'shown');
  });
});
