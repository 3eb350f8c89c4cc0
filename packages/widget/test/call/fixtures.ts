import type { CallGrant, CallView, ParticipantView } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Fact, Step } from '../../src/call/call-events.ts';
import type { CallKind, CallState, Line } from '../../src/call/call-state.ts';
import { advance, FREE_LINE } from '../../src/call/line.ts';
import { transition, type Context } from '../../src/call/transition.ts';

export const CALL_ID = '7c1de1a2-6f1b-4c06-9f3c-1b1f6f8f0a11';
export const REQUEST_ID = '0a5a3b52-9d0e-4a8e-8b8c-0c9d6a3f5e21';

export const asAnn: Context = { selfId: 'ann', describe: () => null, graceMilliseconds: 60_000, isConnected: true };
export const asBen: Context = { selfId: 'ben', describe: () => null, graceMilliseconds: 60_000, isConnected: true };

function participant(userId: string, standing: ParticipantView['standing'], joinOrder: number | null): ParticipantView {
  return { userId, name: userId === 'ann' ? 'Ann' : 'Ben', picture: null, standing, joinOrder };
}

/** Ann calls Ben, as the server describes it. */
export function view(change: Partial<CallView> & { kind?: CallKind } = {}): CallView {
  return {
    id: CALL_ID,
    version: 1,
    kind: 'video',
    phase: 'ringing',
    callerId: 'ann',
    participants: [participant('ann', 'joined', 0), participant('ben', 'invited', null)],
    joinedHere: true,
    createdAt: 1_000,
    ringsUntil: 46_000,
    answeredAt: null,
    endedAt: null,
    ended: null,
    ...change,
  };
}

export const ringing = view({
  version: 2,
  participants: [participant('ann', 'joined', 0), participant('ben', 'ringing', null)],
});

export const answered = view({
  version: 3,
  phase: 'active',
  answeredAt: 4_000,
  participants: [participant('ann', 'joined', 0), participant('ben', 'joined', 1)],
});

export function over(reason: NonNullable<CallView['ended']>['reason'], by: string | null): CallView {
  return view({ version: 9, phase: 'ended', endedAt: 9_000, ended: { reason, by } });
}

export function grantOf(call: CallView): CallGrant {
  return { call, iceServers: [{ urls: ['turn:turn.example'] }], iceSeconds: null, graceSeconds: 60, now: 1_000 };
}

export interface Told {
  readonly state: CallState;
  /** Every effect, in order. */
  readonly effects: readonly Effect[];
}

export const IDLE: CallState = { phase: 'idle', ended: null };

/** Tells the machine a story, event by event. */
export function tell(context: Context, events: readonly CallEvent[], from: CallState = IDLE): Told {
  return events.reduce<Told>(
    (told, event) => {
      const step = transition(told.state, event, context);
      return { state: step.state, effects: [...told.effects, ...step.effects] };
    },
    { state: from, effects: [] },
  );
}

export interface LineTold {
  /** The line after each step, those in between included. */
  readonly lines: readonly Line[];
  readonly line: Line;
  readonly effects: readonly Effect[];
}

/** Tells a story to the whole line, and what the machine lets follow by itself. */
export function tellLine(context: Context, events: readonly CallEvent[], from: Line = FREE_LINE): LineTold {
  const lines: Line[] = [];
  const effects: Effect[] = [];
  let line = from;
  for (const event of events) {
    for (let next: CallEvent | undefined = event; next;) {
      const step: Step<Line> = advance(line, next, context);
      line = step.state;
      lines.push(line);
      effects.push(...step.effects);
      next = step.then;
    }
  }
  return { lines, line, effects };
}

export function effectsOf<Type extends Effect['type']>(
  told: { readonly effects: readonly Effect[] },
  type: Type,
): readonly Extract<Effect, { type: Type }>[] {
  return told.effects.filter((effect): effect is Extract<Effect, { type: Type }> => effect.type === type);
}

export function start(kind: CallKind = 'video'): CallEvent {
  return { type: 'start', attempt: { requestId: REQUEST_ID, to: ['ben'], kind } };
}

export const mediaOpened: Fact = { type: 'media-opened', camera: true, cameraProblem: null, microphoneProblem: null };
export const voiceOpened: Fact = { type: 'media-opened', camera: false, cameraProblem: null, microphoneProblem: null };
export const granted: Fact = { type: 'invite-granted', requestId: REQUEST_ID, grant: grantOf(view()) };
export const rang: Fact = { type: 'rang', grant: grantOf(view({ joinedHere: false })) };
export const offer: Fact = {
  type: 'signal-received',
  callId: CALL_ID,
  from: 'ann',
  attempt: 1,
  sequence: 0,
  signal: { type: 'offer', sdp: 'v=0' },
};

export const SECOND = '2f0d4f0e-7d52-4b0e-9a44-5d3f0f6f2b77';

/** A call of Ben's to Ann: the same, with the people swapped. */
export function swapped(call: CallView): CallView {
  const swap = (userId: string): string => (userId === 'ann' ? 'ben' : 'ann');
  const participants = call.participants.map((one): ParticipantView => ({ ...one, userId: swap(one.userId) }));
  return { ...call, callerId: 'ben', participants };
}

export const benRings: CallEvent = { type: 'rang', grant: grantOf(swapped(view({ joinedHere: false }))) };

/** Cleo calls whoever it is. */
export function cleosCall(change: Partial<CallView> = {}): CallView {
  const cleo: ParticipantView = { userId: 'cleo', name: 'Cleo', picture: null, standing: 'joined', joinOrder: 0 };
  const callee: ParticipantView = { userId: 'ann', name: 'Ann', picture: null, standing: 'invited', joinOrder: null };
  return view({
    id: SECOND,
    callerId: 'cleo',
    kind: 'voice',
    joinedHere: false,
    participants: [cleo, callee],
    ...change,
  });
}

export const cleoRings: CallEvent = { type: 'rang', grant: grantOf(cleosCall()) };
export const cleoOffers = { ...offer, callId: SECOND, from: 'cleo' } as CallEvent;
/** Ann's call is granted and rings at Ben's. */
export const toRinging: readonly CallEvent[] = [start(), mediaOpened, granted, { type: 'call-changed', call: ringing }];

/** What has to arrive over the link from `userId` for media to flow. */
export function flowing(userId: string, attempt = 1): readonly Fact[] {
  return [
    { type: 'link-changed', userId, attempt, link: 'connected' },
    { type: 'peer-said', userId, attempt, message: { type: 'media', microphone: 'on', camera: 'on' } },
    { type: 'media-arrived', userId, attempt, kind: 'audio' },
    { type: 'media-arrived', userId, attempt, kind: 'video' },
  ];
}

export const toActive: readonly CallEvent[] = [
  ...toRinging,
  { type: 'call-changed', call: answered },
  ...flowing('ben'),
];

/** Ben answers Ann's call. */
export const toBensActive: readonly CallEvent[] = [
  rang,
  offer,
  { type: 'accept', kind: 'video' },
  { type: 'call-changed', call: answered },
  mediaOpened,
  ...flowing('ann'),
];
