import { object, safeParse, string, union } from 'valibot';

const Message = union([object({ silenced: string() }), object({ heard: string() }), object({ asks: string() })]);

/** Which calls nobody of this browser wants to hear ring: known to all pages of `name`, also to one that was opened later. */
export class SilencedRings {
  readonly #calls = new Set<string>();
  readonly #channel: BroadcastChannel;

  /** @param changed another page has silenced a call, or lets it be heard again */
  constructor(name: string, changed: () => void) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = safeParse(Message, data);
      if (!message.success) return;
      if ('asks' in message.output) {
        this.#answer(message.output.asks);
        return;
      }
      if ('heard' in message.output) this.#calls.delete(message.output.heard);
      else this.#calls.add(message.output.silenced);
      changed();
    });
  }

  has(callId: string): boolean {
    return this.#calls.has(callId);
  }

  add(callId: string): void {
    this.#calls.add(callId);
    this.#answer(callId);
  }

  /** The call may be heard again, in every page. */
  delete(callId: string): void {
    if (this.#calls.delete(callId)) this.#channel.postMessage({ heard: callId });
  }

  /** Asks the other pages whether they know of it; one that does makes itself heard by `changed`. */
  ask(callId: string): void {
    this.#channel.postMessage({ asks: callId });
  }

  close(): void {
    this.#channel.close();
  }

  #answer(callId: string): void {
    if (this.has(callId)) this.#channel.postMessage({ silenced: callId });
  }
}
