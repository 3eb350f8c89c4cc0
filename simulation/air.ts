import type { PeerMessage } from '../packages/signaling/src/protocol/index.ts';
import type { Link, LinkListener, LinkOptions, LinkPort } from '../packages/widget/src/call/ports.ts';
import type { Handset } from './handset.ts';

/** Where peer connections would be. What they carry arrives in order, whatever becomes of the signaling. */
export class Air {
  readonly #ends = new Map<string, End>();
  #count = 0;

  get open(): readonly End[] {
    return [...this.#ends.values()];
  }

  get isQuiet(): boolean {
    return this.#awaiting.length === 0;
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

  find(id: string | null): End | undefined {
    return id === null ? undefined : this.#ends.get(id);
  }

  /** A page is gone, and its links with it. */
  closeAll(owner: Handset): void {
    for (const end of this.open) if (end.owner === owner) end.close();
  }

  forget(end: End): void {
    this.#ends.delete(end.id);
  }

  /** Lets one of the ends hear what has been on its way for longest. Says what it was. */
  deliver(which: number): string {
    const ends = this.#awaiting;
    return ends[which % ends.length]?.hear() ?? 'nothing';
  }

  /** One of the links fails by itself. Says which. */
  break(which: number): string {
    return this.#pickUp(which)?.fail() ?? 'none';
  }

  /** One of the links carries nothing until it is restarted. Says which. */
  interrupt(which: number): string {
    return this.#pickUp(which)?.interrupt() ?? 'none';
  }

  #pickUp(which: number): End | undefined {
    const ends = this.open.filter(({ isUp }) => isUp);
    return ends[which % ends.length];
  }

  get #awaiting(): readonly End[] {
    return this.open.filter(({ isAwaiting }) => isAwaiting);
  }
}

interface Message {
  readonly what: string;
  readonly arrive: (listener: LinkListener) => void;
}

/**
 * One end of a link. Its descriptions and candidates name it, so that the two find each other: they connect as soon as
 * offer, answer and a candidate of each have arrived.
 */
export class End implements Link {
  readonly stats = async (): Promise<null> => null;

  readonly id: string;
  readonly owner: Handset;
  readonly #options: LinkOptions;
  readonly #air: Air;
  readonly #inbox: Message[] = [];
  readonly #candidates = new Set<string>();
  #gateOpen: boolean;
  #partnerId: string | null = null;
  #other: End | null = null;
  #answered = false;
  #interrupted = false;
  #sequence = 0;
  readonly #seen = new Set<number>();

  constructor(id: string, owner: Handset, options: LinkOptions, air: Air) {
    this.id = id;
    this.owner = owner;
    this.#options = options;
    this.#air = air;
    this.#gateOpen = options.gate === 'open';
  }

  get isUp(): boolean {
    return this.#other !== null && this.#air.find(this.#other.id) !== undefined;
  }

  get isAwaiting(): boolean {
    return this.#inbox.length > 0;
  }

  isLinkedTo(handset: Handset): boolean {
    return this.isUp && this.#other?.owner === handset;
  }

  begin(): void {
    if (this.#options.role === 'initiator') this.#describe('offer');
  }

  deliver(signal: Parameters<Link['deliver']>[0], sequence: number): void {
    if (this.#seen.has(sequence)) return;
    this.#seen.add(sequence);
    if (signal.type === 'restart') return this.restart();
    if (this.#other) return this.#renegotiate(signal);
    const awaited = this.#options.role === 'initiator' ? 'answer' : 'offer';
    if (signal.type === 'candidate') this.#candidates.add(signal.candidate.candidate);
    else if (signal.type === awaited && 'sdp' in signal) this.#partnerId ??= signal.sdp;
    this.#answer();
    this.#meet();
  }

  useIceServers(): void {
    // There are none in the air.
  }

  restart(): void {
    const isInitiator = this.#options.role === 'initiator';
    if (!this.#other) return;
    this.#say(isInitiator ? { type: 'offer', sdp: this.id } : { type: 'restart', restart: 'ice' });
  }

  /** New routes are found as soon as both have told theirs. */
  #renegotiate(signal: Parameters<Link['deliver']>[0]): void {
    if (signal.type === 'offer') this.#say({ type: 'answer', sdp: this.id });
    if (signal.type !== 'answer') return;
    for (const end of [this, this.#other]) end?.heal();
  }

  heal(): void {
    if (!this.#interrupted) return;
    this.#interrupted = false;
    this.expect('link back', (listener) => listener.changed('connected'));
  }

  interrupt(): string {
    for (const end of [this, this.#other]) {
      if (!end || end.#interrupted) continue;
      end.#interrupted = true;
      end.expect('link interrupted', (listener) => listener.changed('interrupted'));
    }
    return `${this.owner.name} – ${this.#other?.owner.name}`;
  }

  #say(signal: Parameters<LinkListener['signal']>[0]): void {
    this.#options.listener.signal(signal, this.#sequence++);
  }

  openGate(): void {
    this.owner.noteOpenGate();
    this.#gateOpen = true;
    this.#answer();
  }

  /** Over a link that carries nothing nothing comes. */
  send(message: PeerMessage): void {
    if (!this.#interrupted) this.#other?.expect(message.type, (listener) => listener.said(message));
  }

  close(): void {
    this.#air.forget(this);
    const other = this.#other;
    this.#other = null;
    other?.expect('link lost', (listener) => listener.changed('failed'));
  }

  fail(): string {
    const other = this.#other;
    for (const end of [this, other]) end?.expect('link broken', (listener) => listener.changed('failed'));
    this.#other = null;
    if (other) other.#other = null;
    return `${this.owner.name} – ${other?.owner.name}`;
  }

  /** Something is on its way here. */
  expect(what: string, arrive: Message['arrive']): void {
    this.#inbox.push({ what, arrive });
  }

  hear(): string {
    const message = this.#inbox.shift();
    message?.arrive(this.#options.listener);
    return `${message?.what} → ${this.owner.name}`;
  }

  #answer(): void {
    if (this.#options.role === 'initiator' || !this.#gateOpen || this.#answered || this.#partnerId === null) return;
    this.#answered = true;
    this.#describe('answer');
  }

  #describe(type: 'offer' | 'answer'): void {
    this.#say({ type, sdp: this.id });
    this.#say({ type: 'candidate', candidate: { candidate: this.id } });
  }

  /** Media flows as soon as both have noticed. */
  #meet(): void {
    const partner = this.#air.find(this.#partnerId);
    if (!partner || this.#other || !this.#knows(partner) || !partner.#knows(this)) return;
    this.#other = partner;
    partner.#other = this;
    for (const end of [this, partner])
      end.expect('link up', (listener) => {
        listener.changed('connected');
        listener.mediaArrived('audio');
        listener.mediaArrived('video');
      });
  }

  #knows({ id }: End): boolean {
    return this.#partnerId === id && this.#candidates.has(id);
  }
}
