import { css } from 'lit';

/** What the stage shows until the call is answered. */
export const outgoingStyles = css`
  .outgoing {
    position: absolute;
    z-index: 1;
    inset: 0;
    display: grid;
    align-items: center;
    pointer-events: none;
  }

  /* Over one's own picture the words stand above the face. */
  .outgoing[data-kind='video'] {
    align-items: start;
    padding-block-start: calc(var(--_below-header) + 5cqb);
    background: linear-gradient(rgb(6 8 11 / 62%), rgb(6 8 11 / 58%) 55%, rgb(6 8 11 / 20%));
  }

  .outgoing[data-kind='video'] .hero {
    --avatar-size: 96px;
  }

  /* In a small box the face has the room. */
  @container (max-height: 520px) {
    .outgoing[data-kind='video'] {
      padding-block-start: calc(var(--_below-header) - 4px);
    }

    .outgoing[data-kind='video'] .hero {
      --avatar-size: 56px;
    }
  }

  .ring {
    position: absolute;
    inset: 0;
    border: 2px solid rgb(255 255 255 / 70%);
    border-radius: 50%;
    opacity: 0;
    animation: ring 2400ms var(--_in) infinite;
  }

  .ring + .ring {
    animation-delay: 1200ms;
  }

  /* Only for those whose browser really asks: where permission was given before, devices open sooner than this. */
  .hint {
    animation: appear var(--_normal) 600ms var(--_in) backwards;
  }

  .choice {
    position: absolute;
    z-index: 2;
    inset: 50% auto auto 50%;
    translate: -50% -50%;
    display: grid;
    justify-items: center;
    gap: 8px;
    inline-size: min(340px, calc(100cqi - 32px));
    max-block-size: calc(100cqb - 80px);
    padding: 28px 24px 24px;
    overflow: hidden auto;
    border-radius: calc(var(--_radius) + 8px);
    background: #1b1f25;
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 8%),
      0 24px 64px rgb(0 0 0 / 40%);
    text-align: center;
    animation: appear var(--_normal) var(--_in);
  }

  .choice:focus-visible {
    outline: none;
  }

  .choice .badge {
    display: grid;
    inline-size: 56px;
    block-size: 56px;
    margin-block-end: 8px;
    place-items: center;
    border-radius: 50%;
    background: rgb(255 255 255 / 10%);
    font-size: 26px;
  }

  .choice h2 {
    font-size: 20px;
    font-weight: 600;
    line-height: 28px;
  }

  .choice p {
    color: #b4bac3;
    font-size: 14px;
    line-height: 20px;
  }

  .choice button {
    inline-size: 100%;
    min-block-size: 48px;
    border-radius: var(--_radius);
    font-size: 16px;
    font-weight: 600;
  }

  .choice .primary {
    margin-block-start: 16px;
    background: var(--_accent);
    color: #fff;
  }

  .choice .secondary {
    background: rgb(255 255 255 / 10%);
  }

  /* A phone on its side: everything in view, without scrolling. */
  @container (max-height: 440px) and (min-width: 480px) {
    .choice {
      grid-template-columns: 1fr 1fr;
      inline-size: min(440px, calc(100cqi - 32px));
      padding: 20px;
    }

    .choice > :not(button) {
      grid-column: 1 / -1;
    }

    .choice .badge {
      display: none;
    }

    .choice :is(.primary, .secondary) {
      margin-block-start: 12px;
    }
  }

  @media (hover: hover) {
    .choice .primary:hover {
      background: color-mix(in srgb, var(--_accent) 88%, #000);
    }

    .choice .secondary:hover {
      background: rgb(255 255 255 / 16%);
    }
  }

  @keyframes appear {
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
      opacity: 0.6;
    }
    100% {
      opacity: 0;
      scale: 1.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .ring {
      opacity: 0.4;
      scale: 1.14;
      animation: none;
    }

    .ring + .ring {
      opacity: 0.18;
      scale: 1.3;
    }
  }

  @media (forced-colors: active) {
    .choice,
    .choice button {
      border: 1px solid ButtonText;
    }
  }
`;
