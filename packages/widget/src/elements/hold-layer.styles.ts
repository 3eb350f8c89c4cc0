import { css } from 'lit';

/** What lies over the pictures while the others are on hold. Whatever plays beneath plays on, unheard. */
export const holdLayerStyles = css`
  .stage:not([data-card])
    > .content[data-on-hold]
    > :is(.tiles, .controls, call-window-screen, call-window-local-preview, .shade) {
    visibility: hidden;
  }

  .content[data-on-hold] > .foot > :is(.controls, .sound) {
    display: none;
  }

  .content[data-on-hold] .view.hold {
    visibility: hidden;
  }

  .hold-layer {
    position: absolute;
    z-index: 2;
    inset: 0;
    display: grid;
    align-items: safe center;
    padding-block: calc(108px + var(--_safe-top, 0px)) calc(24px + var(--_safe-bottom, 0px));
    overflow: hidden auto;
    animation: open var(--_normal) var(--_in);
  }

  .hold-words {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 6px;
    padding-inline: 24px;
    text-align: center;
    text-wrap: balance;
  }

  .hold-sign {
    display: grid;
    inline-size: 72px;
    block-size: 72px;
    margin-block-end: 10px;
    place-items: center;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
    font-size: 32px;
  }

  .hold-title {
    font-size: 28px;
    font-weight: 600;
    line-height: 36px;
    letter-spacing: -0.01em;
  }

  .hold-words p {
    max-inline-size: min(100%, 480px);
    overflow-wrap: anywhere;
  }

  .hold-words p:empty {
    display: none;
  }

  .resume {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 48px;
    margin-block-start: 18px;
    padding-inline: 20px 24px;
    border-radius: 24px;
    background: #fff;
    color: #14171c;
    font-weight: 600;
    box-shadow: 0 8px 32px rgb(0 0 0 / 32%);
  }

  .resume .icon {
    font-size: 20px;
  }

  @media (hover: hover) {
    .resume:hover {
      background: #e8eaed;
    }
  }

  /* Beside status and meter, or in one row with the name, there is no room for four: the settings have it, too, and so has its key. */
  @container (max-width: 439px) or ((min-width: 560px) and (max-width: 679px)) {
    .content:is([data-kind='video'], [data-screen]) .view.hold {
      display: none;
    }
  }

  @container (min-width: 560px) {
    .hold-layer {
      padding-block-start: calc(72px + var(--_safe-top, 0px));
    }
  }

  /* A phone on its side, or a small box. */
  @container (max-height: 440px) {
    .hold-sign {
      display: none;
    }

    .hold-title {
      font-size: 20px;
      line-height: 28px;
    }

    .resume {
      margin-block-start: 10px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .hold-layer {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .resume {
      border: 1px solid ButtonText;
    }
  }
`;
