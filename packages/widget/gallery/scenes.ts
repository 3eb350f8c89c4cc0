/** What the states are made of: a chat page, the stage over it, and what a person has done there. */
import { html, type ReactiveElement, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

import type { OnStage, Peer } from '../src/call/call-state.ts';
import type { LinkStats } from '../src/call/link-stats.ts';
import type { Presence } from '../src/elements/call-buttons.ts';
import type { Toast } from '../src/elements/toasts.ts';
import type { WaitingCaller } from '../src/elements/waiting-call.ts';
import { ann, linkStats, peer } from './fixtures.ts';
import { cameraStream, portrait, type SceneName, screenStream } from './painting.ts';

/** States that can be seen, by name. */
export type States = Readonly<Record<string, () => TemplateResult>>;

interface StageOptions {
  readonly local?: SceneName;
  readonly remote?: SceneName;
  readonly mode?: 'overlay' | 'inline';
  readonly toasts?: readonly Toast[];
  readonly soundBlocked?: boolean;
  readonly canFlip?: boolean;
  readonly waiting?: WaitingCaller;
  readonly shares?: boolean;
  readonly talksUnheard?: boolean;
  readonly size?: readonly [width: number, height: number];
  readonly stats?: LinkStats;
}

/** A name as people are unlikely to have and likely to try. */
export const LONG = 'Wolfeschlegelsteinhausenbergerdorff von Habsburg-Lothringen <b>junior</b>';

export const picture = portrait('ben');
export const both = { local: 'ann', remote: 'ben' } as const;

export const ben = (changes: Partial<Peer> = {}): Peer => peer({ picture, quality: 4, ...changes });

/** So many others, none of whom has a picture. */
export function others(count: number): readonly Peer[] {
  const names = ['Ben', 'Cem', 'Dora', 'Eve', 'Finn', 'Gül'];
  return names.slice(0, count).map((name) => peer({ userId: name.toLowerCase(), name, quality: 4 }));
}

export function remoteStreams(call: OnStage, remote: SceneName | undefined): ReadonlyMap<string, MediaStream> {
  return new Map(remote ? call.peers.map(({ userId }) => [userId, cameraStream(remote).stream]) : []);
}

export function stage(call: OnStage, options: StageOptions = {}): TemplateResult {
  const { local, remote, mode = 'overlay', size = [640, 360], stats = linkStats(4) } = options;
  return html`<call-window-stage
    mode=${mode}
    .call=${call}
    .self=${{ ...ann, picture: portrait('ann') }}
    .localStream=${local ? cameraStream(local, ...size).stream : null}
    .remoteStreams=${remoteStreams(call, remote)}
    .remoteScreens=${new Map(options.shares ? [['ben', screenStream().stream]] : [])}
    .measure=${() => Promise.resolve(stats)}
    .canShare=${true}
    .answeredAt=${Date.now() - 192_000}
    .canFlip=${options.canFlip ?? false}
    .toasts=${options.toasts ?? []}
    .soundHeldBack=${options.soundBlocked ?? false}
    .waiting=${options.waiting ?? null}
    .talksUnheard=${options.talksUnheard ?? false}
  ></call-window-stage>`;
}

/** The stage in the host's page, as small as a host may make it. */
export function inline(call: OnStage, options: StageOptions = {}): TemplateResult {
  return html`<div class="box">${stage(call, { ...options, mode: 'inline' })}</div>`;
}

/** The stage as a card over a chat: its own button has been pressed. */
export function minimised(call: OnStage, options: StageOptions = {}): TemplateResult {
  return html`${chat('live', { disabled: true })} ${pressed('.minimise', stage(call, options))}`;
}

export function chat(presence: Presence, { disabled = false, look = '' } = {}): TemplateResult {
  return html`<div class="chat ${look}">
    <header>
      <strong>Ben</strong>
      <call-window-buttons .presence=${presence} .disabled=${disabled} .canShare=${true}></call-window-buttons>
    </header>
    <p>Are you free for a quick look at the plan?</p>
    <p class="own">Give me two minutes, then ring me.</p>
  </div>`;
}

/** After a click on what the selector finds. */
export function pressed(selector: string, within: TemplateResult): TemplateResult {
  return acted(within, selector, (button) => button.click());
}

/** With the focus there, as the keyboard gives it. */
export function focused(selector: string, within: TemplateResult): TemplateResult {
  return acted(within, selector, (element) => element.focus());
}

/** Header and controls have stepped back, as after three seconds without movement. */
export function steppedBack(within: TemplateResult): TemplateResult {
  return acted(within, '.content', (content) => content.toggleAttribute('data-quiet', true));
}

/** Somebody speaks: their voice can't be heard here. */
export function withSpeaker(within: TemplateResult): TemplateResult {
  return acted(within, '.tile', (tile) => tile.toggleAttribute('data-speaking', true));
}

/** After a key of the call's has been pressed. */
export function withKey(key: string, within: TemplateResult): TemplateResult {
  return acted(within, 'call-window-stage', (stage) => stage.dispatchEvent(new KeyboardEvent('keydown', { key })));
}

function acted(within: TemplateResult, selector: string, act: (element: HTMLElement) => void): TemplateResult {
  const begin = async (place: Element | undefined): Promise<void> => {
    // What lies within is rendered after it.
    await Promise.resolve();
    if (place) await settled(place);
    const found = place && deep(place).find((element) => element.matches(selector));
    if (found) act(found as HTMLElement);
  };
  return html`<div ${ref((place) => void begin(place))}>${within}</div>`;
}

function deep(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? deep(element.shadowRoot) : []),
  ]);
}

async function settled(root: ParentNode): Promise<void> {
  const elements = deep(root) as Partial<ReactiveElement>[];
  await Promise.all(elements.map(({ updateComplete }) => updateComplete));
  if (deep(root).length !== elements.length) await settled(root);
}
