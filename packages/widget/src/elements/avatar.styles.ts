import { css } from 'lit';

export const avatarStyles = css`
  :host {
    display: block;
    flex: none;
    inline-size: var(--avatar-size, 32px);
    block-size: var(--avatar-size, 32px);
  }

  .face {
    container-type: size;
    display: grid;
    inline-size: 100%;
    block-size: 100%;
    overflow: clip;
    place-items: center;
    border-radius: 50%;
    background: linear-gradient(160deg, var(--_tint), var(--_tint-deep));
    color: #fff;
    user-select: none;
  }

  .initials {
    font: 600 38cqi / 1 var(--_font);
    letter-spacing: 0.01em;
    text-transform: none;
  }

  .face > * {
    grid-area: 1 / 1;
  }

  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  @media (forced-colors: active) {
    .face {
      border: 1px solid CanvasText;
    }
  }
`;
