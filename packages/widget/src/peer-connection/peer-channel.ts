import { MAX_PEER_MESSAGE_LENGTH, PeerMessage } from 'call-window-signaling/protocol';
import * as v from 'valibot';

import { Allowance } from './allowance.ts';
import { LifeSigns } from './life-signs.ts';

/** Three beats a second and a word now and then; a page that was stopped hears at once what came meanwhile. */
const MESSAGES = { atOnce: 500, perSecond: 50 };

const BEAT: PeerMessage = { type: 'beat' };

export interface PeerChannelOptions {
  /** Throws when the channel cannot send. */
  readonly send: (text: string) => void;
  /** A number that grows with whatever is received over the connection. */
  readonly received: () => Promise<number>;
  readonly said: (message: PeerMessage) => void;
  /** Nothing has come over the connection for a moment. */
  readonly quiet: () => void;
  readonly changed: (state: 'lost' | 'back') => void;
  /** It can send no more, or the other side sends more than anybody has to say. */
  readonly failed: () => void;
}

/** What the two pages say to each other over the data channel, and whether anything comes. */
export class PeerChannel {
  readonly #options: PeerChannelOptions;
  readonly #messages = new Allowance(MESSAGES);
  #lifeSigns: LifeSigns | null = null;

  constructor(options: PeerChannelOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#lifeSigns !== null;
  }

  /** From now on something has to come. What is received before is heard, too. */
  open(): void {
    const { received, quiet, changed } = this.#options;
    this.#lifeSigns = new LifeSigns({ sendBeat: () => this.send(BEAT), received, quiet, changed });
  }

  /** The connection has noticed by itself that nothing comes. */
  lose(): void {
    this.#lifeSigns?.lose();
  }

  stop(): void {
    this.#lifeSigns?.stop();
  }

  send(message: PeerMessage): void {
    if (!this.isOpen) return;
    try {
      this.#options.send(JSON.stringify(message));
    } catch {
      // The channel is closing, which the connection has not noticed yet.
      this.#options.failed();
    }
  }

  /** Whatever the other page sends is another person's input: what is no message is dropped, too many of them end the link. */
  receive(data: unknown): void {
    if (!(typeof data === 'string' || data instanceof Uint8Array)) return;
    if (!this.#messages.spend(1 + data.length / MAX_PEER_MESSAGE_LENGTH)) return this.#options.failed();
    if (data.length > MAX_PEER_MESSAGE_LENGTH) return;
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PeerMessage), text);
    if (parsed.success) this.#hear(parsed.output);
  }

  #hear(message: PeerMessage): void {
    // Told first: that whoever leaves is not heard any more is no fault of the link.
    if (message.type !== 'beat') this.#options.said(message);
    if (message.type === 'leaving') this.#lifeSigns?.goAway();
    else this.#lifeSigns?.heard();
  }
}
