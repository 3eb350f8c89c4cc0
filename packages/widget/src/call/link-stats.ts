import type { TrackSource } from './track-source.ts';

/** How good a link is: 4 nothing to complain of, 3 good, 2 one notices, 1 hardly usable. */
export type LinkQuality = 1 | 2 | 3 | 4;

/** What one source takes on its way, by the connection's own counters (W3C WebRTC Statistics). Rates are those of the last seconds. */
export interface TrackStats {
  readonly source: TrackSource;
  /** As in a description, such as `VP8` or `opus`; null while nothing flows. */
  readonly codec: string | null;
  readonly bitsPerSecond: number;
  readonly bytes: number;
  /** Of pictures; null for sound, and while there is none. */
  readonly picture: { readonly width: number; readonly height: number; readonly framesPerSecond: number } | null;
}

/** How a link does at the moment. Fractions are from 0 to 1, times in milliseconds. */
export interface LinkStats {
  readonly quality: LinkQuality | null;
  readonly roundTripMilliseconds: number | null;
  /** Of what is received: the greatest of its tracks. */
  readonly jitterMilliseconds: number | null;
  /** Of the packets of the last seconds. */
  readonly lost: { readonly sent: number | null; readonly received: number | null };
  /** The way it takes: kinds of candidates (RFC 8445 §5.1.1) and how it gets to the first server, if it takes one. */
  readonly route: {
    readonly local: string;
    readonly remote: string;
    readonly protocol: string;
  } | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly sends: readonly TrackStats[];
  readonly receives: readonly TrackStats[];
}
