import { css } from 'lit';

/** What is said to whoever talks while they are muted, just above the controls. */
export const mutedNoticeStyles = css`
  .muted:not(:has(.muted-note)) {
    display: none;
  }

  .muted-note {
    display: flex;
    align-items: center;
    gap: 10px;
    max-inline-size: calc(100cqi - 24px);
    padding: 4px;
    padding-inline-start: 16px;
    border-radius: 24px;
    background: #fff;
    color: #14171c;
    font-size: 14px;
    font-weight: 500;
    line-height: 20px;
    box-shadow: 0 8px 32px rgb(0 0 0 / 32%);
    animation: open var(--_normal) var(--_in);
  }

  .muted-note .icon {
    font-size: 18px;
  }

  .muted-action {
    min-block-size: 40px;
    padding-inline: 16px;
    border-radius: 20px;
    background: #14171c;
    color: #fff;
    font-weight: 600;
  }

  /* What is said of somebody goes above it. */
  .content:has(.muted-note) call-window-participant[solo] {
    --_above-controls: calc(156px + var(--_safe-bottom, 0px));
  }

  @container (min-width: 600px) and (min-height: 440px) {
    .content:has(.muted-note) call-window-participant[solo] {
      --_above-controls: calc(188px + var(--_safe-bottom, 0px));
    }
  }

  @media (forced-colors: active) {
    .muted-note,
    .muted-action {
      border: 1px solid ButtonText;
    }
  }
`;
