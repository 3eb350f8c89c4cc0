/** The table of all states: a list to choose from, and the state in a window of the size and theme that were chosen. */
import { html, render, type TemplateResult } from 'lit';

import { themes } from './states.ts';

interface Size {
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

const SIZES: Readonly<Record<string, Size>> = {
  small: { label: 'Small phone, 320 × 568', width: 320, height: 568 },
  phone: { label: 'Phone, 360 × 740', width: 360, height: 740 },
  landscape: { label: 'Phone on its side, 740 × 360', width: 740, height: 360 },
  zoomed: { label: 'Laptop at 200 %, 640 × 400', width: 640, height: 400 },
  desktop: { label: 'Desktop, 1440 × 900', width: 1440, height: 900 },
  wall: { label: 'Wall, 3840 × 2160', width: 3840, height: 2160 },
};
const COLOURS = { light: 'Light', dark: 'Dark' };
const DIRECTIONS = { ltr: 'Left to right', rtl: 'Right to left' };

interface Choice {
  readonly show: string;
  readonly size: string;
  readonly theme: string;
  readonly dir: string;
}

const [FIRST] = Object.values(themes);
const DEFAULTS: Choice = { show: Object.keys(FIRST ?? {})[0] ?? '', size: 'desktop', theme: 'light', dir: 'ltr' };

/** What is chosen stands in the address: a link leads to the same view. */
export class Viewer {
  private readonly place: HTMLElement;

  constructor(place: HTMLElement) {
    this.place = place;
  }

  show(): void {
    document.documentElement.classList.add('viewer');
    addEventListener('popstate', this.update);
    addEventListener('resize', this.fit);
    this.update();
  }

  private readonly update = (): void => {
    const choice = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.search)) } as Choice;
    render(this.render(choice), this.place);
    this.fit();
  };

  private render(choice: Choice): TemplateResult {
    const sizes = Object.fromEntries(Object.entries(SIZES).map(([name, { label }]) => [name, label]));
    return html`<nav aria-label="States">
        ${Object.entries(themes).map(
          ([title, group]) =>
            html`<h2>${title}</h2>
              ${Object.keys(group).map((name) => this.renderLink({ ...choice, show: name }, choice.show))}`,
        )}
      </nav>
      <section class="view">
        <header>
          <h1>${choice.show}</h1>
          ${this.renderPicker('Size', sizes, choice, 'size')} ${this.renderPicker('Theme', COLOURS, choice, 'theme')}
          ${this.renderPicker('Direction', DIRECTIONS, choice, 'dir')}
          <a href=${addressOf(choice)}>Alone</a>
        </header>
        <div class="room"><iframe title=${choice.show} src=${addressOf(choice)}></iframe></div>
      </section>`;
  }

  private renderLink(choice: Choice, shown: string): TemplateResult {
    const choose = (event: MouseEvent): void => {
      // Into another tab, where that is wanted.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.choose(choice);
    };
    const current = choice.show === shown ? 'page' : 'false';
    return html`<a href="?${new URLSearchParams({ ...choice })}" aria-current=${current} @click=${choose}
      >${choice.show}</a
    >`;
  }

  private renderPicker(
    label: string,
    options: Readonly<Record<string, string>>,
    choice: Choice,
    key: keyof Choice,
  ): TemplateResult {
    const choose = ({ target }: Event): void => this.choose({ ...choice, [key]: (target as HTMLSelectElement).value });
    return html`<label
      >${label}
      <select @change=${choose}>
        ${Object.entries(options).map(
          ([value, text]) => html`<option value=${value} .selected=${value === choice[key]}>${text}</option>`,
        )}
      </select></label
    >`;
  }

  private choose(choice: Choice): void {
    history.pushState(null, '', `?${new URLSearchParams({ ...choice })}`);
    this.update();
  }

  // The state has the size that was chosen, and is shown as small as it has to be.
  private readonly fit = (): void => {
    const room = this.place.querySelector<HTMLElement>('.room');
    const frame = this.place.querySelector('iframe');
    const name = new URLSearchParams(location.search).get('size') ?? DEFAULTS.size;
    const { width, height } = SIZES[name] ?? SIZES.desktop!;
    if (!room || !frame) return;
    const scale = Math.min(1, room.clientWidth / width, room.clientHeight / height);
    Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` });
  };
}

function addressOf({ show, theme, dir }: Choice): string {
  return `?${new URLSearchParams({ state: show, theme, dir })}`;
}
