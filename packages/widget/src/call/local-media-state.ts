/** The local devices while a call is on. */
import type { CallEvent, Effect, Problem, Step } from './call-events.ts';
import type { InCall, LocalMedia, Outgoing } from './call-state.ts';

/** Null when the event is not about local devices. */
export function onLocalMedia<State extends Outgoing | InCall>(state: State, event: CallEvent): Step<State> | null {
  switch (event.type) {
    case 'set-muted':
      return setMuted(state, event.muted);
    case 'set-camera':
      return setCamera(state, event.enabled);
    case 'camera-opened':
      return state.media.camera === 'opening' ? withMedia(state, { camera: 'live' }) : { state, effects: [] };
    case 'camera-failed':
      return cameraFailed(state, event.problem);
    case 'capture-ended':
      return captureEnded(state, event.kind);
    default:
      return null;
  }
}

export function withMedia<State extends Outgoing | InCall>(
  state: State,
  change: Partial<LocalMedia>,
  effects: readonly Effect[] = [],
): Step<State> {
  return { state: { ...state, media: { ...state.media, ...change } }, effects };
}

function setMuted<State extends Outgoing | InCall>(state: State, muted: boolean): Step<State> {
  const effects: readonly Effect[] = [{ type: 'set-microphone-enabled', enabled: !muted }];
  if (state.media.microphone === 'opening') return withMedia(state, { mutedFromStart: muted }, effects);
  const from = muted ? 'live' : 'muted';
  if (state.media.microphone !== from) return { state, effects: [] };
  return withMedia(state, { microphone: muted ? 'muted' : 'live' }, effects);
}

function setCamera<State extends Outgoing | InCall>(state: State, enabled: boolean): Step<State> {
  const { camera } = state.media;
  if (enabled && camera === 'off') return withMedia(state, { camera: 'opening' }, [{ type: 'open-camera' }]);
  const isOn = camera === 'live' || camera === 'opening';
  if (!enabled && isOn) return withMedia(state, { camera: 'off' }, [{ type: 'close-camera' }]);
  return { state, effects: [] };
}

/** The devices as they are once they are open, and as the user meanwhile asked for them. */
export function opened({ camera, mutedFromStart }: LocalMedia, cameraOpened: boolean): LocalMedia {
  return {
    microphone: mutedFromStart ? 'muted' : 'live',
    camera: camera === 'opening' ? (cameraOpened ? 'live' : 'off') : camera,
  };
}

function cameraFailed<State extends Outgoing | InCall>(state: State, problem: Problem): Step<State> {
  if (state.media.camera !== 'opening') return { state, effects: [] };
  return withMedia(state, { camera: 'off' }, [{ type: 'report-error', problem }]);
}

function captureEnded<State extends Outgoing | InCall>(state: State, kind: 'audio' | 'video'): Step<State> {
  const device = kind === 'audio' ? 'microphone' : 'camera';
  if (state.media[device] === 'none') return { state, effects: [] };
  const change: Partial<LocalMedia> = kind === 'audio' ? { microphone: 'none' } : { camera: 'off' };
  return withMedia(state, change, [{ type: 'report-error', problem: { code: 'device-not-found', device } }]);
}
