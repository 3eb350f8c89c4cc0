import { css } from 'lit';

export const callButtonsStyles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }

  .row {
    display: flex;
    align-items: center;
    gap: 4px;
    color: inherit;
    font-family: inherit;
  }

  .start {
    display: grid;
    inline-size: var(--_button);
    block-size: var(--_button);
    place-items: center;
    border-radius: var(--_radius-small);
    font-size: 20px;
  }

  /* The ground is the text colour, thinned out: at home in a light and in a dark header alike. */
  .start::before {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: currentColor;
    opacity: 0;
    transition: opacity var(--_fast) var(--_in);
  }

  .start .icon {
    transition: opacity var(--_fast) var(--_in);
  }

  .start:focus-visible {
    outline-color: currentColor;
    outline-offset: 0;
  }

  @media (hover: hover) {
    .start:not([aria-disabled='true']):hover::before {
      opacity: 0.1;
    }
  }

  .start:not([aria-disabled='true']):active::before {
    opacity: 0.18;
  }

  .start[aria-disabled='true'] .icon {
    opacity: 0.4;
  }

  .share[aria-disabled='true'] {
    visibility: hidden;
  }

  .share[aria-disabled='true'] .icon {
    visibility: visible;
  }

  .presence {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 80px;
    block-size: 26px;
    margin-inline-start: 6px;
    padding-inline: 10px;
    border-radius: 13px;
    background: color-mix(in srgb, currentColor 8%, transparent);
    color: inherit;
    font-size: 12px;
    font-weight: 600;
    line-height: 26px;
    white-space: nowrap;
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
  }

  .presence:not([data-presence]) {
    visibility: hidden;
  }

  .presence[data-presence='live'] .dot {
    background: var(--_success);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_success) 24%, transparent);
  }

  .presence[data-presence='offline'] .dot {
    border: 1.5px solid currentColor;
    opacity: 0.7;
  }

  @media (pointer: coarse) {
    .start {
      inline-size: max(var(--_button), 44px);
      block-size: max(var(--_button), 44px);
    }
  }

  /* Three buttons and a word beside a name, on a phone: closer, and as high as ever. */
  @media (max-width: 400px) {
    .row {
      gap: 0;
    }

    .start {
      inline-size: 36px;
    }

    .presence {
      min-inline-size: 72px;
      margin-inline-start: 2px;
      padding-inline: 8px;
    }
  }

  @media (forced-colors: active) {
    .start[aria-disabled='true'] {
      color: GrayText;
    }

    .presence[data-presence='live'] .dot {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
