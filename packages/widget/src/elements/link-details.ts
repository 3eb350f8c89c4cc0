import { html, type TemplateResult } from 'lit';

import type { LinkStats, TrackStats } from '../call/link-stats.ts';
import { words } from '../strings/words.ts';

/** A link in numbers. */
export function renderLinkDetails(stats: LinkStats, name: string): TemplateResult {
  const { details } = words;
  const { roundTripMilliseconds, jitterMilliseconds, lost, route } = stats;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    [details.quality, stats.quality && words.quality[stats.quality]],
    [details.roundTrip, words.milliseconds(roundTripMilliseconds)],
    [details.jitter, words.milliseconds(jitterMilliseconds)],
    [details.lostSent, words.percent(lost.sent)],
    [details.lostReceived, words.percent(lost.received)],
    [details.route, route && words.route(route)],
    [details.bytesSent, words.bytes(stats.bytesSent)],
    [details.bytesReceived, words.bytes(stats.bytesReceived)],
  ];
  return html`<h2>${details.title}</h2>
    <dl>${facts.map(([term, value]) => renderFact(term, value ?? details.unknown))}</dl>
    ${renderTracks(details.sending, stats.sends)} ${renderTracks(details.receiving(name), stats.receives)}`;
}

function renderTracks(title: string, tracks: readonly TrackStats[]): TemplateResult {
  const flowing = tracks.filter(({ bytes }) => bytes > 0);
  return html`<h3><bdi>${title}</bdi></h3>
    <dl>${flowing.map((track) => renderFact(words.sources[track.source], describe(track)))}</dl>`;
}

function renderFact(term: string, value: string): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

function describe({ codec, picture, bitsPerSecond }: TrackStats): string {
  const size = picture && `${picture.width} × ${picture.height}, ${words.framesPerSecond(picture.framesPerSecond)}`;
  return [codec, size, words.bitRate(bitsPerSecond)].filter(Boolean).join(' · ');
}
