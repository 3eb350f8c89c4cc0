import type { PeerMessage } from '../packages/signaling/src/protocol/index.ts';
import type { Link, LinkListener, LinkOptions, LinkPort } from '../packages/widget/src/call/ports.ts';
import type { Handset } from './handset.ts';
import type { Wire } from './wire.ts';

/** Where peer connections would be: two ends that have exchanged offer and answer connect, and carry messages in order. */
export class Air {
  readonly #ends = new Map<string, End>();
  readonly #wire: Wire;
  #count = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get open(): readonly End[] {
    return [...this.#ends.values()];
  }

  adapterFor(owner: Handset): LinkPort {
    return {
      open: (options) => {
        this.#count += 1;
        const end = new End(`end ${this.#count}`, owner, options, this);
        this.#ends.set(end.id, end);
        end.begin();
        return end;
      },
    };
  }

  find(id: string): End | undefined {
    return this.#ends.get(id);
  }

  forget(end: End): void {
    this.#ends.delete(end.id);
  }

  /** Reaches the other end in its own time, unless that is closed by then. */
  carry(what: string, to: End, arrive: (listener: LinkListener) => void): void {
    const deliver = (): void => {
      if (this.#ends.has(to.id)) arrive(to.listener);
    };
    this.#wire.send({ from: '', to: to.owner.name, what, arrive: deliver });
  }
}

/** One end of a link. Its descriptions name it, so that the two find each other. */
export class End implements Link {
  readonly id: string;
  readonly owner: Handset;
  readonly #options: LinkOptions;
  readonly #air: Air;
  #gateOpen: boolean;
  #offeredBy: string | null = null;
  #other: End | null = null;
  #answered = false;

  constructor(id: string, owner: Handset, options: LinkOptions, air: Air) {
    this.id = id;
    this.owner = owner;
    this.#options = options;
    this.#air = air;
    this.#gateOpen = options.gate === 'open';
  }

  get listener(): LinkListener {
    return this.#options.listener;
  }

  begin(): void {
    if (this.#options.role === 'initiator') this.listener.signal({ type: 'offer', sdp: this.id }, 0);
  }

  deliver(signal: Parameters<Link['deliver']>[0]): void {
    if (signal.type === 'offer' && this.#options.role === 'responder') {
      this.#offeredBy ??= signal.sdp;
      this.#answer();
    }
    if (signal.type === 'answer' && this.#options.role === 'initiator' && !this.#other) this.#meet(signal.sdp);
  }

  openGate(): void {
    this.#gateOpen = true;
    this.#answer();
  }

  send(message: PeerMessage): void {
    if (this.#other) this.#air.carry(message.type, this.#other, (listener) => listener.said(message));
  }

  close(): void {
    this.#air.forget(this);
    const other = this.#other;
    this.#other = null;
    if (other) this.#air.carry('link lost', other, (listener) => listener.changed('failed'));
  }

  #answer(): void {
    if (!this.#gateOpen || this.#answered || this.#offeredBy === null) return;
    this.#answered = true;
    this.listener.signal({ type: 'answer', sdp: this.id }, 0);
  }

  /** The answer has come back: media flows as soon as both have noticed. */
  #meet(answererId: string): void {
    const answerer = this.#air.find(answererId);
    if (!answerer) return;
    this.#other = answerer;
    answerer.#other = this;
    for (const end of [this, answerer]) {
      this.#air.carry('link up', end, (listener) => {
        listener.changed('connected');
        listener.mediaArrived('audio');
        listener.mediaArrived('video');
      });
    }
  }
}
