import { css } from 'lit';

/** A person in the middle of the stage: picture, name, one line beneath. The same while calling and in a call, so that nothing moves. */
export const heroStyles = css`
  .hero {
    position: relative;
    display: grid;
    justify-items: center;
    inline-size: 100%;
    padding-inline: 24px;
    text-align: center;
    text-wrap: balance;
    --avatar-size: 128px;
  }

  .face {
    position: relative;
    margin-block-end: 20px;
  }

  .face call-window-avatar {
    position: relative;
  }

  .title {
    max-inline-size: 100%;
    font-size: 28px;
    font-weight: 600;
    line-height: 36px;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .line {
    min-block-size: 24px;
    margin-block-start: 6px;
    font-size: 16px;
    line-height: 24px;
  }

  .caption {
    max-inline-size: 100%;
    font-size: 16px;
    line-height: 24px;
    overflow-wrap: anywhere;
  }

  @container (max-width: 400px) or (max-height: 520px) {
    .hero {
      --avatar-size: 96px;
    }

    .face {
      margin-block-end: 16px;
    }

    .title {
      font-size: 20px;
      line-height: 28px;
    }

    .line {
      margin-block-start: 4px;
      font-size: 14px;
      line-height: 20px;
    }

    .caption {
      font-size: 14px;
      line-height: 20px;
    }
  }

  @container (max-width: 240px) or (max-height: 320px) {
    .hero {
      --avatar-size: 56px;
    }

    .face {
      margin-block-end: 8px;
    }
  }

  @container (min-width: 2400px) and (min-height: 1300px) {
    .hero {
      --avatar-size: 192px;
    }
  }
`;
