import { css } from 'lit';

/** A call in a window of its own: the picture fills it, who and how stand beneath it with the buttons. */
export const pictureInPictureStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: flex;
    flex-direction: column;
    background: #14171c;
    color: #fff;
    color-scheme: dark;
    font: 400 14px / 20px var(--_font);
  }

  [hidden] {
    display: none;
  }

  .pictures {
    flex: 1;
    display: grid;
    grid-auto-rows: 1fr;
    gap: 1px;
    min-block-size: 0;
    background: var(--_stage);
  }

  .pictures:not([data-count='1'], [data-count='2']) {
    grid-template-columns: 1fr 1fr;
  }

  .picture {
    position: relative;
    display: grid;
    min-block-size: 0;
    place-items: center;
    overflow: clip;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .face {
    display: grid;
    inline-size: clamp(32px, 30vmin, 128px);
    aspect-ratio: 1;
    place-items: center;
    overflow: clip;
    border-radius: 50%;
    background: linear-gradient(160deg, var(--_tint), var(--_tint-deep));
    font-size: 20px;
    font-weight: 600;
  }

  .face img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .note {
    position: absolute;
    inset-block-end: 8px;
    padding: 4px 10px;
    border-radius: 14px;
    background: rgb(11 13 16 / 72%);
    font-size: 12px;
    line-height: 16px;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 8px 8px 8px 12px;
    padding-inline: 12px 8px;
  }

  .about {
    flex: 1 1 96px;
    display: grid;
    min-inline-size: 0;
  }

  .name,
  .status {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name {
    font-weight: 600;
  }

  .status {
    color: #c3c8d0;
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }

  .dot {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: currentColor;
  }

  .status[data-phase='active'] .dot {
    background: var(--_success);
  }

  .status[data-phase='reconnecting'] {
    color: var(--_warning);
  }

  .buttons {
    display: flex;
    gap: 4px;
  }
`;
