import { css } from 'lit';

export const qualityMeterStyles = css`
  :host {
    display: inline-block;
  }

  .meter {
    display: flex;
    align-items: end;
    gap: 2px;
    block-size: 28px;
    padding: 7px 6px;
    border-radius: 8px;
    color: var(--_on-stage);
  }

  .bar {
    inline-size: 3px;
    border-radius: 1px;
    background: currentColor;
    opacity: 0.36;
  }

  .bar:nth-child(1) {
    block-size: 5px;
  }

  .bar:nth-child(2) {
    block-size: 8px;
  }

  .bar:nth-child(3) {
    block-size: 11px;
  }

  .bar:nth-child(4) {
    block-size: 14px;
  }

  .bar[data-full] {
    opacity: 1;
  }

  [data-quality='2'] .bar[data-full] {
    background: var(--_warning);
  }

  [data-quality='1'] .bar[data-full] {
    background: var(--_danger);
  }

  @media (hover: hover) {
    .meter:hover {
      background: rgb(255 255 255 / 16%);
    }
  }

  [data-tip]::after {
    inset-block: calc(100% + 8px) auto;
  }

  .panel {
    position: fixed;
    inset: auto;
    inline-size: 304px;
    max-block-size: calc(100dvh - 88px);
    margin: 0;
    padding: 12px 16px 16px;
    border: 0;
    border-radius: 12px;
    overflow-y: auto;
    background: #1a1e24;
    color: #f2f4f7;
    font-size: 12px;
    line-height: 16px;
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 10%),
      0 12px 40px rgb(0 0 0 / 40%);
  }

  h2 {
    margin-block-end: 8px;
    font-size: 14px;
    font-weight: 600;
    line-height: 20px;
  }

  h3 {
    margin: 12px 0 4px;
    font-size: 12px;
    font-weight: 600;
  }

  dl {
    margin: 0;
  }

  dl > div {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding-block: 2px;
  }

  dt {
    flex: none;
    color: #b6bdc7;
  }

  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  @media (forced-colors: active) {
    .bar {
      background: GrayText;
      opacity: 1;
    }

    .bar[data-full] {
      background: CanvasText;
    }

    .panel {
      border: 1px solid CanvasText;
    }
  }
`;
