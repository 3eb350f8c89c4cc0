import type { LinkSignal, PeerMessage } from 'call-window-signaling/protocol';

import type { Link, LinkListener, LinkOptions, LinkPort } from '../../src/call/ports.ts';
import { Log } from './log.ts';

/** A link that records what it is told; what it would report, a test reports through `listener`. */
export class FakeLink implements Link {
  readonly options: LinkOptions;
  readonly delivered: { readonly signal: LinkSignal; readonly sequence: number }[] = [];
  readonly sent: PeerMessage[] = [];
  gateOpened = false;
  restarts = 0;
  closed = false;

  constructor(options: LinkOptions) {
    this.options = options;
  }

  get listener(): LinkListener {
    return this.options.listener;
  }

  deliver(signal: LinkSignal, sequence: number): void {
    this.delivered.push({ signal, sequence });
  }

  openGate(): void {
    this.gateOpened = true;
  }

  send(message: PeerMessage): void {
    this.sent.push(message);
  }

  readonly iceServers = new Log<LinkOptions['iceServers']>();

  useIceServers(iceServers: LinkOptions['iceServers']): void {
    this.iceServers.add(iceServers);
  }

  restart(): void {
    this.restarts += 1;
  }

  async stats(): Promise<null> {
    return null;
  }

  close(): void {
    this.closed = true;
  }

  /** Connects, announces audio and video, and delivers both. */
  flows(): void {
    this.listener.changed('connected');
    this.listener.said({ type: 'media', microphone: 'on', camera: 'on' });
    this.listener.mediaArrived('audio');
    this.listener.mediaArrived('video');
  }
}

export class FakeLinks implements LinkPort {
  readonly opened: FakeLink[] = [];
  /** What happens while a link is being opened, before `open` returns. */
  whileOpening: (link: FakeLink) => void = () => undefined;

  get last(): FakeLink {
    const link = this.opened.at(-1);
    if (!link) throw new Error('no link was opened');
    return link;
  }

  open(options: LinkOptions): FakeLink {
    const link = new FakeLink(options);
    this.opened.push(link);
    this.whileOpening(link);
    return link;
  }
}
