import * as v from 'valibot';

import type { Device } from '../calls/device.ts';
import type { ClientSocket } from '../devices/client-socket.ts';
import type { Limits } from '../limits/limits.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import {
  type Refusal,
  type Reply,
  REQUESTS,
  type RequestGrant,
  type RequestName,
  type RequestPayload,
} from '../protocol/index.ts';
import { grant, refuse } from '../refuse.ts';

/** Decides one request of a device. `arrivedAt`: when it came, by `performance.now()`. */
export type RequestHandler<Name extends RequestName> = (
  device: Device,
  payload: RequestPayload<Name>,
  arrivedAt: number,
) => Promise<Reply<RequestGrant<Name>>>;

/** One handler for each request of the protocol. */
export type RequestHandlers = { readonly [Name in RequestName]: RequestHandler<Name> };

/** What follows once the device has the grant. */
export type Sequels = {
  readonly [Name in RequestName]?: (device: Device, payload: RequestPayload<Name>) => Promise<void>;
};

type AnyHandler = (device: Device, payload: unknown, arrivedAt: number) => Promise<Reply<unknown>>;

/**
 * Answers every event of the socket, known or not: check, handle, acknowledge once. One after the other, in the order they
 * came: a device accepts and signals in one breath, and the signal must find it in the call. They are checked as they come, so
 * that of what is refused nothing is kept while others are being decided.
 */
export function answerRequests(socket: ClientSocket, served: Served, log: Log): void {
  let turn = Promise.resolve();
  socket.onAny((name: unknown, ...values: unknown[]) => {
    const last = values.at(-1);
    const acknowledge = isAcknowledge(last) ? last : () => undefined;
    const asked = { name, acknowledge, at: performance.now() };
    const payload = typeof values[0] === 'function' ? undefined : values[0];
    const checked = check(served, log, { device: socket.data.device, name, payload });
    // Whether the connection carries anything is not to wait for what is decided over it.
    const before = name === 'connection:check' ? Promise.resolve() : turn;
    const answered = before
      .then(async () => answer(served, log, await checked, asked))
      .catch((error: unknown) => log.error({ err: error }, 'answering failed'));
    if (name !== 'connection:check') turn = answered;
  });
}

export interface Served {
  readonly limits: Pick<Limits, 'request'>;
  readonly metrics: Pick<Metrics, 'answered' | 'refused'>;
  readonly handlers: RequestHandlers;
  readonly sequels: Sequels;
}

/** A request that is to be answered. */
interface Asked {
  readonly name: unknown;
  readonly acknowledge: (reply: Reply<unknown>) => void;
  /** On the clock of `performance`. */
  readonly at: number;
}

/** What a device wants, whatever it may be. */
interface Wish {
  readonly device: Device;
  readonly name: unknown;
  readonly payload: unknown;
}

/** What is a request of the protocol, and may be asked for. */
interface Request extends Wish {
  readonly name: RequestName;
}

async function check({ limits }: Served, log: Log, wish: Wish): Promise<Reply<Request>> {
  try {
    return await judge(limits, wish);
  } catch (error) {
    return refuseUnexpected(log, wish.name, error);
  }
}

async function judge(limits: Served['limits'], { device, name, payload }: Wish): Promise<Reply<Request>> {
  if (!isRequestName(name)) return refuse('invalid-request', 'There is no such request.');
  const refused = await limits.request(device.person.userId, name);
  if (refused !== null) return refused;
  const parsed = v.safeParse(REQUESTS[name].payload, payload);
  if (!parsed.success) return refuse('invalid-request', describeIssue(parsed.issues[0]));
  return grant({ device, name, payload: parsed.output });
}

async function answer(served: Served, log: Log, checked: Reply<Request>, asked: Asked): Promise<void> {
  const reply = checked.ok ? await handle(served, log, checked.grant, asked.at) : checked;
  asked.acknowledge(reply);
  count(served.metrics, asked, reply);
  if (checked.ok && reply.ok) await follow(served.sequels, checked.grant);
}

/** Names that nobody knows are counted together: whoever sends them may make up as many as they like. */
function count(metrics: Served['metrics'], { name, at }: Asked, reply: Reply<unknown>): void {
  const request = isRequestName(name) ? name : 'unknown';
  metrics.answered(request, performance.now() - at);
  if (!reply.ok) metrics.refused(request, reply.code);
}

async function handle(
  { handlers }: Served,
  log: Log,
  { device, name, payload }: Request,
  arrivedAt: number,
): Promise<Reply<unknown>> {
  try {
    return await (handlers[name] as AnyHandler)(device, payload, arrivedAt);
  } catch (error) {
    return refuseUnexpected(log, name, error);
  }
}

/** Where unexpected exceptions end: they cost the request, never the server. */
function refuseUnexpected(log: Log, name: unknown, error: unknown): Refusal {
  log.error({ err: error, request: isRequestName(name) ? name : 'unknown' }, 'request failed');
  return refuse('internal-error', 'The server failed to handle the request.');
}

async function follow(sequels: Sequels, { device, name, payload }: Request): Promise<void> {
  const sequel = sequels[name] as ((device: Device, payload: unknown) => Promise<void>) | undefined;
  await sequel?.(device, payload);
}

function isAcknowledge(value: unknown): value is (reply: Reply<unknown>) => void {
  return typeof value === 'function';
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(REQUESTS, name);
}

/** Names the place, not the value: that may be a whole session description. */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const expected = issue.expected === null ? '' : `, expected ${issue.expected.slice(0, 100)}`;
  return `The payload is malformed at ${v.getDotPath(issue) ?? 'its top'}${expected}.`;
}
