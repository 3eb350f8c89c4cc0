/** What a hostile participant could send, made from a seed. */
import fc from 'fast-check';

/** One signal through the server. */
export interface SignalInput {
  readonly over: 'signal';
  readonly signal: unknown;
  /** How far its attempt is ahead of the latest one; `next`: one further with each input. */
  readonly ahead: number | 'next';
  /** Null: the next one. */
  readonly sequence: number | null;
  /** Somebody else than the other participant. */
  readonly to?: string;
}

/** One message on the data channel: `text`, that many times over. */
export interface ChannelInput {
  readonly over: 'channel';
  readonly text: string;
  readonly times: number;
  readonly binary: boolean;
}

/** One request of any kind to the server, whose answer is kept. */
export interface RequestInput {
  readonly over: 'request';
  readonly name: string;
  readonly payload: unknown;
}

export type Input = SignalInput | ChannelInput | RequestInput;

/** The protocol's longest description. */
const MAX_SDP_LENGTH = 32_768;

type Make<Value> = fc.Arbitrary<Value>;

function signals(signal: Make<unknown>, ahead: Make<SignalInput['ahead']> = fc.constant(0)): Make<SignalInput> {
  const fresh = fc.constant(null);
  const sequence = fc.oneof({ weight: 5, arbitrary: fresh }, fc.integer({ min: 0, max: 40 }));
  return fc.record({ over: fc.constant('signal' as const), signal, ahead, sequence });
}

const restart = fc.record({ type: fc.constant('restart'), restart: fc.constantFrom('ice', 'link') });
const renegotiate = fc.constant({ type: 'renegotiate', renegotiate: true });
const transceiverRequest = fc.record({
  type: fc.constant('transceiverRequest'),
  transceiverRequest: fc.record({ kind: fc.constantFrom('audio', 'video') }),
});

const described = fc.constantFrom('offer', 'answer');
const sdpText = (length: number): Make<string> =>
  fc.array(fc.constantFrom(...SDP_WORDS), { minLength: 1, maxLength: length }).map((words) => words.join(''));

const SDP_WORDS = [
  ...['v=0\r\n', 'o=- 1 2 IN IP4 127.0.0.1\r\n', 's=-\r\n', 't=0 0\r\n', 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96\r\n', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n', 'a=mid:0\r\n'],
  ...['a=ice-ufrag:abcd\r\n', 'a=ice-pwd:abcdabcdabcdabcdabcdabcd\r\n', 'a=setup:actpass\r\n', 'a=sendrecv\r\n'],
  ...[
    'a=group:BUNDLE 0 1 2\r\n',
    'a=rtpmap:96 VP8/90000\r\n',
    'a=ssrc:1 cname:x\r\n',
    '\0',
    '\u2028',
    '\r',
    'a=',
    '😀',
  ],
];

/** Of the parts `kept` says, in pieces that are turned round, doubled, cut out or spoiled. */
function mutated(sdp: string): Make<string> {
  const lines = sdp.split('\r\n');
  const change = fc.record({
    at: fc.nat(lines.length - 1),
    how: fc.constantFrom('drop', 'double', 'spoil', 'swap', 'cut'),
    to: fc.oneof(fc.constantFrom(...SDP_WORDS), fc.string({ maxLength: 40 }), fc.integer().map(String)),
  });
  const apply = (changes: readonly { at: number; how: string; to: string }[]): string => {
    const changed = [...lines];
    for (const { at, how, to } of changes) {
      const line = changed[at] ?? '';
      if (how === 'drop') changed.splice(at, 1);
      if (how === 'double') changed.splice(at, 0, line);
      if (how === 'spoil') changed[at] = line.replace(/[^=:]+$/, to);
      if (how === 'swap') changed.splice(at, 2, changed[at + 1] ?? '', line);
      if (how === 'cut') changed.length = Math.max(at, 1);
    }
    return (changed.join('\r\n') || 'v').slice(0, MAX_SDP_LENGTH);
  };
  return fc.array(change, { minLength: 1, maxLength: 6 }).map(apply);
}

/** As many parts as a description has room for, each named on its own. */
function manyParts(sdp: string): Make<string> {
  const [head = '', ...parts] = sdp.split(/(?=^m=)/m);
  const whole = (count: number, which: number): string => {
    const part = parts[which % Math.max(parts.length, 1)] ?? 'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n';
    const short = part
      .split('\r\n')
      .filter((line) => !/^a=(rtcp-fb|fmtp|rtpmap|extmap|ssrc|candidate)/.test(line) || /:(96|111) /.test(line))
      .join('\r\n');
    const names = Array.from({ length: count }, (_, index) => String(index));
    const bundled = head.replace(/^a=group:.*$/m, `a=group:BUNDLE ${names.join(' ')}`);
    return (bundled + names.map((name) => short.replace(/^a=mid:.*$/m, `a=mid:${name}`)).join('')).slice(
      0,
      MAX_SDP_LENGTH,
    );
  };
  return fc.tuple(fc.integer({ min: 4, max: 100 }), fc.nat(2)).map(([count, which]) => whole(count, which));
}

/** Descriptions, wrong in every way that the server lets through; `real` are some that were right. */
export function descriptions(real: readonly string[]): Make<Input> {
  const sdp = fc.oneof(
    { weight: 2, arbitrary: sdpText(60) },
    fc.string({ minLength: 1, maxLength: 300 }),
    fc.constant('a=x-very-long:1\r\n'.repeat(2_000)),
    ...real.flatMap((one) => [
      { weight: 6, arbitrary: mutated(one) },
      { weight: 2, arbitrary: manyParts(one) },
    ]),
    ...real.map((one) => fc.constant(one)),
  );
  return signals(fc.record({ type: described, sdp }), fc.constantFrom(0, 0, 0, 1, -1));
}

const address = fc.oneof(
  fc.constantFrom('127.0.0.1', '::1', '0.0.0.0', '255.255.255.255', 'fe80::1%lo', '192.0.2.1', '1', '-1'),
  fc.constantFrom('nowhere.invalid', 'localhost', '3f1c.local', 'a'.repeat(300), 'x.'.repeat(100), '٣.٣.٣.٣'),
);

const candidateText = fc.oneof(
  { weight: 2, arbitrary: fc.string({ maxLength: 200 }) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('candidate:', 'a=candidate:', ''),
        fc.constantFrom('1', 'x', '4294967296'),
        fc.constantFrom('udp', 'tcp', 'sctp', 'UDP'),
        fc.integer({ min: -1, max: 70_000 }),
        address,
        fc.constantFrom(
          'typ host',
          'typ relay raddr 0.0.0.0 rport 0',
          'typ srflx',
          'typ',
          'tcptype active',
          'typ nonsense',
        ),
        fc.constantFrom('', ' ufrag abcd', ' generation 99999999999', ' network-cost 10', '\r\na=mid:7', ' \u2028'),
      )
      .map(([prefix, priority, transport, port, host, type, rest]) =>
        `${prefix}1 1 ${transport} ${priority} ${host} ${port} ${type}${rest}`.slice(0, 1024),
      ),
  },
);

/** Candidates: garbage, names to be looked up, addresses and parts that there are not, ever more of them. */
export function candidates(): Make<Input> {
  const candidate = fc.record({
    candidate: candidateText,
    sdpMid: fc.constantFrom('0', '1', '2', '9', '', 'x'.repeat(64), null),
    sdpMLineIndex: fc.constantFrom(0, 1, 2, 64, null),
  });
  const many = fc.tuple(fc.nat(250), fc.nat(250), fc.integer({ min: 1, max: 65_000 })).map(([third, fourth, port]) => ({
    candidate: `candidate:1 1 udp 2122260223 127.0.${third}.${fourth} ${port} typ host`,
    sdpMid: '0',
    sdpMLineIndex: 0,
  }));
  const either = fc.oneof(candidate, many);
  return signals(either.map((one) => ({ type: 'candidate', candidate: one })));
}

/** Everything in any order, for attempts that were, are and never will be. */
export function attempts(real: readonly string[]): Make<Input> {
  const sdp = fc.constantFrom('v=0', ...real);
  const signal = fc.oneof(
    fc.record({ type: described, sdp }),
    { weight: 2, arbitrary: restart },
    renegotiate,
    fc.constant({ type: 'candidate', candidate: { candidate: '', sdpMid: '0' } }),
  );
  return signals(signal, fc.oneof(fc.integer({ min: -2, max: 3 }), fc.integer({ min: 0, max: 64 }), fc.nat(99_000)));
}

/** Ever the next attempt, one after the other. */
export function nextAttempts(real: readonly string[]): Make<Input> {
  const sdp = fc.constantFrom('v=0', ...real);
  const signal = fc.oneof(
    fc.constant({ type: 'restart', restart: 'link' }),
    fc.record({ type: fc.constant('offer'), sdp }),
  );
  return signals(signal, fc.constant('next' as const));
}

/** What asks the other side to do something for this one. */
export function requests(): Make<Input> {
  return signals(fc.oneof(transceiverRequest, renegotiate, restart));
}

const MESSAGES = ['media', 'goodbye', 'leaving', 'beat'];

const brokenJson = fc.oneof(
  fc.string({ maxLength: 100 }),
  fc.json({ maxDepth: 4 }),
  fc.constantFrom(
    ...['', '{', '[', 'null', '1e999', '"', '{"type":', '{"type":"media"}', '{"type":"media","microphone":"loud"}'],
    ...[
      '{"__proto__":{"polluted":true},"type":"beat"}',
      '{"constructor":{"prototype":{"polluted":true}},"type":"beat"}',
    ],
    ...['{"type":"goodbye","reason":"__proto__"}', '{"type":["beat"]}', '{"type":"toString"}', '\ud800', '\0'],
  ),
  fc
    .record({ type: fc.constantFrom(...MESSAGES, '__proto__'), reason: fc.anything() })
    .map((one) => JSON.stringify(one)),
);

function said(text: Make<string>, times: Make<number> = fc.constant(1)): Make<ChannelInput> {
  return fc.record({ over: fc.constant('channel' as const), text, times, binary: fc.boolean() });
}

/** Messages that make no sense, up to the largest that a browser sends. */
export function junk(): Make<Input> {
  return fc.oneof(
    { weight: 30, arbitrary: said(brokenJson) },
    { weight: 2, arbitrary: said(fc.constantFrom('[', '{"a":', '"'), fc.constantFrom(700, 2_048, 40_000)) },
    { weight: 1, arbitrary: said(fc.constantFrom('x', '\0'), fc.constantFrom(2_049, 65_536, 262_144)) },
  );
}

/** Messages that make sense, one by one. */
export function chatter(): Make<Input> {
  const flow = fc.constantFrom('none', 'off', 'on');
  const media = fc.record({ type: fc.constant('media'), microphone: flow, camera: flow });
  const other = fc.constantFrom({ type: 'beat' }, { type: 'beat' }, { type: 'leaving' });
  return said(fc.oneof(media, other).map((one) => JSON.stringify(one)));
}

/** That one of the two goes. */
export function goodbyes(): Make<Input> {
  const reason = fc.constantFrom('hung-up', 'not-permitted', 'connection-lost', 'failed');
  return said(reason.map((one) => JSON.stringify({ type: 'goodbye', reason: one })));
}

/** Requests about a call of other people's. */
export function forgeries(callId: string, people: readonly string[]): Make<Input> {
  const person = fc.constantFrom(...people);
  const now = 1_700_000_000_000;
  const claim = {
    ...{ version: 99, kind: 'video', callerId: people[0], createdAt: now, answeredAt: now },
    participants: [...people, 'mallory'].map((userId, joinOrder) => ({ userId, joinOrder })),
  };
  const signal = fc.oneof(restart, renegotiate, fc.constant({ type: 'offer', sdp: 'v=0' }));
  const payloads: readonly [string, Make<unknown>][] = [
    ['call:resume', fc.constantFrom({ callId }, { callId, claim })],
    ['call:leave', fc.record({ callId: fc.constant(callId), reason: fc.constant('hung-up'), by: person })],
    ['call:leaving', fc.constant({ callId })],
    ['call:accept', fc.constant({ callId })],
    ['call:cancel', fc.constant({ callId })],
    ['call:decline', fc.constant({ callId })],
    [
      'call:signal',
      fc.record({
        callId: fc.constant(callId),
        to: person,
        attempt: fc.integer({ min: 1, max: 9 }),
        sequence: fc.nat(99),
        signal,
      }),
    ],
  ];
  return fc.oneof(
    ...payloads.map(([name, payload]) =>
      fc.record({ over: fc.constant('request' as const), name: fc.constant(name), payload }),
    ),
  );
}

/** So many of them, always the same for one seed. */
export function pick(inputs: Make<Input>, seed: number, count: number): readonly Input[] {
  return fc.sample(inputs, { seed, numRuns: count });
}
