import { object, safeParse, string, union, type InferOutput } from 'valibot';

const Message = union([
  object({ silenced: string() }),
  object({ hushed: string() }),
  object({ heard: string() }),
  object({ asks: string() }),
]);

/**
 * Which calls nobody of this browser shall hear ring: known to all pages of `name`, also to one that was opened later. A user
 * silences a call to its end, a page that talks hushes it for a while.
 */
export class SilencedRings {
  readonly #silenced = new Set<string>();
  readonly #hushedHere = new Set<string>();
  readonly #hushedElsewhere = new Set<string>();
  readonly #channel: BroadcastChannel;
  readonly #changed: () => void;

  /** @param changed another page has silenced a call, or lets it be heard again */
  constructor(name: string, changed: () => void) {
    this.#changed = changed;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = safeParse(Message, data);
      if (message.success) this.#hear(message.output);
    });
  }

  has(callId: string): boolean {
    return [this.#silenced, this.#hushedHere, this.#hushedElsewhere].some((calls) => calls.has(callId));
  }

  /** The calls that this page has hushed. */
  get hushedHere(): readonly string[] {
    return [...this.#hushedHere];
  }

  /** The user does not want to hear it any more. */
  silence(callId: string): void {
    this.#silenced.add(callId);
    this.#answer(callId);
  }

  /** Until `unhush`, or as long as any other page hushes it. */
  hush(callId: string): void {
    if (this.#hushedHere.has(callId)) return;
    this.#hushedHere.add(callId);
    this.#answer(callId);
  }

  /** As far as this page is concerned, the call may be heard again. */
  unhush(callId: string): void {
    if (this.#hushedHere.delete(callId)) this.#channel.postMessage({ heard: callId });
  }

  /** The call that this page has hushed rings no more: it stays so for pages that are yet to hear of that. */
  forget(callId: string): void {
    this.#hushedHere.delete(callId);
  }

  /** Asks the other pages whether they know of it; one that does makes itself heard by `changed`. */
  ask(callId: string): void {
    this.#channel.postMessage({ asks: callId });
  }

  close(): void {
    this.#channel.close();
  }

  #hear(message: InferOutput<typeof Message>): void {
    if ('asks' in message) return this.#answer(message.asks);
    if ('silenced' in message) this.#silenced.add(message.silenced);
    else if ('hushed' in message) this.#hushedElsewhere.add(message.hushed);
    else {
      this.#hushedElsewhere.delete(message.heard);
      // Not by this page, which talks as well.
      this.#answer(message.heard);
    }
    this.#changed();
  }

  #answer(callId: string): void {
    if (this.#silenced.has(callId)) this.#channel.postMessage({ silenced: callId });
    if (this.#hushedHere.has(callId)) this.#channel.postMessage({ hushed: callId });
  }
}
