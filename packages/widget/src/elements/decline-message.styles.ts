import { css } from 'lit';

export const declineMessageStyles = css`
  :host {
    display: block;
    margin-block-start: 20px;
  }

  .unfold {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding-inline: 12px;
    border-radius: var(--_radius-small);
    color: var(--_text-muted);
    font-size: 14px;
    line-height: 20px;
  }

  .answers {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }

  .answer {
    min-block-size: 44px;
    padding-inline: 12px;
    border-radius: var(--_radius-small);
    box-shadow: inset 0 0 0 1px var(--_border);
    font-size: 14px;
    line-height: 20px;
    text-align: start;
  }

  form {
    display: flex;
    gap: 8px;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 44px;
    padding-inline: 12px;
    border: 0;
    border-radius: var(--_radius-small);
    background: transparent;
    box-shadow: inset 0 0 0 1px var(--_border);
    color: inherit;
    font: inherit;
    font-size: 16px;
  }

  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  input:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }

  .send {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: var(--_radius-small);
    color: var(--_text-muted);
    font-size: 20px;
  }

  @media (hover: hover) {
    .unfold:hover,
    .send:hover {
      color: var(--_text);
    }

    .answer:hover {
      background: color-mix(in srgb, var(--_text) 6%, transparent);
    }
  }
`;
