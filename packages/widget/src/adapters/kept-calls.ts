import { CallView, ClientMadeId } from 'call-window-signaling/protocol';
import * as v from 'valibot';

const Kept = v.object({
  call: CallView,
  direction: v.picklist(['outgoing', 'incoming']),
  muted: v.boolean(),
  camera: v.picklist(['on', 'off', 'none']),
  onHold: v.optional(v.boolean()),
  attempts: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const Entry = v.object({
  kept: Kept,
  /** What the server knows the page by. */
  deviceId: ClientMadeId,
  /** What the server has said of its clock and its terms. */
  terms: v.object({ graceMilliseconds: v.pipe(v.number(), v.minValue(0)), clockOffset: v.number() }),
  /** When it was kept, in milliseconds since 1970 on this machine's clock. */
  at: v.number(),
});
export type KeptEntry = v.InferOutput<typeof Entry>;

/**
 * Keeps the call of one user for this tab's next page. `sessionStorage` (WHATWG HTML §12.2.2) outlives a reload and a crash, but is
 * copied into a duplicated tab: a lock says which of the two may take the call up.
 */
export class KeptCalls {
  readonly #key: string;

  constructor({ server, userId }: { readonly server: string; readonly userId: string }) {
    this.#key = `call-window ${JSON.stringify([server, userId])}`;
  }

  read(): KeptEntry | null {
    const text = attempt((stored) => stored.getItem(this.#key));
    if (!text) return null;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Entry), text);
    return parsed.success ? parsed.output : null;
  }

  keep(entry: KeptEntry): void {
    const isKept = attempt((stored) => {
      stored.setItem(this.#key, JSON.stringify(entry));
      return true;
    });
    // Full: a reload then ends the call, as it would without storage. It must not be taken up as it was before, unmuted perhaps.
    if (!isKept) this.forget();
  }

  forget(): void {
    attempt((stored) => stored.removeItem(this.#key));
  }
}

/** Undefined where the browser, or what extends it, keeps pages from storing anything. */
function attempt<Result>(act: (stored: Storage) => Result): Result | undefined {
  try {
    return act(sessionStorage);
  } catch {
    return undefined;
  }
}
