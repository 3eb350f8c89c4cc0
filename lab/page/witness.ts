/**
 * Sees a call as its user does: what the element says about itself, the words on the screen, pictures decoded and sound
 * that came in. Runs in the page before anything else, and knows nothing of the product but what hosts and users know.
 * All pages of a laboratory share one machine's clock.
 */
export interface Sample {
  readonly at: number;
  readonly state: string;
  /** The words `Reconnecting…` are on the screen. */
  readonly saysReconnecting: boolean;
  /** Frames decoded and audio packets received in this page so far, whatever connection they came by. */
  readonly frames: number;
  readonly audioPackets: number;
}

export interface Occurrence {
  readonly at: number;
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The pair of candidates that a connection uses (W3C WebRTC statistics). */
export interface Path {
  readonly local: string;
  readonly remote: string;
  readonly protocol: string;
  /** How a relay is reached: `udp`, `tcp` or `tls`. */
  readonly relayProtocol: string;
}

export interface Witness {
  readonly samples: Sample[];
  readonly occurrences: Occurrence[];
  /** What came in by WebSockets. */
  readonly heard: string[];
  paths(): Promise<Path[]>;
  /** The element says that it has its server. */
  hasServer(): boolean;
  /** What has become of the call since then: `going-on` as soon as it is active and frames have come in again. */
  outcomeSince(at: number): 'going-on' | 'ended' | undefined;
}

declare global {
  interface Window {
    witness: Witness;
  }
}

export function installWitness(): void {
  const LOOK_EVERY_MILLISECONDS = 50;
  const connections = new Set<RTCPeerConnection>();
  const counted = new WeakMap<RTCPeerConnection, { frames: number; audioPackets: number }>();
  const total = { frames: 0, audioPackets: 0 };

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };

  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => witness.heard.push(String(data)));
    }
  };

  const count = async (connection: RTCPeerConnection): Promise<void> => {
    const now = { frames: 0, audioPackets: 0 };
    (await connection.getStats()).forEach((stats) => {
      if (stats.type !== 'inbound-rtp') return;
      if (stats.kind === 'video') now.frames += stats.framesDecoded ?? 0;
      else now.audioPackets += stats.packetsReceived ?? 0;
    });
    const before = counted.get(connection) ?? { frames: 0, audioPackets: 0 };
    total.frames += Math.max(0, now.frames - before.frames);
    total.audioPackets += Math.max(0, now.audioPackets - before.audioPackets);
    counted.set(connection, now);
  };

  /** One that is closed while it is asked may never answer (Firefox). */
  const countOpen = (connection: RTCPeerConnection): Promise<unknown> | undefined => {
    if (connection.connectionState === 'closed') return void connections.delete(connection);
    const tooLate = new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS * 10));
    return Promise.race([count(connection).catch(() => undefined), tooLate]);
  };

  const shows = (root: ParentNode, words: string): boolean =>
    [...root.querySelectorAll('*')].some((element) => {
      if (element.shadowRoot && shows(element.shadowRoot, words)) return true;
      const own = [...element.childNodes].some((node) => node instanceof Text && node.data.includes(words));
      return own && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    });

  const callWindow = (): Element | null => document.querySelector('call-window');

  const look = async (): Promise<void> => {
    await Promise.all([...connections].map(countOpen));
    const root = callWindow()?.shadowRoot;
    witness.samples.push({
      at: Date.now(),
      state: callWindow()?.getAttribute('state') ?? 'idle',
      saysReconnecting: root ? shows(root, 'Reconnecting…') : false,
      ...total,
    });
    setTimeout(look, LOOK_EVERY_MILLISECONDS);
  };

  const pathOf = async (connection: RTCPeerConnection): Promise<Path | undefined> => {
    const report = await connection.getStats();
    const all = [...(report as unknown as Map<string, Record<string, string>>).values()];
    const transport = all.find(({ type }) => type === 'transport');
    // Firefox reports no transport; it marks the pair.
    const pair = all.find(({ id, type, selected }) =>
      transport ? id === transport['selectedCandidatePairId'] : type === 'candidate-pair' && selected,
    );
    const [local, remote] = [pair?.['localCandidateId'], pair?.['remoteCandidateId']].map((id) => report.get(id ?? ''));
    if (!local || !remote) return undefined;
    const { candidateType, protocol, relayProtocol = '' } = local;
    return { local: candidateType, remote: remote.candidateType, protocol, relayProtocol };
  };

  const witness: Witness = {
    samples: [],
    occurrences: [],
    heard: [],
    paths: async () => (await Promise.all([...connections].map(pathOf))).filter((path) => path !== undefined),
    hasServer: () => {
      const change = witness.occurrences.findLast(({ type }) => type === 'signaling-change');
      return change?.detail['state'] === 'connected';
    },
    outcomeSince: (at) => {
      if (witness.occurrences.some((each) => each.type === 'call-ended' && each.at >= at)) return 'ended';
      const since = witness.samples.filter((sample) => sample.at >= at);
      const [first, last] = [since[0], since.at(-1)];
      return first && last && last.state === 'active' && last.frames > first.frames ? 'going-on' : undefined;
    },
  };
  window.witness = witness;

  for (const type of ['call-state', 'call-connected', 'call-ended', 'call-error', 'signaling-change'])
    document.addEventListener(type, (event) => {
      const detail: unknown = JSON.parse(JSON.stringify((event as CustomEvent).detail));
      witness.occurrences.push({ at: Date.now(), type, detail: detail as Occurrence['detail'] });
    });
  void look();
}
