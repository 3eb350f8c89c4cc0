import { css } from 'lit';

/** One row where there is room; in a narrow card the answers stand beneath the words. */
export const waitingCallStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_on-stage);
  }

  .card {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 8px 12px;
    padding: 12px;
    border-radius: var(--_radius);
    background: #1b1f25;
    box-shadow:
      inset 0 0 0 1px rgb(255 255 255 / 12%),
      0 12px 32px rgb(0 0 0 / 40%);
    animation: enter var(--_normal) var(--_in);
    --avatar-size: 40px;
  }

  /* Items begin where the page's lines begin, also under a name that is read the other way. */
  .who {
    display: grid;
    justify-items: start;
  }

  .name {
    max-inline-size: 100%;
    overflow: hidden;
    font-size: 14px;
    font-weight: 600;
    line-height: 20px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .kind {
    display: flex;
    align-items: center;
    gap: 4px;
    color: #c3c8d0;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
  }

  .answers {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .answer {
    flex: 1 1 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-inline-size: max-content;
    min-block-size: 40px;
    padding-inline: 8px;
    border-radius: 22px;
    background: var(--_tone);
    color: #fff;
    font-size: 14px;
    font-weight: 600;
    line-height: 20px;
    white-space: nowrap;
    transition: scale var(--_fast) var(--_in);
  }

  .answer .icon {
    font-size: 16px;
  }

  .decline {
    --_tone: var(--_danger-strong);
  }

  .accept {
    --_tone: var(--_success-strong);
  }

  .answer:active {
    scale: 0.97;
  }

  [data-tip]::after {
    content: none;
  }

  @media (hover: hover) {
    .answer:hover {
      background: color-mix(in srgb, var(--_tone) 86%, #000);
    }
  }

  @media (pointer: coarse) {
    .answer {
      min-block-size: 44px;
    }
  }

  /* One row: declining is a round button, as everybody knows it; what accepting costs is always said in words. */
  @container (min-width: 384px) {
    .card {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }

    .answers {
      grid-column: auto;
      flex-wrap: nowrap;
    }

    .answer {
      flex: none;
    }

    .accept {
      padding-inline: 16px;
    }

    .accept .icon {
      display: none;
    }

    .decline {
      min-inline-size: 40px;
      padding: 0;
    }

    .decline .icon {
      font-size: 20px;
    }

    .decline .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .decline::after {
      content: attr(data-tip) / '';
    }

    @media (pointer: coarse) {
      .decline {
        min-inline-size: 44px;
      }
    }
  }

  @keyframes enter {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .card {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .card,
    .answer {
      border: 1px solid ButtonText;
    }
  }
`;
