import { css, html, nothing, type TemplateResult } from 'lit';

import { softPicture } from '../directives/soft-picture.ts';
import { safePictureUrl, tintOf } from './picture.ts';

/** What lies behind a person whose video isn't there: their picture, blurred, or a dark shade of their own ground. */
export function renderBackdrop(userId: string, picture: string | null): TemplateResult {
  const url = safePictureUrl(picture);
  return html`<div class="backdrop" data-tint=${tintOf(userId)} aria-hidden="true">
    ${url ? html`<canvas ${softPicture(url)}></canvas>` : nothing}
  </div>`;
}

/** Dark enough for white words over any picture: at most a third of its light comes through. */
export const backdropStyles = css`
  .backdrop {
    position: absolute;
    inset: 0;
    overflow: clip;
    background:
      radial-gradient(
        120cqmax 90cqmax at 50% 30%,
        color-mix(in srgb, var(--_tint-deep) 52%, transparent),
        transparent 72%
      ),
      var(--_stage);
  }

  .backdrop canvas {
    position: absolute;
    inset: -20%;
    inline-size: 140%;
    block-size: 140%;
    object-fit: cover;
    opacity: 0.4;
  }

  .backdrop::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(rgb(11 13 16 / 12%), rgb(11 13 16 / 52%));
  }
`;
