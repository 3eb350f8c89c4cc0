/** What happens to the devices in use: unplugged, taken by another program, plugged in again. The call goes on. */
import type { CallEvent, Effect, Fact, Problem, Step, TrackKind } from './call-events.ts';
import type { InCall, LocalMedia, Outgoing } from './call-state.ts';

/** A device may stutter for so long before anybody is told, and the next one may take so long to be there. */
const PAUSE_MILLISECONDS = 2_000;

/** How long a camera that was lost while it was on comes on again by itself: a loose plug, and not another day's camera. */
const CAMERA_RETURN_MILLISECONDS = 30_000;

type Talking = Outgoing | InCall;
type Replaced = Extract<Fact, { type: 'device-replaced' }>;

/** Null when the event is not about devices. */
export function onDeviceFact<State extends Talking>(state: State, event: CallEvent): Step<State> | null {
  switch (event.type) {
    case 'capture-ended':
      return replace(state, event.kind, event.label);
    case 'capture-paused':
      return isUsed(state.media, event.kind) ? { state, effects: [pauseTimer(event.kind)] } : { state, effects: [] };
    case 'capture-resumed':
      return resumed(state, event.kind);
    case 'device-replaced':
      return event.kind === 'audio' ? microphoneReplaced(state, event) : cameraReplaced(state, event);
    case 'device-unavailable':
      return event.kind === 'audio' ? microphoneLost(state, event.problem) : cameraLost(state, event.problem);
    case 'devices-changed':
      return lookForMissing(state);
    case 'time-out':
      return onTimeOut(state, event.timer);
    default:
      return null;
  }
}

export function withMedia<State extends Talking>(
  state: State,
  change: Partial<LocalMedia>,
  effects: readonly Effect[] = [],
): Step<State> {
  return { state: { ...state, media: { ...state.media, ...change } }, effects };
}

/** Whether the device is there, and on as far as the user is concerned. */
export function isUsed({ microphone, camera }: LocalMedia, kind: TrackKind): boolean {
  if (kind === 'audio') return microphone !== 'none' && microphone !== 'missing';
  return camera === 'live' || camera === 'opening' || camera === 'interrupted';
}

function pauseTimer(kind: TrackKind): Effect {
  return { type: 'set-timer', timer: `pause ${kind}`, milliseconds: PAUSE_MILLISECONDS };
}

export function clearPause(kind: TrackKind): Effect {
  return { type: 'clear-timer', timer: `pause ${kind}` };
}

/** Nobody is told yet: the next device is there within a blink, or there is none. */
function replace<State extends Talking>(state: State, kind: TrackKind, gone: string): Step<State> {
  if (!isUsed(state.media, kind)) return { state, effects: [] };
  return { state, effects: [{ type: 'replace-device', kind, gone }, pauseTimer(kind)] };
}

function resumed<State extends Talking>(state: State, kind: TrackKind): Step<State> {
  const device = kind === 'audio' ? 'microphone' : 'camera';
  const effects = [clearPause(kind)];
  return state.media[device] === 'interrupted' ? withMedia(state, { [device]: 'live' }, effects) : { state, effects };
}

function onTimeOut<State extends Talking>(state: State, timer: string): Step<State> | null {
  switch (timer) {
    case 'pause audio':
      return interrupted(state, 'microphone');
    case 'pause video':
      return interrupted(state, 'camera');
    case 'camera-return':
      if (state.media.camera !== 'missing') return { state, effects: [] };
      // Closed, too: one that is being opened just now must not come on any more.
      return withMedia(state, { camera: 'off' }, [{ type: 'close-camera' }]);
    default:
      return null;
  }
}

/** Who is muted sends nothing anyway: nothing is said of it before they unmute. */
function interrupted<State extends Talking>(state: State, device: 'microphone' | 'camera'): Step<State> {
  if (state.media[device] !== 'live') return { state, effects: [] };
  return withMedia(state, { [device]: 'interrupted' }, [
    { type: 'notice-device', notice: { what: 'interrupted', device } },
  ]);
}

function microphoneReplaced<State extends Talking>(state: State, { gone, label }: Replaced): Step<State> {
  const { microphone, mutedFromStart } = state.media;
  const effects = [clearPause('audio'), ...replacedNotice('microphone', gone, label)];
  if (microphone === 'missing') return withMedia(state, { microphone: mutedFromStart ? 'muted' : 'live' }, effects);
  if (microphone === 'interrupted') return withMedia(state, { microphone: 'live' }, effects);
  return { state, effects: microphone === 'none' ? [] : effects };
}

function cameraReplaced<State extends Talking>(state: State, { gone, label }: Replaced): Step<State> {
  const { camera } = state.media;
  if (camera !== 'live' && camera !== 'interrupted' && camera !== 'missing') return { state, effects: [] };
  const forget: Effect = { type: 'clear-timer', timer: 'camera-return' };
  const effects = [clearPause('video'), forget, ...replacedNotice('camera', gone, label)];
  return camera === 'live' ? { state, effects } : withMedia(state, { camera: 'live' }, effects);
}

/** The same device, opened again, is nothing to talk about. */
function replacedNotice(device: 'microphone' | 'camera', gone: string | null, now: string): readonly Effect[] {
  return gone === now ? [] : [{ type: 'notice-device', notice: { what: 'replaced', device, gone, now } }];
}

/** One that the user does not allow any more is not asked for again. */
function microphoneLost<State extends Talking>(state: State, problem: Problem): Step<State> {
  const { microphone, mutedFromStart = false } = state.media;
  if (!isUsed(state.media, 'audio')) return { state, effects: [] };
  const lost = problem.code === 'permission-denied' ? 'none' : 'missing';
  const wasMuted = microphone === 'opening' ? mutedFromStart : microphone === 'muted';
  return withMedia(state, { microphone: lost, mutedFromStart: wasMuted }, [
    clearPause('audio'),
    { type: 'report-error', problem },
  ]);
}

function cameraLost<State extends Talking>(state: State, problem: Problem): Step<State> {
  const { camera } = state.media;
  if (camera !== 'live' && camera !== 'interrupted') return { state, effects: [] };
  const report: readonly Effect[] = [clearPause('video'), { type: 'report-error', problem }];
  if (problem.code === 'permission-denied') return withMedia(state, { camera: 'off' }, report);
  const wait: Effect = { type: 'set-timer', timer: 'camera-return', milliseconds: CAMERA_RETURN_MILLISECONDS };
  return withMedia(state, { camera: 'missing' }, [...report, wait]);
}

/** Something was plugged in, perhaps what is missing. What works is not exchanged for it. */
function lookForMissing<State extends Talking>(state: State): Step<State> {
  const { microphone, camera } = state.media;
  const missing: readonly TrackKind[] = [
    ...(microphone === 'missing' ? ['audio' as const] : []),
    ...(camera === 'missing' ? ['video' as const] : []),
  ];
  const effects = missing.map((kind): Effect => ({ type: 'replace-device', kind, gone: null }));
  return { state, effects };
}
