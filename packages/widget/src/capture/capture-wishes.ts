import type { ChosenDevice, Preferences } from '../call/preferences.ts';
import type { CaptureWish, Facing } from './capture-constraints.ts';

/** What is to be captured at the moment: what was chosen, and which way a phone's camera was turned since. */
export class CaptureWishes {
  readonly #preferences: () => Preferences;
  /** For as long as the same camera stays chosen. */
  #flipped: { readonly facing: Facing; readonly insteadOf: ChosenDevice | null } | null = null;

  constructor(preferences: () => Preferences) {
    this.#preferences = preferences;
  }

  get current(): CaptureWish {
    const preferences = this.#preferences();
    const isFlipped = this.#flipped?.insteadOf === preferences.camera;
    return { preferences, facing: isFlipped ? (this.#flipped?.facing ?? null) : null };
  }

  /** The other way than this camera looks. The returned function takes it back. */
  flip(camera: MediaStreamTrack | undefined): () => void {
    const before = this.#flipped;
    const isFront = camera?.getSettings().facingMode !== 'environment';
    this.#flipped = { facing: isFront ? 'environment' : 'user', insteadOf: this.#preferences().camera };
    return () => (this.#flipped = before);
  }

  forgetFacing(): void {
    this.#flipped = null;
  }
}
