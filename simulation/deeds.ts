import type { CallKind, CallPhase, CallState, Line } from '../packages/widget/src/call/call-state.ts';
import { shownWaiting } from '../packages/widget/src/call/waiting.ts';

/** Something that a device did and that reveals its user: for the laws to look at. */
export interface Deed {
  readonly type: 'signal' | 'open-media' | 'open-gate' | 'accept';
  /** What the device was doing. */
  readonly phase: CallPhase;
  /** For which call; undefined for one that is not granted yet. */
  readonly callId: string | undefined;
  /** Whether the user had by then accepted or placed that call on this device. */
  readonly meant: boolean;
}

/** What the user of one device did with it. */
export class UserDeeds {
  /** Calls that were placed here, as they were granted. */
  readonly placed = new Set<string>();
  readonly accepted = new Set<string>();
  /** How often they accepted a call, the same one after a reload included. */
  accepts = 0;
  readonly declined = new Set<string>();
  /** Calls that were hung up or canceled here. */
  readonly left = new Set<string>();
  /** Whom the user, or the device, stopped calling before that was granted. */
  readonly gaveUpOn = new Set<string>();
  /** Calls that were answered here while another one was on. */
  readonly switchedTo = new Set<string>();

  means(callId: string): boolean {
    return this.placed.has(callId) || this.accepted.has(callId);
  }

  noteAccept(callId: string, { call }: Line): void {
    this.accepted.add(callId);
    this.accepts += 1;
    if (call.phase === 'incoming') {
      if (call.call.id !== callId) this.declined.add(call.call.id);
      return;
    }
    if (call.phase !== 'outgoing') this.switchedTo.add(callId);
    this.noteEnd(call);
  }

  noteEnd(call: CallState): void {
    if (call.phase === 'idle' || call.phase === 'incoming') return;
    if (call.call) this.left.add(call.call.id);
    else if (call.phase === 'outgoing') for (const userId of call.attempt.to) this.gaveUpOn.add(userId);
  }
}

export interface RungCall {
  readonly id: string;
  readonly kind: CallKind;
}

/** The calls that ring on a device, in the order they are shown. */
export function ringing(line: Line): readonly RungCall[] {
  const waiting = shownWaiting(line);
  return [
    ...(line.call.phase === 'incoming' ? [line.call.call] : []),
    ...(waiting && line.call.phase !== 'idle' ? [waiting.ring.call] : []),
  ];
}
