import type { ChannelInput, Input, SignalInput } from './mischief.ts';

/** A participant's page that uses its socket and its connections for whatever it is told to send. */
export interface HostilePage {
  /** The call that its widget is in, the other participant, and the latest link attempt that either side has named. */
  readonly latest: { callId: string; other: string; attempt: number };
  /** The latest descriptions that its widget has sent or received, by type. */
  readonly descriptions: Record<string, string>;
  /** Answers to forged requests: `true` for a grant, else the code of the refusal. */
  readonly answers: (true | string)[];
  /** Sends all of them, a few at a time. Resolves with how many could be sent. */
  send(inputs: readonly Input[], callId?: string): Promise<number>;
  /** Resolves when the server has answered everything before. */
  settled(): Promise<void>;
  /** Opens so many more data channels on the open connection. */
  openChannels(count: number): void;
}

declare global {
  interface Window {
    hostile: HostilePage;
  }
}

/** Runs in the hostile page before anything of it does. Its widget is the real one, and knows nothing of this. */
export function installHostile(): void {
  const PER_TASK = 40;
  /** Higher than any number that the widget's own requests get. */
  let request = 1_000_000;
  let count = 50_000;
  const { send: transmit } = WebSocket.prototype;
  const waiting = new Map<number, () => void>();
  const sockets: WebSocket[] = [];
  const channels: RTCDataChannel[] = [];
  const connections: RTCPeerConnection[] = [];
  const latest = { callId: '', other: '', attempt: 0 };
  const hostile: HostilePage = {
    latest,
    descriptions: {},
    answers: [],
    send: async (inputs, callId = latest.callId) => {
      let sent = 0;
      for (const [index, input] of inputs.entries()) {
        if (index % PER_TASK === 0) await new Promise((resolve) => setTimeout(resolve));
        sent += input.over === 'channel' ? await say(input) : signal(input, callId);
      }
      return sent;
    },
    settled: () =>
      new Promise((resolve) => {
        waiting.set(request, resolve);
        signal({ over: 'request', name: 'connection:check', payload: { check: true } }, '');
      }),
    openChannels: (count) => {
      const open = connections.findLast(({ connectionState }) => connectionState === 'connected');
      for (let index = 0; index < count; index += 1) open?.createDataChannel(`more ${index}`);
    },
  };
  window.hostile = hostile;

  function signal(input: Exclude<Input, ChannelInput>, callId: string): number {
    const socket = sockets.findLast(({ readyState }) => readyState === WebSocket.OPEN);
    if (!socket) return 0;
    const isSignal = input.over === 'signal';
    const frame = isSignal ? ['call:signal', envelopeOf(input, callId)] : [input.name, input.payload];
    // Past the widget's own, which is listened to below.
    transmit.call(socket, `42${isSignal ? '' : request++}${JSON.stringify(frame)}`);
    return 1;
  }

  function envelopeOf({ to, ahead, sequence, signal }: SignalInput, callId: string): object {
    const attempt = ahead === 'next' ? ++latest.attempt : Math.max(1, latest.attempt + ahead);
    return { callId, to: to ?? latest.other, attempt, sequence: sequence ?? count++ % 100_000, signal };
  }

  /** Waits a moment for a channel when the link has just been cut. */
  async function say({ text, times, binary }: ChannelInput): Promise<number> {
    const until = performance.now() + 3_000;
    for (;;) {
      const channel = channels.findLast(({ readyState }) => readyState === 'open');
      const hasRoom = channel && channel.bufferedAmount < 4_000_000;
      if (hasRoom) {
        const whole = text.repeat(times);
        if (binary) channel.send(new TextEncoder().encode(whole));
        else channel.send(whole);
        return 1;
      }
      if (performance.now() > until) return 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  function note(data: unknown): void {
    const [, event] = /^42\d*(\["call:signal".*\])$/s.exec(String(data)) ?? [];
    if (!event) return;
    const [, envelope] = JSON.parse(event) as [string, { [key: string]: unknown; signal: Record<string, string> }];
    const { callId, to, from, attempt } = envelope as unknown as Record<string, string> & { attempt: number };
    if (latest.callId !== callId) Object.assign(latest, { callId, attempt: 0 });
    Object.assign(latest, { other: to ?? from, attempt: Math.max(latest.attempt, attempt) });
    const { type, sdp } = envelope.signal;
    if (type && sdp) hostile.descriptions[type] = sdp;
  }

  function noteAnswer(data: unknown): void {
    const [, number, answer] = /^43(\d{7})\[(.*)\]$/s.exec(String(data)) ?? [];
    if (!answer) return;
    const settle = waiting.get(Number(number));
    if (settle) return settle();
    const { ok, code } = JSON.parse(answer) as { ok: boolean; code: string };
    hostile.answers.push(ok || code);
  }

  window.WebSocket = class extends WebSocket {
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      sockets.push(this);
      this.addEventListener('message', ({ data }) => (note(data), noteAnswer(data)));
    }

    override send(data: string): void {
      note(data);
      super.send(data);
    }
  };
  const keep = (channel: RTCDataChannel): RTCDataChannel => (channels.push(channel), channel);
  const { createDataChannel } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createDataChannel = function (label, options) {
    const channel = createDataChannel.call(this, label, options);
    return label.startsWith('more') ? channel : keep(channel);
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      this.addEventListener('datachannel', ({ channel }) => keep(channel));
    }
  };
}
