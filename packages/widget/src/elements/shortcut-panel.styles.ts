import { css } from 'lit';

/** Keys and what they do, wherever they are listed. */
export const shortcutListStyles = css`
  .keys {
    display: grid;
    gap: 4px;
    margin: 0;
    font-size: 14px;
    line-height: 20px;
  }

  .keys > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 32px;
  }

  .keys dd {
    margin: 0;
  }

  kbd {
    display: inline-grid;
    min-inline-size: 28px;
    min-block-size: 28px;
    padding-inline: 8px;
    place-items: center;
    border-radius: 6px;
    box-shadow: inset 0 0 0 1px color-mix(in srgb, currentColor 24%, transparent);
    font: 600 12px / 16px var(--_font);
  }

  @media (forced-colors: active) {
    kbd {
      border: 1px solid CanvasText;
    }
  }
`;

/** The panel on the stage: above all that lies there, in the middle of it. */
export const shortcutPanelStyles = css`
  .shortcuts {
    position: absolute;
    z-index: 5;
    inset: 0;
    inline-size: min(336px, 100cqi - 24px);
    block-size: fit-content;
    max-block-size: calc(100cqb - 24px);
    margin: auto;
    padding: 0 20px 16px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    border-radius: 16px;
    background: #1b1f25;
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 10%),
      0 16px 48px rgb(0 0 0 / 48%);
    animation: open var(--_normal) var(--_in);
  }

  .shortcuts:focus-visible {
    outline: none;
  }

  .shortcuts-head {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline-end: -8px;
    padding-block: 12px 8px;
    background: #1b1f25;
  }

  .shortcuts-head h2 {
    font-size: 16px;
    font-weight: 600;
    line-height: 24px;
  }

  .shortcuts-close {
    display: grid;
    inline-size: 36px;
    block-size: 36px;
    place-items: center;
    border-radius: 50%;
    font-size: 18px;
  }

  @media (forced-colors: active) {
    .shortcuts {
      border: 1px solid CanvasText;
    }
  }
`;
