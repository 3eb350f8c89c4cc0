import type { Announcer } from '../calls/announcer.ts';
import type { CallRegistry } from '../calls/call-registry.ts';
import { type Mailbox, throwAway } from '../calls/mailbox.ts';
import { type Route, routeSignal } from '../calls/route-signal.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Notice } from '../protocol/index.ts';
import { grant, refuseUnknownCall } from '../refuse.ts';
import type { RequestHandlers } from './answer-requests.ts';

export interface RelayParts {
  readonly registry: CallRegistry;
  readonly mailbox: Mailbox;
  readonly announcer: Announcer;
  readonly metrics: Pick<Metrics, 'relayed'>;
}

/** Relays signals between the devices that are in the same call. */
export function relayHandlers(parts: RelayParts): Pick<RequestHandlers, 'call:signal'> {
  return {
    'call:signal': async ({ person: { userId }, deviceId }, { to, ...signal }, arrivedAt) => {
      const record = await parts.registry.get(signal.callId);
      if (record === undefined) return refuseUnknownCall();
      const route = routeSignal(record, { userId, deviceId, to, type: signal.signal.type });
      if (!route.ok) return route;
      const isSent = await deliver(parts, route, to, { ...signal, from: userId });
      // What waits for its receiver says nothing of how long this server takes.
      if (isSent) parts.metrics.relayed(performance.now() - arrivedAt);
      return grant({});
    },
  };
}

/** Kept before it is sent: a device that connects in between hears it twice rather than never. Says whether it was sent to anybody. */
async function deliver(
  { mailbox, announcer }: RelayParts,
  route: Route,
  to: string,
  notice: Notice<'call:signal'>,
): Promise<boolean> {
  await mailbox.put(to, notice);
  if (route.to === 'ring') return announcer.signal(notice, to);
  if (route.to === 'mailbox') return false;
  return announcer.signalDevice(notice, to, route.deviceId, throwAway(mailbox, to, notice));
}
