import * as v from 'valibot';

import type { Device } from '../calls/device.ts';
import type { ClientSocket } from '../devices/client-socket.ts';
import type { Limits } from '../limits/limits.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type Reply, REQUESTS, type RequestGrant, type RequestName, type RequestPayload } from '../protocol/index.ts';
import { refuse } from '../refuse.ts';

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
 * Answers every event of the socket, known or not: parse, handle, acknowledge once. One after the other, in the order they
 * came: a device accepts and signals in one breath, and the signal must find it in the call.
 */
export function answerRequests(socket: ClientSocket, served: Served, log: Log): void {
  let turn = Promise.resolve();
  socket.onAny((name: unknown, ...values: unknown[]) => {
    const last = values.at(-1);
    const acknowledge = isAcknowledge(last) ? last : () => undefined;
    const payload = typeof values[0] === 'function' ? undefined : values[0];
    const request = { device: socket.data.device, name, payload, arrivedAt: performance.now() };
    // Whether the connection carries anything is not to wait for what is decided over it.
    const before = name === 'connection:check' ? Promise.resolve() : turn;
    const answered = before
      .then(() => answer(served, log, request))
      .then(async (reply) => {
        acknowledge(reply);
        count(served.metrics, name, reply, performance.now() - request.arrivedAt);
        if (reply.ok) await follow(served.sequels, request);
      })
      .catch((error: unknown) => log.error({ err: error }, 'acknowledging failed'));
    if (name !== 'connection:check') turn = answered;
  });
}

export interface Served {
  readonly limits: Pick<Limits, 'request'>;
  readonly metrics: Pick<Metrics, 'answered' | 'refused'>;
  readonly handlers: RequestHandlers;
  readonly sequels: Sequels;
}

/** Names that nobody knows are counted together: whoever sends them may make up as many as they like. */
function count(metrics: Served['metrics'], name: unknown, reply: Reply<unknown>, milliseconds: number): void {
  const request = isRequestName(name) ? name : 'unknown';
  metrics.answered(request, milliseconds);
  if (!reply.ok) metrics.refused(request, reply.code);
}

interface Request {
  readonly device: Device;
  readonly name: unknown;
  readonly payload: unknown;
  readonly arrivedAt: number;
}

/** The one place where an unexpected exception ends: it costs the request, never the server. */
async function answer(
  { handlers, limits }: Served,
  log: Log,
  { device, name, payload, arrivedAt }: Request,
): Promise<Reply<unknown>> {
  if (!isRequestName(name)) return refuse('invalid-request', 'There is no such request.');
  const refused = await limits.request(device.person.userId, name);
  if (refused !== null) return refused;
  const parsed = v.safeParse(REQUESTS[name].payload, payload);
  if (!parsed.success) return refuse('invalid-request', describeIssue(parsed.issues[0]));
  const handle = handlers[name] as AnyHandler;
  try {
    return await handle(device, parsed.output, arrivedAt);
  } catch (error) {
    log.error({ err: error, request: name }, 'request failed');
    return refuse('internal-error', 'The server failed to handle the request.');
  }
}

/** The payload was granted: it is what it should be. */
async function follow(sequels: Sequels, { device, name, payload }: Request): Promise<void> {
  const sequel = sequels[name as RequestName] as ((device: Device, payload: unknown) => Promise<void>) | undefined;
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
