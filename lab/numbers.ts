import type { Datagram } from './network/traffic.ts';
import type { Numbers } from './page/witness.ts';

/** What the widget told of something, and what was true of it, in the same unit. */
export interface Comparison {
  readonly what: string;
  readonly told: number;
  readonly wire: number;
}

export interface Wire {
  /** Datagrams between the two, as they left the other and as they reached this one; and as they left this one. */
  readonly sentToHere: readonly Datagram[];
  readonly reachedHere: readonly Datagram[];
  readonly leftHere: readonly Datagram[];
  readonly roundTripMilliseconds: number;
}

const WITHIN = 0.1;

/** Compares what one side was told by its numbers, look for look, with what went over the wire between the first look and the last. */
export function compare(numbers: readonly Numbers[], wire: Wire): readonly Comparison[] {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last || numbers.length < 5) return [];
  const seconds = (last.at - first.at) / 1000;
  const within = (datagrams: readonly Datagram[]): readonly Datagram[] =>
    datagrams.filter(({ at }) => at >= first.at && at < last.at);
  const [sent, reached, left] = [wire.sentToHere, wire.reachedHere, wire.leftHere].map(within) as [
    readonly Datagram[],
    readonly Datagram[],
    readonly Datagram[],
  ];
  const told = (name: Exclude<keyof Numbers, 'at'>): number => mean(numbers.slice(1).map((look) => look[name]));
  return [
    { what: 'round trip, ms', told: told('roundTrip'), wire: wire.roundTripMilliseconds },
    { what: 'received and lost, %', told: told('lost') * 100, wire: (1 - reached.length / sent.length) * 100 },
    { what: 'received, kB', told: (last.bytesReceived - first.bytesReceived) / 1000, wire: bytes(reached) / 1000 },
    { what: 'sent, kB', told: (last.bytesSent - first.bytesSent) / 1000, wire: bytes(left) / 1000 },
    { what: 'receiving, kb/s', told: told('receiving') / 1000, wire: (bytes(reached) * 8) / seconds / 1000 },
    { what: 'sending, kb/s', told: told('sending') / 1000, wire: (bytes(left) * 8) / seconds / 1000 },
  ];
}

export const say = ({ what, told, wire }: Comparison): string => `${what}: ${round(told)} told, ${round(wire)} true`;

export const isFar = ({ told, wire }: Comparison): boolean => !(Math.abs(told - wire) <= WITHIN * wire);

const round = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
const bytes = (datagrams: readonly Datagram[]): number => datagrams.reduce((sum, datagram) => sum + datagram.bytes, 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
