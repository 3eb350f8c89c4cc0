import { css } from 'lit';

export const callControlsStyles = css`
  :host {
    display: block;
  }

  .bar {
    display: flex;
    gap: 12px;
    padding: 8px;
    border-radius: 32px;
    background: rgb(18 21 26 / 72%);
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 8%),
      0 8px 32px rgb(0 0 0 / 28%);
  }

  .control {
    display: grid;
    justify-items: center;
    gap: 4px;
    color: var(--_on-stage);
  }

  .disc {
    display: grid;
    inline-size: 48px;
    block-size: 48px;
    place-items: center;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
    font-size: 22px;
    transition: scale var(--_fast) var(--_in);
  }

  .control[data-off] .disc {
    background: #fff;
    color: #14171c;
  }

  .word {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
    white-space: nowrap;
  }

  .control:focus-visible {
    outline: none;
  }

  .control:focus-visible .disc {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .control[aria-disabled='true'] .disc > .icon {
    opacity: 0.45;
  }

  .control:not([aria-disabled='true']):active .disc {
    scale: 0.94;
  }

  @media (hover: hover) {
    .control:not([aria-disabled='true'], [data-off]):hover .disc {
      background: rgb(255 255 255 / 24%);
    }
  }

  [data-tip]::after {
    inset-block: auto calc(100% + 16px);
  }

  /* Hardly any room: closer together, and in two rows before any of them is cut. */
  @container (max-width: 340px) {
    .bar {
      flex-wrap: wrap;
      justify-content: center;
      gap: 4px;
    }
  }

  /* Room for words: under the buttons, all as wide as the longest of them. */
  @container (min-width: 600px) and (min-height: 440px) {
    .bar {
      gap: 4px;
      padding: 12px 12px 8px;
      border-radius: 28px;
    }

    .control {
      min-inline-size: 112px;
    }

    .word {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }

    [data-tip]::after {
      content: none;
    }
  }

  @media (forced-colors: active) {
    .bar,
    .disc {
      border: 1px solid ButtonText;
    }

    .control[data-off] .disc {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
