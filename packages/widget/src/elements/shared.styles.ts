import { css } from 'lit';

import { callWindowTokens } from '../call-window.styles.ts';

const reset = css`
  :host {
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  p {
    margin: 0;
    font: inherit;
  }

  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  button[aria-disabled='true'] {
    cursor: default;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .icon {
    display: block;
    flex: none;
  }

  /* A handset laid down: hang up, decline. */
  .icon-down .icon {
    rotate: 135deg;
  }

  .icon-filled .icon {
    fill: currentColor;
    stroke-width: 1;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition-duration: 1ms !important;
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
    }
  }
`;

/** What every inner element starts from: the tokens, and nothing of the browser's default look. */
export const base = [callWindowTokens, reset];

/** For roots in the top layer: the host page's inherited text styles end here. */
export const ownText = css`
  .own-text {
    color: var(--_text);
    font: 400 16px / 24px var(--_font);
    font-style: normal;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    cursor: default;
    -webkit-font-smoothing: antialiased;
  }
`;

/** A word on hover and on keyboard focus, for buttons that only show an icon. Made of `data-tip`; no text node, no second name. */
export const tooltip = css`
  [data-tip] {
    position: relative;
  }

  [data-tip]::after {
    content: attr(data-tip) / '';
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 8px);
    inset-inline-start: 50%;
    inline-size: max-content;
    padding: 4px 8px;
    border-radius: 6px;
    background: #23272e;
    color: #fff;
    font: 500 12px / 16px var(--_font);
    letter-spacing: normal;
    text-transform: none;
    white-space: nowrap;
    box-shadow: 0 4px 12px rgb(0 0 0 / 24%);
    opacity: 0;
    translate: -50% -2px;
    pointer-events: none;
    transition:
      opacity var(--_fast) var(--_in),
      translate var(--_fast) var(--_in);
  }

  [data-tip]:dir(rtl)::after {
    translate: 50% -2px;
  }

  [data-tip]:focus-visible::after {
    opacity: 1;
    translate: -50% 0;
  }

  [data-tip]:focus-visible:dir(rtl)::after {
    translate: 50% 0;
  }

  @media (hover: hover) {
    [data-tip]:hover::after {
      opacity: 1;
      translate: -50% 0;
      transition-delay: 400ms;
    }

    [data-tip]:hover:dir(rtl)::after {
      translate: 50% 0;
    }
  }
`;

/** Ten calm grounds for people without a picture; white initials reach 4.5 : 1 on each. */
export const tints = css`
  [data-tint='0'] {
    --_tint: #3e63dd;
    --_tint-deep: #2f4eb2;
  }
  [data-tint='1'] {
    --_tint: #5b5bd6;
    --_tint-deep: #4343ad;
  }
  [data-tint='2'] {
    --_tint: #8347b9;
    --_tint-deep: #643592;
  }
  [data-tint='3'] {
    --_tint: #a144af;
    --_tint-deep: #7c3288;
  }
  [data-tint='4'] {
    --_tint: #c2298a;
    --_tint-deep: #981e6b;
  }
  [data-tint='5'] {
    --_tint: #ca244d;
    --_tint-deep: #9c1b3b;
  }
  [data-tint='6'] {
    --_tint: #bd4b00;
    --_tint-deep: #933a00;
  }
  [data-tint='7'] {
    --_tint: #7d5e54;
    --_tint-deep: #5e463f;
  }
  [data-tint='8'] {
    --_tint: #18794e;
    --_tint-deep: #115a3a;
  }
  [data-tint='9'] {
    --_tint: #0d74a6;
    --_tint-deep: #09577d;
  }
`;
