import { css } from 'lit';

export const toastsStyles = css`
  :host {
    display: block;
    pointer-events: none;
  }

  .list {
    display: grid;
    justify-items: center;
    gap: 8px;
    margin: 0;
    padding: 0;
  }

  /* On its own: in the top layer, at the foot of the viewport. */
  .list[popover] {
    position: fixed;
    inset: auto 0 calc(var(--_toast-inset) + env(safe-area-inset-bottom, 0px));
    inline-size: auto;
    max-inline-size: none;
    block-size: auto;
    margin-inline: 16px;
    overflow: visible;
    border: 0;
    background: none;
    pointer-events: none;
  }

  .toast {
    --_edge: rgb(255 255 255 / 50%);
    display: flex;
    align-items: center;
    gap: 12px;
    max-inline-size: min(440px, 100%);
    min-block-size: 48px;
    padding: 4px 4px 4px 16px;
    padding-inline: 16px 4px;
    border-radius: var(--_radius);
    background: #22262d;
    color: #fff;
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 8%),
      0 12px 32px rgb(0 0 0 / 32%);
    font-size: 14px;
    line-height: 20px;
    pointer-events: auto;
    animation: enter var(--_normal) var(--_in);
  }

  .toast[data-tone='danger'] {
    --_edge: var(--_danger);
  }

  .toast[data-tone='warning'] {
    --_edge: var(--_warning);
  }

  .toast[data-tone='success'] {
    --_edge: var(--_success);
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_edge);
  }

  /* Names and messages are other people's: none of them may cover the call. */
  .text {
    flex: 1;
    margin-block: 8px;
    overflow-wrap: anywhere;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  button {
    flex: none;
    border-radius: var(--_radius-small);
  }

  .action {
    min-block-size: 40px;
    padding-inline: 12px;
    background: rgb(255 255 255 / 12%);
    font-weight: 600;
  }

  .dismiss {
    display: grid;
    inline-size: 40px;
    block-size: 40px;
    place-items: center;
    font-size: 18px;
    opacity: 0.8;
  }

  button:focus-visible {
    outline-color: #8ec2ff;
    outline-offset: -2px;
  }

  @media (hover: hover) {
    button:hover {
      background: rgb(255 255 255 / 14%);
      opacity: 1;
    }
  }

  @media (pointer: coarse) {
    .action {
      min-block-size: 44px;
    }

    .dismiss {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @keyframes enter {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }

  @media (forced-colors: active) {
    .toast {
      border: 1px solid CanvasText;
    }
  }
`;
