import { css } from 'lit';

export const localPreviewStyles = css`
  /* The own picture is the stage: before the answer, and when it was swapped. */
  :host([expanded]) {
    position: absolute;
    z-index: 0;
    inset: 0;
  }

  /* It clips nothing: several layers within round corners are drawn apart and put together, again with every frame of the video. */
  .frame {
    container: own-picture / size;
    position: absolute;
    inset: 0;
    border-radius: inherit;
    background: #1b1f25;
    box-shadow: 0 8px 32px rgb(0 0 0 / 36%);
    transition: scale var(--_fast) var(--_in);
  }

  :host([dragging]) .frame {
    scale: 1.03;
  }

  :host([expanded]) .frame {
    background: none;
    box-shadow: none;
  }

  .frame::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px rgb(255 255 255 / 16%);
    pointer-events: none;
  }

  :host([expanded]) .frame::after {
    content: none;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
    opacity: 0;
    transition: opacity var(--_normal) var(--_in);
  }

  video[data-mirrored] {
    scale: -1 1;
  }

  video[data-shown] {
    opacity: 1;
  }

  .cover {
    position: absolute;
    inset: 0;
    display: grid;
    overflow: clip;
    place-items: center;
    border-radius: inherit;
    color: #fff;
    --avatar-size: 40px;
  }

  /* What is under a video is drawn with it. */
  .cover[data-gone] {
    visibility: hidden;
    transition: visibility 0s var(--_normal);
  }

  .cover call-window-avatar {
    position: relative;
  }

  .words {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .frame > [role='status'] {
    border-radius: inherit;
  }

  .paused {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 4px;
    padding: 4px 8px;
    border-radius: inherit;
    background: rgb(11 13 16 / 68%);
    color: #fff;
    font-size: 12px;
    line-height: 16px;
    text-align: center;
    text-wrap: balance;
    animation: appear var(--_normal) var(--_in);
  }

  .paused .icon {
    font-size: 20px;
  }

  /* In the smallest corner there is room for the words alone. */
  @container own-picture (max-width: 159px) and (max-height: 99px) {
    .paused .icon {
      display: none;
    }
  }

  :host([expanded]) .paused {
    gap: 8px;
    font-size: 16px;
    line-height: 24px;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  /* There is room for words. */
  :host([swapped]) .cover {
    align-content: center;
    gap: 16px;
    --avatar-size: 128px;
  }

  :host([swapped]) .slashed {
    display: none;
  }

  :host([swapped]) .words {
    position: relative;
    inline-size: auto;
    block-size: auto;
    clip-path: none;
    font-size: 16px;
    line-height: 24px;
  }

  @media (forced-colors: active) {
    .frame {
      border: 1px solid CanvasText;
    }
  }
`;
