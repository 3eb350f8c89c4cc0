import type { PastCall } from '../history/past-call.ts';
import { durationSeconds } from '../history/past-call.ts';

/** `call.missed` comes beside `call.ended`, for calls that rang and that nobody answered or declined. */
export type WebhookEvent = 'call.started' | 'call.ended' | 'call.missed';

const MISSED: readonly string[] = ['unanswered', 'canceled', 'unreachable'];

/** What is to be told of the call as it stands: each of them once. */
export function eventsOf({ answeredAt, ended }: PastCall): readonly WebhookEvent[] {
  if (ended === null) return ['call.started'];
  const isMissed = answeredAt === null && MISSED.includes(ended.reason);
  return ['call.started', 'call.ended', ...(isMissed ? (['call.missed'] as const) : [])];
}

/** The body, as Standard Webhooks has it: type, time of the event, data. Times in `data` are milliseconds since 1970. */
export function bodyOf(type: WebhookEvent, call: PastCall): string {
  const { id, kind, callerId, participants, createdAt, rangAt, answeredAt, endedAt, ended } = call;
  const timestamp = new Date(type === 'call.started' ? createdAt : (endedAt ?? createdAt)).toISOString();
  const known = { id, kind, callerId, participants, startedAt: createdAt, rangAt, answeredAt, endedAt };
  const how = { durationSeconds: durationSeconds(call), endReason: ended?.reason ?? null, endedBy: ended?.by ?? null };
  return JSON.stringify({ type, timestamp, data: { call: { ...known, ...how } } });
}
