import { css } from 'lit';

export const settingsPanelStyles = css`
  :host {
    display: contents;
  }

  dialog.own-text {
    inline-size: min(440px, calc(100dvw - 32px));
    max-inline-size: none;
    max-block-size: calc(100dvh - 32px);
    margin: auto;
    padding: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    border: 0;
    border-radius: calc(var(--_radius) + 8px);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    font-size: 14px;
    line-height: 20px;
  }

  /* Over the call: dark, as the stage is. */
  dialog.on-stage {
    color-scheme: dark;
  }

  dialog:focus-visible {
    outline: none;
  }

  dialog[open] {
    animation: rise var(--_normal) var(--_in);
  }

  dialog::backdrop {
    background: var(--_backdrop);
    animation: fade var(--_normal) var(--_in);
  }

  .panel {
    padding: 0 24px 24px;
  }

  .head {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline: -24px;
    padding: 16px 16px 12px 24px;
    background: var(--_surface);
  }

  h2 {
    font-size: 20px;
    font-weight: 600;
    line-height: 28px;
  }

  .close {
    display: grid;
    inline-size: 36px;
    block-size: 36px;
    place-items: center;
    border-radius: 50%;
    color: var(--_text-muted);
    font-size: 20px;
  }

  section {
    display: grid;
    align-content: start;
    gap: 12px;
  }

  section + section {
    margin-block-start: 24px;
    padding-block-start: 24px;
    border-block-start: 1px solid var(--_border);
  }

  .preview {
    position: relative;
    aspect-ratio: 16 / 9;
    overflow: clip;
    border-radius: var(--_radius);
    background: #1b1f25;
    color: #fff;
  }

  .preview::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 12%);
    pointer-events: none;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  video[data-mirrored] {
    scale: -1 1;
  }

  .cover {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    padding: 16px 24px;
    text-align: center;
    text-wrap: balance;
  }

  .cover .icon {
    font-size: 28px;
  }

  .problem {
    padding: 12px 16px;
    border-radius: var(--_radius-small);
    background: #33161a;
    color: #ffd9dc;
  }

  .problem + section {
    margin-block-start: 12px;
  }

  .problem:empty {
    display: none;
  }

  .preview .problem {
    position: absolute;
    inset: auto 8px 8px;
    padding: 8px 12px;
    background: rgb(51 22 26 / 92%);
  }

  .preview:has(.problem:not(:empty)) .cover {
    padding-block-end: 72px;
  }

  .test {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    justify-self: start;
    gap: 8px;
    min-block-size: 36px;
    padding-inline: 12px 16px;
    border-radius: 18px;
    background: light-dark(rgb(15 18 24 / 7%), rgb(255 255 255 / 12%));
    font-weight: 600;
  }

  .test .icon {
    font-size: 18px;
  }

  /* Beside what closes them. */
  .head > .test {
    align-self: center;
    margin-inline: auto 8px;
  }

  @media (hover: hover) {
    .close:hover {
      background: light-dark(rgb(15 18 24 / 7%), rgb(255 255 255 / 12%));
      color: var(--_text);
    }

    .test:hover {
      background: light-dark(rgb(15 18 24 / 12%), rgb(255 255 255 / 18%));
    }
  }

  /* Picture and sound beside each other. */
  @media (min-width: 820px) {
    dialog.own-text:has(.columns) {
      inline-size: 780px;
    }

    .columns {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 32px;
    }

    section + section {
      margin-block-start: 0;
      padding-block-start: 0;
      border-block-start: 0;
    }
  }

  /* A phone: from edge to edge, at its foot. */
  @media (max-width: 480px) {
    dialog.own-text {
      inline-size: 100dvw;
      max-block-size: calc(100dvh - 24px);
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }

    .panel {
      padding: 0 16px calc(24px + env(safe-area-inset-bottom, 0px));
    }

    .head {
      margin-inline: -16px;
      padding-inline: 16px 8px;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }

  @keyframes fade {
    from {
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    dialog::backdrop {
      animation: none;
    }
  }

  .shortcuts {
    margin-block-start: 24px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_border);
  }

  .shortcuts summary {
    padding-block: 8px;
    border-radius: var(--_radius-small);
    font-weight: 600;
    cursor: pointer;
  }

  .shortcuts[open] summary {
    margin-block-end: 4px;
  }

  /* Where nothing hovers, there is no keyboard either. */
  @media (hover: none) {
    .shortcuts {
      display: none;
    }
  }

  @media (forced-colors: active) {
    dialog,
    .test,
    .close {
      border: 1px solid CanvasText;
    }
  }
`;
