import { css } from 'lit';

/** The stage's header: one row where there is room; on a phone, status and time in a row beneath. */
export const stageHeaderStyles = css`
  .header {
    position: absolute;
    z-index: 3;
    inset-block-start: var(--_safe-top, 0px);
    inset-inline: 0;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 10px;
    grid-template-rows: 44px;
    padding-block-start: 6px;
    padding-left: calc(12px + var(--_safe-left, 0px));
    padding-right: calc(12px + var(--_safe-right, 0px));
    transition: opacity var(--_slow) var(--_in);
  }

  .who {
    display: grid;
    min-inline-size: 0;
  }

  .name {
    overflow: hidden;
    font-size: 16px;
    font-weight: 600;
    line-height: 22px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .kind {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
  }

  .kind .icon {
    font-size: 14px;
  }

  .state {
    display: flex;
    align-items: center;
    gap: 4px;
    block-size: 20px;
    grid-row: 2;
    grid-column: 1 / -1;
    justify-self: start;
    margin-block-start: 4px;
    font-size: 14px;
    line-height: 20px;
  }

  .views {
    display: flex;
    grid-row: 2;
    grid-column: 1 / -1;
    justify-self: end;
    gap: 4px;
    margin-block-start: 4px;
  }

  .view {
    display: grid;
    inline-size: 44px;
    block-size: 44px;
    place-items: center;
    border-radius: 50%;
    font-size: 20px;
  }

  @media (hover: hover) {
    .view:hover {
      background: rgb(255 255 255 / 16%);
    }
  }

  .end {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding-inline: 14px 16px;
    border-radius: 22px;
    background: var(--_danger-strong);
    color: #fff;
    font-size: 14px;
    font-weight: 600;
    line-height: 20px;
    white-space: nowrap;
    transition: scale var(--_fast) var(--_in);
  }

  @media (pointer: fine) {
    .end {
      min-block-size: 40px;
    }

    .view {
      inline-size: 40px;
      block-size: 40px;
    }
  }

  .end .icon {
    font-size: 18px;
  }

  .end:active {
    scale: 0.97;
  }

  @media (hover: hover) {
    .end:hover {
      background: color-mix(in srgb, var(--_danger-strong) 86%, #000);
    }
  }

  @container (min-width: 560px) {
    .header {
      grid-template-columns: auto minmax(0, auto) minmax(max-content, 1fr) auto auto;
      column-gap: 12px;
      padding-left: calc(16px + var(--_safe-left, 0px));
      padding-right: calc(16px + var(--_safe-right, 0px));
    }

    .state {
      grid-row: 1;
      grid-column: 3;
      margin-block: 0;
      margin-inline-start: 12px;
    }

    .views {
      grid-row: 1;
      grid-column: 4;
      margin-block: 0;
    }

    .end {
      grid-column: 5;
    }
  }

  @container (max-width: 300px) {
    .header > call-window-avatar {
      display: none;
    }

    .header {
      grid-template-columns: minmax(0, 1fr) auto;
    }
  }

  @media (forced-colors: active) {
    .end {
      border: 1px solid ButtonText;
    }
  }
`;
