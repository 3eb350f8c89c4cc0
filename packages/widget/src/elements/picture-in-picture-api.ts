/** W3C Document Picture-in-Picture and the automatic one by Media Session, as far as they are used; not in TypeScript's library yet. */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window & typeof globalThis>;
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: DocumentPictureInPicture;
  }
}

/** A window of that size that stays above all others, or null where there is none to be had: in frames, in some browsers, without a click. */
export async function openFloatingWindow(width: number, height: number): Promise<(Window & typeof globalThis) | null> {
  return (await window.documentPictureInPicture?.requestWindow({ width, height }).catch(() => null)) ?? null;
}

/** Whether the browser has such windows at all. */
export function hasFloatingWindows(): boolean {
  return window.documentPictureInPicture !== undefined;
}

/** Why the browser asks for one. */
export interface EnterDetails extends MediaSessionActionDetails {
  readonly enterPictureInPictureReason?: 'useraction' | 'contentoccluded' | 'other';
}

/** Lets the browser open one by itself, as Chromium does when a tab with a call is hidden; null takes that back. */
export function onAutomaticPictureInPicture(enter: ((details: EnterDetails) => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler('enterpictureinpicture' as MediaSessionAction, enter);
  } catch {
    // It doesn't know how.
  }
}
