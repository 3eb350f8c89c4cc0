import { css } from 'lit';

/** The small round buttons of a call that is only a card, or lies in a window of its own. */
export const roundButtonStyles = css`
  .round {
    display: grid;
    inline-size: 40px;
    block-size: 40px;
    place-items: center;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
    font-size: 18px;
  }

  .round[data-off] {
    background: #fff;
    color: #14171c;
  }

  .round.hang-up {
    background: var(--_danger-strong);
  }

  .round[aria-disabled='true'] > .icon {
    opacity: 0.45;
  }

  @media (hover: hover) {
    .round:not([aria-disabled='true'], [data-off], .hang-up):hover {
      background: rgb(255 255 255 / 24%);
    }

    .round.hang-up:hover {
      background: color-mix(in srgb, var(--_danger-strong) 86%, #000);
    }
  }

  @media (pointer: coarse) {
    .round {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .round {
      border: 1px solid ButtonText;
    }

    .round[data-off] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
