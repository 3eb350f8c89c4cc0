/** The local devices while a call is on. */
import type { CallEvent, Effect, Fact, Problem, Step } from './call-events.ts';
import type { InCall, LocalMedia, Outgoing } from './call-state.ts';
import { onDeviceFact, withMedia } from './device-changes.ts';
import { onDeviceChoice } from './device-choice.ts';
import { onScreen } from './screen-sharing.ts';

/** Null when the event is not about local devices. */
export function onLocalMedia<State extends Outgoing | InCall>(state: State, event: CallEvent): Step<State> | null {
  switch (event.type) {
    case 'set-muted':
      return setMuted(state, event.muted);
    case 'set-camera':
      return setCamera(state, event.enabled);
    case 'camera-opened':
      return cameraOpened(state);
    case 'camera-failed':
      return cameraFailed(state, event.problem);
    default:
      return onScreen(state, event) ?? onDeviceChoice(state, event) ?? onDeviceFact(state, event);
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
  // A voice call becomes one with pictures when somebody wants that, and not before it is answered.
  const isOff = camera === 'off' || camera === 'missing' || (camera === 'none' && state.phase !== 'outgoing');
  if (enabled && isOff) return withMedia(state, { camera: 'opening' }, [...forgetCamera, { type: 'open-camera' }]);
  // One that is missing is not to come back by itself, either.
  const isOn = camera !== 'off' && camera !== 'none';
  if (!enabled && isOn) return withMedia(state, { camera: 'off' }, [...forgetCamera, { type: 'close-camera' }]);
  return { state, effects: [] };
}

/** The devices as they are once they are open, and as the user meanwhile asked for them. */
export function opened(media: LocalMedia, fact: MediaOpened): LocalMedia {
  const { camera: wanted, mutedFromStart = false, ...others } = media;
  const camera = wanted === 'opening' ? cameraAfter(fact) : wanted;
  if (fact.microphoneProblem) return { ...others, microphone: 'missing', camera, mutedFromStart };
  return { ...others, microphone: mutedFromStart ? 'muted' : 'live', camera };
}

/** One that was not asked for with the microphone is still being opened, by itself. */
function cameraAfter({ camera, cameraProblem }: MediaOpened): LocalMedia['camera'] {
  if (camera) return 'live';
  return cameraProblem ? 'off' : 'opening';
}

/** What the user and the host have to know of the devices that could not be opened. */
export function problemsOf({ cameraProblem, microphoneProblem }: MediaOpened): readonly Effect[] {
  return [cameraProblem, microphoneProblem].flatMap((problem) => (problem ? [{ type: 'report-error', problem }] : []));
}

/** One that nobody wants any more is not left open: what is shown as off is off. */
function cameraOpened<State extends Outgoing | InCall>(state: State): Step<State> {
  const { camera } = state.media;
  if (camera === 'opening') return withMedia(state, { camera: 'live' });
  const isOpen = camera === 'live' || camera === 'interrupted';
  return { state, effects: isOpen ? [] : [{ type: 'close-camera' }] };
}

function cameraFailed<State extends Outgoing | InCall>(state: State, problem: Problem): Step<State> {
  if (state.media.camera !== 'opening') return { state, effects: [] };
  return withMedia(state, { camera: 'off' }, [{ type: 'report-error', problem }]);
}
