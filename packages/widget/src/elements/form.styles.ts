import { css } from 'lit';

/** Native fields in our dress: selects, switches and a meter. */
export const formStyles = css`
  .field {
    display: grid;
    gap: 4px;
  }

  .field > label {
    justify-self: start;
    font-weight: 600;
  }

  .select {
    position: relative;
    display: grid;
  }

  .select .icon {
    font-size: 16px;
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 12px;
    color: var(--_text-muted);
    pointer-events: none;
  }

  select {
    appearance: none;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 40px;
    margin: 0;
    padding-block: 8px;
    padding-inline: 12px 36px;
    border: 1px solid var(--_field-edge, light-dark(#80868f, #7c838d));
    border-radius: var(--_radius-small);
    background: light-dark(#fff, #14171c);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 32px;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  .hint {
    display: block;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 16px;
  }

  input {
    position: relative;
    flex: none;
    inline-size: 40px;
    block-size: 24px;
    margin: 0;
    appearance: none;
    border-radius: 12px;
    background: light-dark(#80868f, #6b727c);
    cursor: pointer;
    transition: background-color var(--_fast) var(--_in);
  }

  input::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 1px 3px rgb(0 0 0 / 30%);
    transition: translate var(--_fast) var(--_in);
  }

  input:checked {
    background: var(--_accent);
  }

  input:checked::after {
    translate: 16px 0;
  }

  input:checked:dir(rtl)::after {
    translate: -16px 0;
  }

  .meter {
    block-size: 6px;
    overflow: clip;
    border-radius: 3px;
    background: light-dark(rgb(15 18 24 / 12%), rgb(255 255 255 / 16%));
  }

  .meter > span {
    display: block;
    block-size: 100%;
    border-radius: inherit;
    background: var(--_success);
    scale: var(--_level, 0) 1;
    transform-origin: 0 50%;
    transition: scale var(--_fast) linear;
  }

  .meter:dir(rtl) > span {
    transform-origin: 100% 50%;
  }

  @media (max-width: 480px) {
    /* Smaller letters make iOS zoom in. */
    select {
      font-size: 16px;
    }
  }

  @media (forced-colors: active) {
    .meter {
      border: 1px solid CanvasText;
    }

    .meter > span {
      forced-color-adjust: none;
      background: Highlight;
    }

    input {
      appearance: auto;
    }

    input::after {
      content: none;
    }
  }
`;
