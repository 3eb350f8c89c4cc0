/** What is read of a connection's statistics: W3C WebRTC Statistics, with the names that it has there. */
import { sourceOf, type TrackSource } from './track-sources.ts';

export interface RtpCounters {
  readonly source: TrackSource;
  readonly codec: string | null;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number;
  /** In seconds. */
  readonly jitter: number;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Seconds that the picture stood still, in all. */
  readonly frozen: number;
}

export interface Counters {
  /** When they were taken, in milliseconds on the connection's clock. */
  readonly at: number;
  readonly sent: readonly RtpCounters[];
  readonly received: readonly RtpCounters[];
  /** Fraction of what is sent that the other side says was lost lately; null until it has said. */
  readonly lostThere: number | null;
  /** Bits a second that the browser thinks fit through; null where it does not say (Firefox). */
  readonly available: number | null;
  /** In seconds. */
  readonly roundTrip: number | null;
  readonly route: { readonly local: string; readonly remote: string; readonly protocol: string } | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** How long a report counts: of sound one comes every five seconds, give or take half of that (RFC 3550 §6.3.1). */
const REPORT_MILLISECONDS = 8_000;

interface Stats {
  readonly [name: string]: string | number | boolean | undefined;
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
}

export async function readCounters(connection: RTCPeerConnection): Promise<Counters> {
  const report = await connection.getStats();
  const byId = new Map<string, Stats>();
  report.forEach((stats: Stats) => byId.set(stats.id, stats));
  const all = [...byId.values()];
  const pair = selectedPair(all, byId);
  const ofType = (type: string): readonly RtpCounters[] =>
    all.filter((stats) => stats.type === type).flatMap((stats) => rtpCounters(connection, stats, byId));
  return {
    at: pair?.timestamp ?? performance.now(),
    sent: ofType('outbound-rtp'),
    received: ofType('inbound-rtp'),
    lostThere: greatest(reportedLately(all, pair).map(({ fractionLost }) => fractionLost)),
    available: numberOrNull(pair?.['availableOutgoingBitrate']),
    roundTrip: numberOrNull(pair?.['currentRoundTripTime']),
    route: pair ? routeOf(pair, byId) : null,
    bytesSent: Number(pair?.['bytesSent'] ?? 0),
    bytesReceived: Number(pair?.['bytesReceived'] ?? 0),
  };
}

/** Of what is not sent any more the last report stays for ever. */
function reportedLately(all: readonly Stats[], pair: Stats | undefined): readonly Stats[] {
  const reports = all.filter(({ type }) => type === 'remote-inbound-rtp');
  return pair ? reports.filter(({ timestamp }) => pair.timestamp - timestamp <= REPORT_MILLISECONDS) : reports;
}

/** Firefox has no transport that would name it. */
function selectedPair(all: readonly Stats[], byId: ReadonlyMap<string, Stats>): Stats | undefined {
  const transport = all.find((stats) => stats.type === 'transport' && stats['selectedCandidatePairId']);
  if (transport) return byId.get(String(transport['selectedCandidatePairId']));
  const pairs = all.filter((stats) => stats.type === 'candidate-pair');
  return (
    pairs.find((pair) => pair['selected'] === true) ??
    pairs.find((pair) => pair['nominated'] && pair['state'] === 'succeeded')
  );
}

function routeOf(pair: Stats, byId: ReadonlyMap<string, Stats>): Counters['route'] {
  const local = byId.get(String(pair['localCandidateId']));
  const remote = byId.get(String(pair['remoteCandidateId']));
  if (!local || !remote) return null;
  return {
    local: String(local['candidateType']),
    remote: String(remote['candidateType']),
    protocol: String(local['relayProtocol'] ?? local['protocol']),
  };
}

function rtpCounters(
  connection: RTCPeerConnection,
  stats: Stats,
  byId: ReadonlyMap<string, Stats>,
): readonly RtpCounters[] {
  const source = sourceOf(connection, (transceiver) => transceiver.mid === stats['mid']);
  if (!source) return [];
  const number = (...names: readonly string[]): number => names.map((name) => stats[name]).find(isNumber) ?? 0;
  const mimeType = byId.get(String(stats['codecId']))?.['mimeType'];
  const counters = {
    source,
    codec: typeof mimeType === 'string' ? mimeType.replace(/^\w+\//u, '') : null,
    bytes: number('bytesSent', 'bytesReceived') + number('headerBytesSent', 'headerBytesReceived'),
    // What was sent once more is counted among what was received, and its first try among what was lost.
    packets: number('packetsSent', 'packetsReceived') - number('retransmittedPacketsReceived'),
    lost: Math.max(0, number('packetsLost')),
    jitter: number('jitter'),
    width: number('frameWidth'),
    height: number('frameHeight'),
    frames: number('framesEncoded', 'framesDecoded'),
    frozen: number('totalFreezesDuration'),
  };
  return [counters];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function numberOrNull(value: unknown): number | null {
  return isNumber(value) ? value : null;
}

function greatest(values: readonly unknown[]): number | null {
  const numbers = values.filter(isNumber);
  return numbers.length === 0 ? null : Math.max(...numbers);
}
