import { css } from 'lit';

/** Who speaks: a ring around their tile where there are several, three bars where one fills the stage. */
export const speakingStyles = css`
  .speaking {
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 3px var(--_success);
    opacity: 0;
    transition: opacity var(--_slow) var(--_in);
    pointer-events: none;
  }

  .tile[data-speaking] .speaking {
    opacity: 1;
  }

  .tile {
    border-radius: inherit;
  }

  .speaking i {
    display: none;
  }

  /* In line with what is said of them: it takes its place while there is nothing to say. */
  :host([solo]:not([small])) .speaking {
    inset: auto 0 calc(var(--_above-controls, 12px) + 2px);
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 3px;
    inline-size: 28px;
    block-size: 28px;
    margin-inline: auto;
    border-radius: 50%;
    background: rgb(11 13 16 / 56%);
    box-shadow: none;
  }

  :host([solo]:not([small])) .speaking i {
    display: block;
    inline-size: 3px;
    block-size: 14px;
    border-radius: 2px;
    background: #fff;
    scale: 1 calc(0.3 + var(--_level, 0.6) * 0.7);
  }

  :host([solo]:not([small])) .speaking i:nth-child(odd) {
    block-size: 9px;
  }

  @container (min-width: 600px) or ((min-width: 480px) and (max-height: 439px)) {
    :host([solo]:not([small])) .speaking {
      inset-block-end: calc(26px + var(--_safe-bottom, 0px));
      inset-inline: calc(var(--_edge, 16px) + 8px) auto;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host([solo]) .speaking i {
      scale: none;
    }
  }

  @media (forced-colors: active) {
    .tile[data-speaking] .speaking {
      border: 3px solid Highlight;
    }
  }
`;
