/** A call as the system's own controls show it. */
export interface ShownCall {
  readonly title: string;
  readonly subtitle: string;
  /** Whether it is on; null where there is none to be switched. */
  readonly microphone: boolean | null;
  readonly camera: boolean | null;
}

/** What the system's own controls ask for. */
export interface ControlActions {
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
  readonly hangUp: () => void;
}

/** W3C Media Session §4, actions for conferences; not in TypeScript's library yet, nor all of it in every browser. */
interface ConferenceSession {
  metadata: MediaMetadata | null;
  setMicrophoneActive?(active: boolean): unknown;
  setCameraActive?(active: boolean): unknown;
  setActionHandler(action: ConferenceAction, handler: (() => void) | null): void;
}

type ConferenceAction = 'togglemicrophone' | 'togglecamera' | 'hangup';

/** The controls that browsers and systems have for calls: in their own small windows, on lock screens, on headsets. */
export class MediaControls {
  readonly #actions: ControlActions;
  #metadata: MediaMetadata | null = null;
  /** What the page's own music had there. */
  #before: MediaMetadata | null = null;

  constructor(actions: ControlActions) {
    this.#actions = actions;
  }

  show({ title, subtitle, microphone, camera }: ShownCall): void {
    const session = conferenceSession();
    if (!session) return;
    if (this.#metadata?.title !== title || this.#metadata.artist !== subtitle) {
      if (!this.#metadata) this.#before = session.metadata;
      this.#metadata = session.metadata = new MediaMetadata({ title, artist: subtitle });
    }
    const { toggleMicrophone, toggleCamera, hangUp } = this.#actions;
    handle(session, 'togglemicrophone', microphone === null ? null : toggleMicrophone);
    handle(session, 'togglecamera', camera === null ? null : toggleCamera);
    handle(session, 'hangup', hangUp);
    attempt(() => session.setMicrophoneActive?.(microphone ?? false));
    attempt(() => session.setCameraActive?.(camera ?? false));
  }

  clear(): void {
    const session = conferenceSession();
    if (!session || !this.#metadata) return;
    if (session.metadata === this.#metadata) session.metadata = this.#before;
    this.#metadata = this.#before = null;
    for (const action of ['togglemicrophone', 'togglecamera', 'hangup'] as const) handle(session, action, null);
    attempt(() => session.setMicrophoneActive?.(false));
    attempt(() => session.setCameraActive?.(false));
  }
}

function conferenceSession(): ConferenceSession | undefined {
  return (navigator as { mediaSession?: unknown }).mediaSession as ConferenceSession | undefined;
}

function handle(session: ConferenceSession, action: ConferenceAction, handler: (() => void) | null): void {
  attempt(() => session.setActionHandler(action, handler));
}

/** Browsers throw at what they don't know, or return a promise that is rejected. */
function attempt(act: () => unknown): void {
  try {
    void Promise.resolve(act()).catch(() => undefined);
  } catch {
    // It has no such control.
  }
}
