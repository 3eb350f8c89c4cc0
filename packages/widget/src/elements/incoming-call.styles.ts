import { css } from 'lit';

export const incomingCallStyles = css`
  :host {
    display: contents;
  }

  dialog.own-text {
    inline-size: min(320px, calc(100dvw - 32px));
    max-inline-size: none;
    max-block-size: calc(100dvh - 32px);
    margin: auto;
    padding: 40px 24px 28px;
    overflow: hidden auto;
    border: 0;
    border-radius: calc(var(--_radius) + 8px);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    text-align: center;
  }

  dialog:focus-visible {
    outline: none;
  }

  dialog[open] {
    animation: rise var(--_normal) var(--_in);
  }

  dialog::backdrop {
    background: var(--_backdrop);
    animation: fade var(--_normal) var(--_in);
  }

  .picture {
    position: relative;
    display: grid;
    inline-size: 96px;
    margin: 0 auto 28px;
    --avatar-size: 96px;
  }

  .ring {
    position: absolute;
    inset: 0;
    border-radius: 50%;
    border: 2px solid var(--_success);
    opacity: 0.4;
    scale: 1.14;
    animation: ring 2400ms var(--_in) infinite;
  }

  .ring + .ring {
    opacity: 0.18;
    scale: 1.3;
    animation-delay: 1200ms;
  }

  .name {
    font-size: 20px;
    font-weight: 600;
    line-height: 28px;
    overflow-wrap: anywhere;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .kind {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin-block-start: 4px;
    color: var(--_text-muted);
    font-size: 14px;
    line-height: 20px;
  }

  .kind .icon {
    font-size: 16px;
  }

  .answers {
    display: flex;
    justify-content: space-between;
    margin: 36px 24px 0;
  }

  .answer {
    display: grid;
    justify-items: center;
    gap: 8px;
    min-inline-size: 72px;
    color: var(--_text);
    font-size: 14px;
    line-height: 20px;
  }

  .disc {
    display: grid;
    inline-size: 56px;
    block-size: 56px;
    place-items: center;
    border-radius: 50%;
    color: #fff;
    font-size: 24px;
    transition:
      scale var(--_fast) var(--_in),
      box-shadow var(--_fast) var(--_in);
  }

  .decline .disc {
    background: var(--_danger-strong);
  }

  .accept .disc {
    background: var(--_success-strong);
  }

  .answer:focus-visible {
    outline: none;
  }

  .answer:focus-visible .disc {
    outline: 2px solid var(--_focus);
    outline-offset: 3px;
  }

  @media (hover: hover) {
    .answer:hover .disc {
      scale: 1.06;
    }
  }

  .answer:active .disc {
    scale: 0.96;
  }

  /* In a corner that is free, so that nothing moves under the pointer when it comes and goes. */
  .enable-sound {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    padding-inline: 8px;
    border-radius: var(--_radius-small);
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 16px;
  }

  .enable-sound .icon {
    font-size: 16px;
  }

  @media (hover: hover) {
    .enable-sound:hover {
      color: var(--_text);
    }
  }

  /* Lies within the padding, so that nothing moves under the pointer when it comes and goes. */
  .also {
    block-size: 16px;
    margin-block: 4px -20px;
    color: var(--_text-muted);
    font-size: 12px;
    line-height: 16px;
  }

  .also > span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    animation: fade var(--_normal) var(--_in);
  }

  @keyframes rise {
    from {
      opacity: 0;
      scale: 0.96;
      translate: 0 8px;
    }
  }

  @keyframes fade {
    from {
      opacity: 0;
    }
  }

  @keyframes ring {
    0% {
      opacity: 0;
      scale: 1;
    }
    25% {
      opacity: 0.55;
    }
    100% {
      opacity: 0;
      scale: 1.42;
    }
  }

  @media (max-height: 420px) {
    dialog {
      padding-block: 24px;
    }

    .picture {
      margin-block-end: 16px;
    }

    .answers {
      margin-block-start: 20px;
    }
  }

  /* A phone that lies on its side: who calls, and beside it what to do about it. */
  @media (max-height: 420px) and (min-width: 520px) {
    dialog.own-text {
      inline-size: min(560px, calc(100dvw - 32px));
    }

    dialog[open] {
      display: grid;
      grid-template-columns: 1fr 1fr;
      grid-template-rows: repeat(3, auto) 1fr;
      column-gap: 24px;
    }

    .picture,
    .name,
    .kind,
    .also {
      grid-column: 1;
    }

    .answers {
      grid-area: 1 / 2;
      align-self: center;
      margin-block: 0;
    }

    call-window-decline-message {
      grid-area: 2 / 2 / span 3;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    dialog::backdrop,
    .ring,
    .ring + .ring {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    dialog,
    .disc {
      border: 1px solid CanvasText;
    }
  }
`;
