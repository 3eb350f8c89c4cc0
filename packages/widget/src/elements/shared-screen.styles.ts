import { css } from 'lit';

export const sharedScreenStyles = css`
  :host {
    position: relative;
    display: block;
    container-type: size;
    color: var(--_on-stage);
  }

  .box {
    position: absolute;
    inset: 0;
    overflow: clip;
    touch-action: none;
  }

  .box[data-near] {
    cursor: grab;
  }

  .box[data-held] {
    cursor: grabbing;
  }

  .box:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    opacity: 0;
    transition: opacity var(--_normal) var(--_in);
  }

  video[data-shown] {
    opacity: 1;
  }

  .tools {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    display: flex;
    align-items: center;
    padding: 4px;
    border-radius: 22px;
    background: rgb(18 21 26 / 84%);
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 8%);
    transition: opacity var(--_slow) var(--_in);
  }

  .tool {
    display: grid;
    min-inline-size: 36px;
    block-size: 36px;
    place-items: center;
    border-radius: 18px;
    font-size: 18px;
  }

  .tool.text {
    min-inline-size: 56px;
    padding-inline: 8px;
    font-size: 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .tool:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  .tool[aria-disabled='true'] {
    opacity: 0.45;
  }

  @media (hover: hover) {
    .tool:not([aria-disabled='true']):hover {
      background: rgb(255 255 255 / 16%);
    }
  }

  /* Too small to look closer. */
  @container (max-height: 180px) {
    .tools {
      display: none;
    }
  }

  .wait {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: 16px;
    font-size: 16px;
    text-align: center;
  }

  @media (forced-colors: active) {
    .tools {
      border: 1px solid ButtonText;
    }
  }
`;
