import { css } from 'lit';

export const participantTileStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: clip;
    container-type: size;
    border-radius: var(--_radius);
    background: var(--_stage);
    color: var(--_on-stage);
  }

  :host([solo]) {
    border-radius: 0;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transition: opacity var(--_normal) var(--_in);
  }

  audio {
    display: none;
  }

  /* A picture that stands still looks like one that lives: dimmed while nothing arrives. */
  .tile[data-phase='reconnecting'] video {
    opacity: 0.45;
  }

  .poster {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    transition: opacity var(--_normal) var(--_in);
  }

  /* What can be seen through would be drawn over each frame of the video. */
  .poster[data-gone] {
    opacity: 0;
    visibility: hidden;
    transition:
      opacity var(--_normal) var(--_in),
      visibility 0s var(--_normal);
  }

  /* Grows with the voice of whoever speaks. */
  .level {
    position: absolute;
    inset: 0;
    border-radius: 50%;
    background: var(--_success);
    opacity: calc(var(--_level, 0) * 0.55);
    scale: calc(1 + var(--_level, 0) * 0.16);
    transition:
      opacity 160ms linear,
      scale 160ms linear;
  }

  .notes {
    position: absolute;
    inset-block-end: var(--_above-controls, 12px);
    inset-inline: 12px;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }

  :host(:not([solo])) .notes {
    inset-block-end: 8px;
    inset-inline: 8px;
    justify-content: start;
  }

  .note {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding: 6px 12px;
    border-radius: 16px;
    background: rgb(11 13 16 / 72%);
    font-size: 14px;
    line-height: 20px;
    animation: appear var(--_normal) var(--_in);
  }

  .note > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .note .icon {
    font-size: 16px;
  }

  @container (max-width: 160px) {
    .note {
      gap: 4px;
      padding: 2px 8px;
      font-size: 12px;
      line-height: 16px;
    }
  }

  /* Beside the controls where there is room, and where there is no room above them: on a phone that lies on its side. */
  @container (min-width: 600px) or ((min-width: 480px) and (max-height: 439px)) {
    :host([solo]) .tile[data-kind='video'] .notes {
      inset-block-end: calc(24px + var(--_safe-bottom, 0px));
      inset-inline: calc(var(--_edge, 16px) + 8px);
      justify-content: start;
    }

    :host([solo]) .tile[data-kind='video'] .note {
      max-inline-size: calc(50cqi - var(--_edge, 16px) - 90px);
    }
  }

  /* There the controls have words, and are wider. */
  @container (min-width: 600px) and (min-height: 440px) {
    :host([solo]) .tile[data-kind='video'] .note {
      max-inline-size: calc(50cqi - var(--_edge, 16px) - 154px);
    }
  }

  .slashed {
    display: none;
  }

  /* In a corner there is room for signs, and for words to be heard. */
  :host([small]) {
    border-radius: var(--_radius);
    box-shadow: 0 8px 32px rgb(0 0 0 / 36%);
  }

  :host([small]) .hero {
    position: static;
    --avatar-size: 40px;
  }

  :host([small]) .face {
    margin: 0;
  }

  :host([small]) :is(.caption, .note > span) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  :host([small]) .slashed {
    display: grid;
  }

  :host([small]) .tile .notes {
    inset-block-end: 6px;
    inset-inline: 6px;
    justify-content: end;
  }

  :host([small]) .note {
    padding: 5px;
  }

  :host([small]) .note .icon {
    font-size: 14px;
  }

  :host([small]) .tile::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 16%);
    pointer-events: none;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .level {
      scale: 1.06;
    }
  }

  @media (forced-colors: active) {
    .note {
      border: 1px solid CanvasText;
    }
  }
`;
