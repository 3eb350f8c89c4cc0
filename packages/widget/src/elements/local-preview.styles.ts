import { css } from 'lit';

export const localPreviewStyles = css`
  :host {
    position: absolute;
    z-index: 2;
    inline-size: var(--_self-view);
    aspect-ratio: 16 / 9;
    border-radius: var(--_radius);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }

  :host([portrait]) {
    inline-size: calc(var(--_self-view) * 0.75);
    min-inline-size: 104px;
    aspect-ratio: 3 / 4;
  }

  :host([corner^='top']) {
    inset-block-start: var(--_below-header, 72px);
  }

  :host([corner^='bottom']) {
    inset-block-end: var(--_above-controls, 104px);
  }

  :host([corner$='start']) {
    inset-inline-start: var(--_edge, 16px);
  }

  :host([corner$='end']) {
    inset-inline-end: var(--_edge, 16px);
  }

  :host([dragging]) {
    cursor: grabbing;
  }

  /* Before the answer the own picture is the stage. */
  :host([expanded]) {
    z-index: 0;
    inset: 0;
    inline-size: auto;
    aspect-ratio: auto;
    border-radius: 0;
    cursor: inherit;
    touch-action: auto;
  }

  .frame {
    position: absolute;
    inset: 0;
    overflow: clip;
    border-radius: inherit;
    background: #1b1f25;
    box-shadow: 0 8px 32px rgb(0 0 0 / 36%);
    transition: scale var(--_fast) var(--_in);
  }

  :host([dragging]) .frame {
    scale: 1.03;
  }

  :host([expanded]) .frame {
    background: none;
    box-shadow: none;
  }

  .frame:focus-visible {
    outline-color: #fff;
    box-shadow:
      0 0 0 6px rgb(0 0 0 / 60%),
      0 8px 32px rgb(0 0 0 / 36%);
  }

  .frame::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 16%);
    pointer-events: none;
  }

  :host([expanded]) .frame::after {
    content: none;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
    scale: -1 1;
    transition: opacity var(--_normal) var(--_in);
  }

  video[data-shown] {
    opacity: 1;
  }

  .cover {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: #fff;
    --avatar-size: 40px;
  }

  .cover call-window-avatar {
    position: relative;
  }

  .cover .slashed {
    position: absolute;
    inset-block-end: 6px;
    inset-inline-start: 6px;
    display: grid;
    inline-size: 24px;
    block-size: 24px;
    place-items: center;
    border-radius: 50%;
    background: rgb(11 13 16 / 72%);
    font-size: 14px;
  }

  .words {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .frame {
      border: 1px solid CanvasText;
    }
  }
`;
