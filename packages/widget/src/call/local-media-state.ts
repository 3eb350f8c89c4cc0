/** The local devices while a call is on. */
import type { CallEvent, Effect, Fact, Problem, Step } from './call-events.ts';
import type { InCall, LocalMedia, Outgoing } from './call-state.ts';
import { onDeviceFact, withMedia } from './device-changes.ts';

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
    default:
      return onDeviceFact(state, event);
  }
}

type MediaOpened = Extract<Fact, { type: 'media-opened' }>;

/** Nothing that the camera does or did is waited for any more. */
const forgetCamera: readonly Effect[] = [
  { type: 'clear-timer', timer: 'pause video' },
  { type: 'clear-timer', timer: 'camera-return' },
];

function setMuted<State extends Outgoing | InCall>(state: State, muted: boolean): Step<State> {
  const effects: readonly Effect[] = [{ type: 'set-microphone-enabled', enabled: !muted }];
  const { microphone } = state.media;
  if (microphone === 'opening' || microphone === 'missing' || microphone === 'none')
    return withMedia(state, { mutedFromStart: muted }, effects);
  if (muted === (microphone === 'muted')) return { state, effects: [] };
  return withMedia(state, { microphone: muted ? 'muted' : 'live' }, effects);
}

function setCamera<State extends Outgoing | InCall>(state: State, enabled: boolean): Step<State> {
  const { camera } = state.media;
  const isOff = camera === 'off' || camera === 'missing';
  if (enabled && isOff) return withMedia(state, { camera: 'opening' }, [...forgetCamera, { type: 'open-camera' }]);
  // One that is missing is not to come back by itself, either.
  const isOn = camera !== 'off' && camera !== 'none';
  if (!enabled && isOn) return withMedia(state, { camera: 'off' }, [...forgetCamera, { type: 'close-camera' }]);
  return { state, effects: [] };
}

/** The devices as they are once they are open, and as the user meanwhile asked for them. */
export function opened({ camera: wanted, mutedFromStart = false }: LocalMedia, fact: MediaOpened): LocalMedia {
  const camera = wanted === 'opening' ? (fact.camera ? 'live' : 'off') : wanted;
  if (fact.microphoneProblem) return { microphone: 'missing', camera, mutedFromStart };
  return { microphone: mutedFromStart ? 'muted' : 'live', camera };
}

/** What the user and the host have to know of the devices that could not be opened. */
export function problemsOf({ cameraProblem, microphoneProblem }: MediaOpened): readonly Effect[] {
  return [cameraProblem, microphoneProblem].flatMap((problem) => (problem ? [{ type: 'report-error', problem }] : []));
}

function cameraFailed<State extends Outgoing | InCall>(state: State, problem: Problem): Step<State> {
  if (state.media.camera !== 'opening') return { state, effects: [] };
  return withMedia(state, { camera: 'off' }, [{ type: 'report-error', problem }]);
}
