import { css } from 'lit';

export const callStatusStyles = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: inherit;
    white-space: nowrap;
  }

  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: rgb(255 255 255 / 55%);
  }

  .state[data-phase='active'] .dot {
    background: var(--_success);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_success) 28%, transparent);
  }

  .state[data-phase='reconnecting'] {
    color: var(--_warning);
  }

  .state[data-phase='reconnecting'] .dot {
    background: var(--_warning);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--_warning) 28%, transparent);
  }

  .time::before {
    content: '·' / '';
    margin-inline-end: 6px;
  }

  .time {
    font-variant-numeric: tabular-nums;
  }

  @media (forced-colors: active) {
    .dot {
      border: 1px solid CanvasText;
    }
  }
`;
