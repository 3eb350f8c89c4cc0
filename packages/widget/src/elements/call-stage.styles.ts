import { css } from 'lit';

/** The stage itself: its root, the layers on it and the foot. The header and what is shown while calling have sheets of their own. */
export const callStageStyles = css`
  :host {
    display: contents;
  }

  :host([mode='inline']) {
    position: absolute;
    inset: 0;
    display: block;
    /* As a card it leaves the box, and nothing of it may be in the way there. */
    pointer-events: none;
  }

  .stage {
    pointer-events: auto;
    container-type: size;
    overflow: clip;
    border: 0;
    margin: 0;
    padding: 0;
    background: var(--_stage);
    color: var(--_on-stage);
    color-scheme: dark;
  }

  dialog.stage {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
  }

  dialog.stage,
  .stage:fullscreen {
    --_safe-top: env(safe-area-inset-top, 0px);
    --_safe-bottom: env(safe-area-inset-bottom, 0px);
    --_safe-left: env(safe-area-inset-left, 0px);
    --_safe-right: env(safe-area-inset-right, 0px);
  }

  dialog.stage::backdrop {
    background: none;
  }

  div.stage {
    position: absolute;
    inset: 0;
    border-radius: var(--call-window-inline-radius, 12px);
  }

  div.stage:fullscreen {
    border-radius: 0;
  }

  .content:fullscreen {
    background: var(--_stage);
  }

  /* An answered call is there at once: everything is at work on its first picture. */
  .stage:has(> .content[data-phase='outgoing']) {
    animation: open var(--_normal) var(--_in);
  }

  .stage:focus-visible {
    outline: none;
  }

  .content {
    position: absolute;
    inset: 0;
    /* The same on both sides, as the camera's notch is on either when the phone is turned. */
    --_safe-side: max(var(--_safe-left, 0px), var(--_safe-right, 0px));
    --_edge: calc(12px + var(--_safe-side));
    --_below-header: calc(100px + var(--_safe-top, 0px));
    --_above-controls: calc(96px + var(--_safe-bottom, 0px));
  }

  .content[data-kind='voice'],
  .content[data-phase='outgoing'] {
    --_below-header: calc(72px + var(--_safe-top, 0px));
  }

  .content[data-quiet] {
    cursor: none;
  }

  /* Tiles: one fills the stage, several share it. */
  .tiles {
    position: absolute;
    inset: 0;
    display: grid;
  }

  .tiles:not([data-count='1']) {
    inset-block: var(--_below-header) var(--_above-controls);
    gap: 8px;
    padding-inline: var(--_edge);
    grid-auto-rows: 1fr;
    grid-template-columns: repeat(var(--_columns, 1), 1fr);
  }

  .tiles:not([data-count='1'], [data-count='2']) {
    --_columns: 2;
  }

  /* Soft grounds for header and controls; dark enough behind the words for any video. */
  .shade {
    position: absolute;
    z-index: 1;
    inset-inline: 0;
    pointer-events: none;
    transition: opacity var(--_slow) var(--_in);
  }

  .shade.top {
    inset-block-start: 0;
    block-size: calc(204px + var(--_safe-top, 0px));
    background: linear-gradient(
      rgb(6 8 11 / 74%),
      rgb(6 8 11 / 68%) 20%,
      rgb(6 8 11 / 58%) 38%,
      rgb(6 8 11 / 34%) 58%,
      rgb(6 8 11 / 12%) 80%,
      transparent
    );
  }

  /* While calling, the words have a ground of their own. */
  .content[data-phase='outgoing'] .shade.top {
    opacity: 0;
  }

  .shade.bottom {
    inset-block-end: 0;
    block-size: calc(176px + var(--_safe-bottom, 0px));
    background: linear-gradient(transparent, rgb(6 8 11 / 8%) 30%, rgb(6 8 11 / 28%));
  }

  /* The choice stands alone. */
  .content:has(> .choice) .controls {
    display: none;
  }

  .foot {
    position: absolute;
    z-index: 3;
    inset-block-end: calc(16px + var(--_safe-bottom, 0px));
    inset-inline: 12px;
    display: grid;
    justify-items: center;
    gap: 12px;
    pointer-events: none;
  }

  .foot > * {
    pointer-events: auto;
  }

  .foot > call-window-toasts {
    justify-self: stretch;
    pointer-events: none;
  }

  .controls {
    transition: opacity var(--_slow) var(--_in);
  }

  /* Stepping back is opacity and nothing else: everything stays where it is and can be reached. */
  .content[data-quiet] :is(.shade, .header, .controls) {
    opacity: 0;
    transition: opacity var(--_slow) var(--_out);
  }

  /* Above all that lies on the stage, and beside none of it: it comes and goes, and nothing else moves or steps back with it. */
  .waiting {
    position: absolute;
    z-index: 4;
    inset-block-start: calc(56px + var(--_safe-top, 0px));
    inset-inline: 0;
    inline-size: min(400px, 100cqi - 24px);
    margin-inline: auto;
  }

  /* Beneath the row with status, time and the views. */
  .header:where(:has(> :is(.state, .views))) + .waiting {
    inset-block-start: calc(100px + var(--_safe-top, 0px));
  }

  .sound {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 48px;
    padding-inline: 16px 20px;
    border-radius: 24px;
    background: #fff;
    color: #14171c;
    font-size: 14px;
    font-weight: 600;
    box-shadow: 0 8px 32px rgb(0 0 0 / 32%);
  }

  .sound .icon {
    font-size: 20px;
  }

  /* What is said of somebody goes above it. */
  .content:has(.sound) call-window-participant {
    --_above-controls: calc(152px + var(--_safe-bottom, 0px));
  }

  @container (min-width: 560px) {
    .content {
      --_edge: calc(16px + var(--_safe-side));
      --_below-header: calc(72px + var(--_safe-top, 0px));
    }

    .content:has(.sound) call-window-participant {
      --_above-controls: calc(184px + var(--_safe-bottom, 0px));
    }

    .shade.top {
      block-size: calc(140px + var(--_safe-top, 0px));
    }

    /* In line with the own picture, where it lies apart. */
    .content:not([data-phase='outgoing']) > .waiting {
      inset-block-start: var(--_below-header);
    }

    .tiles:not([data-count='1'], [data-count='2']) {
      --_columns: 3;
    }

    .tiles:is([data-count='2'], [data-count='3'], [data-count='4']) {
      --_columns: 2;
    }
  }

  @container (min-width: 600px) and (min-height: 440px) {
    .content {
      --_above-controls: calc(128px + var(--_safe-bottom, 0px));
    }

    .foot {
      inset-block-end: calc(20px + var(--_safe-bottom, 0px));
    }
  }

  /* A wall: read from across the room. */
  @container (min-width: 2400px) and (min-height: 1200px) {
    .content {
      --_edge: calc(32px + var(--_safe-side));
      --_below-header: 112px;
      --_above-controls: 196px;
    }

    .header,
    .waiting,
    .foot {
      zoom: 1.5;
    }

    .content:not([data-phase='outgoing']) > .waiting {
      inset-block-start: calc(var(--_below-header) / 1.5);
    }
  }

  @keyframes open {
    from {
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .stage:has(> .content[data-phase='outgoing']) {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .sound {
      border: 1px solid ButtonText;
    }
  }
`;
