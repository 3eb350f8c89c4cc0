import { css } from 'lit';

/**
 * Every public custom property, with its default. Set any of them on `<call-window>` or on anything around it.
 * The `--_…` names are private copies: a host's value wins wherever it was set, and the default never hides it.
 */
export const callWindowTokens = css`
  :host {
    /* Typeface of everything but the buttons' row, which takes the page's. */
    --_font: var(
      --call-window-font-family,
      -apple-system,
      BlinkMacSystemFont,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      Arial,
      'Noto Sans',
      sans-serif
    );

    /* The host's brand: main action of a panel. White words lie on it. */
    --_accent: var(--call-window-accent, #0b68cb);
    /* Dots and rings that say "all is well"; and the deeper tone behind white words. */
    --_success: var(--call-window-success, #30a46c);
    --_success-strong: var(--call-window-success-strong, #18794e);
    /* Dots and edges that say "over" or "failed"; and the deeper tone behind white words. */
    --_danger: var(--call-window-danger, #e5484d);
    --_danger-strong: var(--call-window-danger-strong, #ce2c31);
    /* Dots and edges that say "wait". */
    --_warning: var(--call-window-warning, #ffb224);

    /* What lies in the host's page: the incoming dialog, panels, toasts. */
    --_surface: var(--call-window-surface, light-dark(#ffffff, #1b1e23));
    --_text: var(--call-window-text, light-dark(#16181d, #f4f5f6));
    --_text-muted: var(--call-window-text-muted, light-dark(#5c636d, #a7adb6));
    --_border: var(--call-window-border, light-dark(rgb(15 18 24 / 10%), rgb(255 255 255 / 12%)));
    --_shadow: var(--call-window-shadow, 0 0 0 1px var(--_border), 0 24px 64px rgb(0 0 0 / 28%));
    /* Laid over the page while the incoming dialog is open. */
    --_backdrop: var(--call-window-backdrop, light-dark(rgb(16 19 24 / 44%), rgb(0 0 0 / 60%)));

    /* Corners: of dialogs, tiles and pictures; and of small things. */
    --_radius: var(--call-window-radius, 12px);
    --_radius-small: var(--call-window-radius-small, 8px);

    /* The stage, dark in both themes. */
    --_stage: var(--call-window-stage-background, #0b0d10);
    --_on-stage: var(--call-window-stage-text, #ffffff);
    /* Width of one's own picture. */
    --_self-view: var(--call-window-self-view-width, clamp(112px, 22cqi, 240px));

    /* Side of the square buttons in the host's chat header. */
    --_button: var(--call-window-button-size, 36px);
    /* Distance of the toasts from the foot of the page: a host with a composer there moves them above it. */
    --_toast-inset: var(--call-window-toast-inset, 24px);
    /* Outline of whatever has the keyboard's focus. */
    --_focus: var(--call-window-focus-color, light-dark(#0b68cb, #8ec2ff));

    --_fast: 120ms;
    --_normal: 200ms;
    --_slow: 320ms;
    --_in: cubic-bezier(0.2, 0.8, 0.2, 1);
    --_out: cubic-bezier(0.4, 0, 1, 1);
  }
`;

/** The look of `<call-window>` itself: a quiet box around its inner elements, in the theme that it was told. */
export const callWindowStyles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
    color-scheme: light dark;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([display='inline']) {
    position: relative;
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }

  /* A host that gave the box no height still sees the call. */
  :host([display='inline']:is([state='outgoing'], [state='connecting'], [state='active'], [state='reconnecting'])) {
    min-block-size: 320px;
  }

  :host([hidden]) {
    display: none;
  }
`;
