import { css } from 'lit';

/** The stage while somebody shares a screen: that is large, and the people are beside it. */
export const sharingStyles = css`
  .content {
    --_beside-screen: clamp(112px, 22cqi, 240px);
  }

  call-window-screen {
    position: absolute;
    inset-block: calc(var(--_below-header) + var(--_beside-screen) * 9 / 16 + 8px) calc(var(--_above-controls) - 16px);
    inset-inline: var(--_safe-side);
  }

  /* The status stands in the header then, in a voice call, too. */
  @container (max-width: 559px) {
    .content[data-screen] {
      --_below-header: calc(100px + var(--_safe-top, 0px));
    }
  }

  .content[data-screen] .shade {
    display: none;
  }

  .content[data-screen] .tiles {
    inset-block: var(--_below-header) auto;
    inset-inline: var(--_edge) auto;
    z-index: 1;
    inline-size: var(--_beside-screen);
    gap: 8px;
    padding: 0;
    grid-template-columns: 1fr;
  }

  /* Beside it where it lies on its side: nothing covers what is to be read. */
  @container (orientation: landscape) {
    .content[data-screen] > call-window-screen {
      inset-block-start: calc(56px + var(--_safe-top, 0px));
      inset-inline-end: calc(var(--_beside-screen) + 2 * var(--_edge));
    }

    .content[data-screen] .tiles {
      inset-block: auto var(--_above-controls);
      inset-inline: auto var(--_edge);
    }
  }

  .content[data-screen] call-window-participant {
    aspect-ratio: 16 / 9;
    border-radius: 12px;
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 14%),
      0 8px 24px rgb(0 0 0 / 36%);
  }

  .sharing:not(:has(.sharing-note)) {
    display: none;
  }

  .sharing-note {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: calc(100cqi - 24px);
    padding: 6px 14px;
    border-radius: 16px;
    background: var(--_success-strong, #18794e);
    color: #fff;
    font-size: 14px;
    font-weight: 500;
    line-height: 20px;
  }

  /* What is said of somebody goes above it. */
  .content:has(.sharing-note) call-window-participant[solo] {
    --_above-controls: calc(140px + var(--_safe-bottom, 0px));
  }

  @container (min-width: 600px) and (min-height: 440px) {
    .content:has(.sharing-note) call-window-participant[solo] {
      --_above-controls: calc(172px + var(--_safe-bottom, 0px));
    }
  }

  .sharing-note .icon {
    font-size: 16px;
  }

  @media (forced-colors: active) {
    .sharing-note {
      border: 1px solid CanvasText;
    }
  }
`;
