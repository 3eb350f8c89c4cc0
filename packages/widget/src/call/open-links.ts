import type { IceServer } from 'call-window-signaling/protocol';

import { SignalingRefusal } from './call-error.ts';
import type { EffectOf, Fact } from './call-events.ts';
import type { LinkStats } from './link-stats.ts';
import type { Link, LinkListener, LinkPort, OutgoingSignal, SignalingPort } from './ports.ts';

/** Numbers of requests for a link that is still to be made, out of the way of those that a link counts from 0. */
const FIRST_ASK = 90_000;
const ASKS = 10_000;

interface OpenLink {
  readonly callId: string;
  readonly attempt: number;
  readonly link: Link;
}

export interface OpenLinksPorts {
  readonly signaling: Pick<SignalingPort, 'signal'>;
  readonly links: LinkPort;
}

export interface OpenLinksOutlets {
  dispatch(fact: Fact): void;
  /** The server knows of no such call; why, is to be had for the asking. */
  refused(callId: string): void;
  /** Something was said during an outage. */
  unheard(sayAgain: () => void): void;
  relayOnly(): boolean;
  /** Replaces what the server hands out. */
  iceServers(): readonly IceServer[] | null;
}

/** The links that are open, one to each participant, and what they have signaled. */
export class OpenLinks {
  readonly #ports: OpenLinksPorts;
  readonly #outlets: OpenLinksOutlets;
  readonly #open = new Map<string, OpenLink>();
  #asked = 0;
  #iceServers: readonly IceServer[] = [];

  constructor(ports: OpenLinksPorts, outlets: OpenLinksOutlets) {
    this.#ports = ports;
    this.#outlets = outlets;
  }

  get(userId: string): Link | undefined {
    return this.#open.get(userId)?.link;
  }

  /** What the server says links are to be made through from now on. */
  hand(iceServers: readonly IceServer[]): void {
    this.#iceServers = iceServers;
    for (const { link } of this.#open.values()) link.useIceServers(this.#outlets.iceServers() ?? iceServers);
  }

  open({ callId, userId, attempt, role, gate, iceServerTimeout }: EffectOf<'open-link'>): void {
    this.close(userId);
    const { dispatch, relayOnly, iceServers } = this.#outlets;
    const listener: LinkListener = {
      signal: (signal, sequence) => void this.#signal({ callId, to: userId, attempt, sequence, signal }),
      changed: (link) => dispatch({ type: 'link-changed', userId, attempt, link }),
      quiet: () => dispatch({ type: 'link-quiet', userId, attempt }),
      mediaArrived: (kind) => dispatch({ type: 'media-arrived', userId, attempt, kind }),
      pictureIs: (picture) => dispatch({ type: 'picture-changed', userId, attempt, picture }),
      rated: (quality) => dispatch({ type: 'link-rated', userId, attempt, quality }),
      said: (message) => dispatch({ type: 'peer-said', userId, attempt, message }),
    };
    const link = this.#ports.links.open({
      ...{ userId, role, gate, iceServerTimeout, listener },
      ...{ iceServers: iceServers() ?? this.#iceServers, relayOnly: relayOnly() },
    });
    this.#open.set(userId, { callId, attempt, link });
  }

  deliver({ userId, attempt, sequence, signal }: EffectOf<'deliver-signal'>): void {
    const open = this.#open.get(userId);
    if (open?.attempt === attempt) open.link.deliver(signal, sequence);
  }

  /** Asks the initiator; and again, as the machine decides, when nothing comes of it. */
  ask({ callId, userId, attempt }: EffectOf<'ask-link'>): void {
    this.#asked = (this.#asked + 1) % ASKS;
    const sequence = FIRST_ASK + this.#asked;
    const signal = { type: 'restart', restart: 'link' } as const;
    this.#ports.signaling
      .signal({ callId, to: userId, attempt, sequence, signal })
      .catch((error: unknown) => this.#noteRefusal(error, callId));
  }

  /** Of every link, by user id. */
  async stats(): Promise<readonly (readonly [userId: string, stats: LinkStats])[]> {
    const all = await Promise.all(
      [...this.#open].map(async ([userId, { link }]) => [userId, await link.stats()] as const),
    );
    return all.flatMap(([userId, stats]) => (stats ? [[userId, stats] as const] : []));
  }

  close(userId: string): void {
    this.get(userId)?.close();
    this.#open.delete(userId);
  }

  closeAll(): void {
    for (const userId of [...this.#open.keys()]) this.close(userId);
  }

  /**
   * A signal that is refused was meant for a call that is over, or that another device has. One that was not heard is said again,
   * unless there is a newer attempt by then.
   */
  async #signal(envelope: OutgoingSignal): Promise<void> {
    try {
      await this.#ports.signaling.signal(envelope);
    } catch (error) {
      if (!(error instanceof SignalingRefusal)) this.#outlets.unheard(() => this.#signalAgain(envelope));
      this.#noteRefusal(error, envelope.callId);
    }
  }

  #noteRefusal(error: unknown, callId: string): void {
    if (error instanceof SignalingRefusal && error.refusal === 'no-such-call') this.#outlets.refused(callId);
  }

  #signalAgain(envelope: OutgoingSignal): void {
    const open = this.#open.get(envelope.to);
    if (open?.callId === envelope.callId && open.attempt === envelope.attempt) void this.#signal(envelope);
  }
}
