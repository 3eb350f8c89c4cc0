import type { DeviceNotice, Problem } from './call/call-events.ts';
import type { EndedCall, EndReason } from './call/call-state.ts';
import type { QueuedToast } from './controllers/toast-queue.ts';
import type { CallRequest } from './elements/request-event.ts';
import { words } from './strings/words.ts';

export type CallToast = QueuedToast<CallRequest>;

type ToastWords = Pick<CallToast, 'text' | 'tone'>;

/** Ends after which one would like to try again. */
const WORTH_ANOTHER_TRY: ReadonlySet<EndReason> = new Set(['busy', 'unanswered', 'connection-lost', 'failed']);

/** `Call again`, for whoever placed a call that came to nothing or broke off. */
export function callAgain({ reason, peers, call }: EndedCall, selfId: string): CallToast['action'] {
  if (call.callerId !== selfId || !WORTH_ANOTHER_TRY.has(reason)) return undefined;
  const to = peers.map(({ userId }) => userId);
  return { label: words.callAgain, request: { type: 'start', kind: call.kind, to } };
}

/** What the person is told when a call has ended; null where the screen says it all. */
export function endedToast({ reason, peers, tookPart, call }: EndedCall): ToastWords | null {
  const { ended } = words;
  const name = words.nameList(peers.map((peer) => peer.name));
  if (!tookPart && reason !== 'declined')
    return reason.endsWith('-elsewhere') ? null : { text: ended.missed(name), tone: 'neutral' };
  const by = call.ended?.by;
  const named = (userId: string | null | undefined): boolean => peers.some((peer) => peer.userId === userId);
  switch (reason) {
    case 'hung-up':
      return { text: ended.hungUp, tone: 'neutral' };
    case 'canceled':
      return { text: named(by) ? ended.remoteHungUp(name) : ended.hungUp, tone: 'neutral' };
    case 'remote-hung-up':
      return { text: ended.remoteHungUp(name), tone: 'neutral' };
    case 'declined':
      return tookPart ? { text: ended.declined(call.ended?.message), tone: 'neutral' } : null;
    case 'busy':
      return { text: ended.busy(name, call.ended?.message), tone: 'neutral' };
    case 'unanswered':
      return { text: ended.unanswered, tone: 'neutral' };
    case 'unreachable':
      return { text: ended.unreachable(name), tone: 'neutral' };
    case 'connection-lost':
      return { text: ended.connectionLost, tone: 'danger' };
    case 'not-permitted':
      return named(by) ? { text: ended.notPermitted(name), tone: 'neutral' } : null;
    case 'failed':
      return { text: ended.failed, tone: 'danger' };
    case 'answered-elsewhere':
    case 'declined-elsewhere':
      return null;
  }
}

/** What happened and what the person can do about it; null for what they chose themselves. */
export function errorWords({ code, device }: Problem): string | null {
  if (code === 'canceled') return null;
  const own = device && device !== 'both' ? words.deviceErrors[device] : {};
  return own[code] ?? words.errors[code];
}

/** What became of a device in use. */
export function deviceToast(notice: DeviceNotice): ToastWords {
  if (notice.what === 'nothing-shared' || notice.what === 'sharing-ended')
    return { text: words.screenNotices[notice.what], tone: 'neutral' };
  if (notice.what === 'interrupted') return { text: words.deviceInterrupted[notice.device], tone: 'warning' };
  if (notice.what === 'returned') return { text: words.deviceAdopted(notice.now), tone: 'neutral' };
  const { device, gone, now } = notice;
  const text = gone === null ? words.deviceReturned[device](now) : words.deviceReplaced[device](gone, now);
  return { text, tone: 'neutral' };
}
