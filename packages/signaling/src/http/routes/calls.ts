import * as v from 'valibot';

import type { Position } from '../../history/call-store.ts';
import { durationSeconds, type PastCall } from '../../history/past-call.ts';
import { CallId, CallKind, endReasonFor, Instant, UserId } from '../../protocol/index.ts';
import type { Problem } from '../problem.ts';
import { route } from '../route.ts';

const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

const NO_SUCH_CALL: Problem = { status: 404, title: 'There is no such call.', code: 'no-such-call' };

const Call = v.object({
  id: CallId,
  kind: CallKind,
  direction: v.picklist(['outgoing', 'incoming']),
  /** Everybody who was asked, the user included. */
  participants: v.array(v.object({ userId: UserId, name: v.nullable(v.string()), joined: v.boolean() })),
  startedAt: Instant,
  rangAt: v.nullable(Instant),
  answeredAt: v.nullable(Instant),
  /** Null while the call is on. */
  endedAt: v.nullable(Instant),
  durationSeconds: v.number(),
  /** As this user was told. */
  endReason: v.nullable(v.string()),
  /** Whose act ended the call; null when nobody's did. */
  endedBy: v.nullable(UserId),
});
type Call = v.InferOutput<typeof Call>;

/** Where a page ends. Means nothing to anybody else. */
const Cursor = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^[\w-]+$/),
  v.transform((text) => Buffer.from(text, 'base64url').toString().split(' ')),
  v.strictTuple([v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), CallId]),
  v.transform(([createdAt, callId]): Position => ({ createdAt, callId })),
);

const Limit = v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(MAX_PAGE));

export const listCalls = route({
  method: 'GET',
  path: '/calls',
  summary:
    "The user's own calls, newest first, page by page: the next one begins at `nextCursor`, which is null on the last.",
  parameters: v.object({ limit: v.optional(Limit, String(DEFAULT_PAGE)), cursor: v.optional(Cursor) }),
  body: v.object({ calls: v.array(Call), nextCursor: v.nullable(v.string()) }),
  problems: [],
  async answer({ history }, userId, { limit, cursor }) {
    // One more says whether there are more.
    const found = await history.page(userId, limit + 1, cursor);
    const calls = found.slice(0, limit);
    const last = found.length > limit ? calls.at(-1) : undefined;
    return { body: { calls: calls.map((call) => ofUser(call, userId)), nextCursor: last ? cursorAt(last) : null } };
  },
});

export const findCall = route({
  method: 'GET',
  path: '/calls/{callId}',
  summary: "One of the user's own calls.",
  parameters: v.object({ callId: v.string() }),
  body: Call,
  problems: [NO_SUCH_CALL],
  async answer({ history }, userId, { callId }) {
    // An id that is none, one of other people's calls and one of nobody's are the same to whoever asks.
    const call = v.is(CallId, callId) ? await history.find(userId, callId) : undefined;
    return call === undefined ? { problem: NO_SUCH_CALL } : { body: ofUser(call, userId) };
  },
});

export const eraseCalls = route({
  method: 'DELETE',
  path: '/calls',
  summary: "Erases the user's own history. Other participants keep theirs.",
  parameters: v.object({}),
  body: undefined,
  problems: [],
  async answer({ history }, userId) {
    await history.erase(userId);
    return 'done';
  },
});

function ofUser(call: PastCall, userId: string): Call {
  const { id, kind, callerId, createdAt, rangAt, answeredAt, endedAt, ended, participants } = call;
  return {
    ...{ id, kind, rangAt, answeredAt, endedAt },
    direction: callerId === userId ? 'outgoing' : 'incoming',
    participants: [...participants],
    startedAt: createdAt,
    durationSeconds: durationSeconds(call),
    endReason: ended && endReasonFor(userId, ended),
    endedBy: ended && ended.by,
  };
}

function cursorAt({ createdAt, id }: PastCall): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}
