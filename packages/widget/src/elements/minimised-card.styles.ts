import { css } from 'lit';

/** The stage as a card over the page: the other's picture, and beneath it who it is and the few buttons that are needed. */
export const minimisedCardStyles = css`
  .stage[data-card] {
    container-type: normal;
    position: fixed;
    inset: auto;
    display: block;
    inline-size: min(304px, 100vw - 24px);
    block-size: auto;
    overflow: visible;
    border-radius: var(--_radius);
    background: none;
    cursor: grab;
    touch-action: none;
    user-select: none;
    animation: shrink var(--_normal) var(--_in);
    --_from-top: calc(12px + env(safe-area-inset-top, 0px));
    --_from-bottom: calc(12px + env(safe-area-inset-bottom, 0px));
    --_from-side: calc(12px + max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px)));
  }

  /* A face beside the words takes as much. */
  .stage[data-card]:has(> [data-kind='voice']) {
    inline-size: min(328px, 100vw - 24px);
  }

  .stage[data-card][dragging] {
    cursor: grabbing;
  }

  .stage[data-card^='top'] {
    inset-block-start: var(--_from-top);
  }

  .stage[data-card^='bottom'] {
    inset-block-end: var(--_from-bottom);
  }

  .stage[data-card$='start'] {
    inset-inline-start: var(--_from-side);
  }

  .stage[data-card$='end'] {
    inset-inline-end: var(--_from-side);
  }

  .stage[data-card] > .content {
    position: relative;
    inset: auto;
    border-radius: inherit;
    background: #14171c;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 14%),
      0 0 0 2px rgb(0 0 0 / 20%),
      0 16px 48px rgb(0 0 0 / 36%);
    --_above-controls: 8px;
  }

  .stage[data-card] .tiles {
    position: relative;
    inset: auto;
    aspect-ratio: 16 / 9;
    padding: 0;
    gap: 1px;
    border-start-start-radius: inherit;
    border-start-end-radius: inherit;
    overflow: clip;
  }

  .stage[data-card] .tiles > * {
    border-radius: 0;
  }

  /* What is shared is the card's picture: it can be seen, and the card is moved by it. */
  .stage[data-card] > .content > call-window-screen {
    position: relative;
    inset: auto;
    aspect-ratio: 16 / 9;
    border-start-start-radius: inherit;
    border-start-end-radius: inherit;
    overflow: clip;
    pointer-events: none;
  }

  /* The sound goes on: what plays it is still there. */
  .stage[data-card] > [data-screen] .tiles,
  .stage[data-card] > [data-kind='voice'] .tiles,
  .stage[data-card] :is(.shade, call-window-local-preview) {
    display: none;
  }

  .card {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px;
    padding-inline-start: 12px;
    --avatar-size: 40px;
  }

  .card-face {
    position: relative;
    margin-inline-start: -4px;
  }

  .silent {
    position: absolute;
    inset-block-end: -4px;
    inset-inline-end: -4px;
    display: grid;
    inline-size: 20px;
    block-size: 20px;
    place-items: center;
    border-radius: 50%;
    background: #fff;
    color: #14171c;
    font-size: 12px;
  }

  .about {
    flex: 1;
    display: grid;
    justify-items: start;
    min-inline-size: 0;
  }

  .about .name {
    max-inline-size: 100%;
    font-size: 14px;
    line-height: 20px;
  }

  .about .state {
    margin: 0;
    max-inline-size: 100%;
    color: #c3c8d0;
    font-size: 12px;
    line-height: 16px;
  }

  .card-buttons {
    display: flex;
    flex: none;
    gap: 4px;
  }

  /* Above the card's foot, where the viewport ends beneath it. */
  .stage[data-card^='bottom'] [data-tip]::after {
    inset-block: auto calc(100% + 8px);
  }

  /* At the viewport's edge a word grows inwards. */
  .stage[data-card$='end'] .hang-up::after {
    inset-inline: auto 0;
    translate: none;
  }

  /* A second caller's card lies beside this one, towards the middle of the page. */
  .stage[data-card] .header + .waiting,
  .stage[data-card] .waiting {
    inset-block: calc(100% + 8px) auto;
    inline-size: 100%;
    cursor: default;
  }

  .stage[data-card^='bottom'] .waiting {
    inset-block: auto calc(100% + 8px);
  }

  /* Where there is no room for both, the picture gives way to the caller. */
  @media (max-height: 400px) {
    .stage[data-card]:has(.waiting) :is(.tiles, call-window-screen) {
      display: none;
    }
  }

  .stage[data-card] .foot {
    display: contents;
  }

  @keyframes shrink {
    from {
      opacity: 0;
      scale: 1.08;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .stage[data-card] {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .stage[data-card] > .content {
      border: 1px solid ButtonText;
    }
  }
`;
