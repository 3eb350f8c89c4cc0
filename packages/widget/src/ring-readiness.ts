import { notificationsAllowed } from './adapters/attention.ts';
import { soundIsLocked } from './adapters/ring-tone.ts';
import type { RingObstacle, RingReadiness, SignalingState } from './public-api.ts';

/** What stands between a ring and the user, as it is at this moment. */
export function ringReadiness(signaling: SignalingState): RingReadiness {
  const obstacles: readonly (readonly [RingObstacle, boolean])[] = [
    ['sound', soundIsLocked()],
    ['notifications', !notificationsAllowed()],
    ['connection', signaling !== 'connected'],
  ];
  const missing = obstacles.filter(([, stands]) => stands).map(([obstacle]) => obstacle);
  return Object.freeze({ ready: missing.length === 0, missing: Object.freeze(missing) });
}
