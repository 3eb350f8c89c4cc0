import { css } from 'lit';

/** A picture that lies in a corner of the stage, above the large one. */
export const smallPictureStyles = css`
  :host([small]) {
    position: absolute;
    z-index: 2;
    inline-size: var(--_self-view);
    aspect-ratio: 16 / 9;
    border-radius: var(--_radius);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }

  :host([small][portrait]) {
    inline-size: calc(var(--_self-view) * 0.75);
    min-inline-size: 104px;
    aspect-ratio: 3 / 4;
  }

  :host([small][corner^='top']) {
    inset-block-start: var(--_below-header, 72px);
  }

  :host([small][corner^='bottom']) {
    inset-block-end: var(--_above-controls, 104px);
  }

  :host([small][corner$='start']) {
    inset-inline-start: var(--_edge, 16px);
  }

  :host([small][corner$='end']) {
    inset-inline-end: var(--_edge, 16px);
  }

  :host([dragging]) {
    cursor: grabbing;
  }

  .swap {
    position: absolute;
    z-index: 1;
    inset: 0;
    border-radius: inherit;
    cursor: inherit;
    touch-action: none;
  }

  .swap:focus-visible,
  .frame:focus-visible {
    outline-color: #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 6px rgb(0 0 0 / 60%);
  }

  .slashed {
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
`;
