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
  /** That the other's picture is paused, and that one's own is. */
  readonly saysPaused: boolean;
  readonly saysOwnPaused: boolean;
  /** Frames decoded and audio packets received in this page so far, whatever connection they came by. */
  readonly frames: number;
  readonly audioPackets: number;
  /** Lines of the picture that was decoded last. */
  readonly height: number;
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

/** One look at a link, as the element tells hosts: times in milliseconds, rates in bits a second, loss as a fraction. */
export interface Numbers {
  readonly at: number;
  readonly roundTrip: number;
  readonly lost: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly sending: number;
  readonly receiving: number;
}

export interface Witness {
  readonly samples: Sample[];
  readonly numbers: Numbers[];
  readonly occurrences: Occurrence[];
  /** What came in by WebSockets. */
  readonly heard: string[];
  paths(): Promise<Path[]>;
  /** The element says that it has its server. */
  hasServer(): boolean;
  /** What has become of the call since then: `going-on` as soon as it is active and frames have come in again. */
  outcomeSince(at: number): 'going-on' | 'ended' | undefined;
}

interface Flow {
  readonly bitsPerSecond: number;
}

/** As hosts know it. */
interface CallWindow extends Element {
  getCallStats(): Promise<
    readonly {
      readonly roundTripMilliseconds: number | null;
      readonly lost: { readonly received: number | null };
      readonly bytesSent: number;
      readonly bytesReceived: number;
      readonly sends: readonly Flow[];
      readonly receives: readonly Flow[];
    }[]
  >;
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
  const total = { frames: 0, audioPackets: 0, height: 0 };

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
      if (stats.kind === 'video') {
        now.frames += stats.framesDecoded ?? 0;
        total.height = stats.frameHeight ?? total.height;
      } else now.audioPackets += stats.packetsReceived ?? 0;
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

  const WORDS = /Reconnecting…|Your picture is paused|'s picture is paused/;

  /** Those of the words that are on the screen. */
  const shownWords = (root: ParentNode): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => {
      const within = element.shadowRoot ? shownWords(element.shadowRoot) : [];
      const own = [...element.childNodes].flatMap((node) => (node instanceof Text && WORDS.exec(node.data)?.[0]) || []);
      if (own.length === 0) return within;
      return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        ? [...within, ...own]
        : within;
    });

  const callWindow = (): CallWindow | null => document.querySelector<CallWindow>('call-window');

  const rateOf = (tracks: readonly Flow[]): number => tracks.reduce((sum, { bitsPerSecond }) => sum + bitsPerSecond, 0);

  /** Whenever the element has looked again. */
  const readNumbers = async (): Promise<void> => {
    const [stats] =
      (await callWindow()
        ?.getCallStats?.()
        .catch(() => [])) ?? [];
    if (stats && stats.bytesReceived !== witness.numbers.at(-1)?.bytesReceived)
      witness.numbers.push({
        at: Date.now(),
        roundTrip: stats.roundTripMilliseconds ?? 0,
        lost: stats.lost.received ?? 0,
        bytesSent: stats.bytesSent,
        bytesReceived: stats.bytesReceived,
        sending: rateOf(stats.sends),
        receiving: rateOf(stats.receives),
      });
    setTimeout(readNumbers, LOOK_EVERY_MILLISECONDS);
  };

  const look = async (): Promise<void> => {
    await Promise.all([...connections].map(countOpen));
    const root = callWindow()?.shadowRoot;
    const shown = root ? shownWords(root) : [];
    witness.samples.push({
      at: Date.now(),
      state: callWindow()?.getAttribute('state') ?? 'idle',
      saysReconnecting: shown.includes('Reconnecting…'),
      saysPaused: shown.includes("'s picture is paused"),
      saysOwnPaused: shown.includes('Your picture is paused'),
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
    numbers: [],
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

  for (const type of ['call-state', 'call-connected', 'call-ended', 'call-error', 'quality-change', 'signaling-change'])
    document.addEventListener(type, (event) => {
      const detail: unknown = JSON.parse(JSON.stringify((event as CustomEvent).detail));
      witness.occurrences.push({ at: Date.now(), type, detail: detail as Occurrence['detail'] });
    });
  void look();
  void readNumbers();
}
