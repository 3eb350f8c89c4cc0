/** What a person chooses of devices while a call is on. Only what is in use is exchanged: nothing comes on by being chosen. */
import type { AdoptionCause, CallEvent, Effect, Fact, Step, TrackKind } from './call-events.ts';
import type { InCall, Outgoing } from './call-state.ts';
import { clearPause, isUsed, withMedia } from './device-changes.ts';

type Talking = Outgoing | InCall;

const DEVICES = { audio: 'microphone', video: 'camera' } as const;

/** Null when the event is not about choices. */
export function onDeviceChoice<State extends Talking>(state: State, event: CallEvent): Step<State> | null {
  switch (event.type) {
    case 'choose-devices':
      return { state, effects: event.kinds.flatMap((kind) => take(state, kind, 'chosen')) };
    case 'chosen-returned':
      return { state, effects: take(state, event.kind, 'returned') };
    case 'flip-camera':
      return { state, effects: state.media.camera === 'live' ? take(state, 'video', 'flipped') : [] };
    case 'device-adopted':
      return adopted(state, event);
    case 'adoption-failed':
      return failed(state, event);
    default:
      return null;
  }
}

function take({ media }: Talking, kind: TrackKind, because: AdoptionCause): readonly Effect[] {
  if (isUsed(media, kind)) return [{ type: 'adopt-device', kind, because }];
  return media[DEVICES[kind]] === 'missing' ? [{ type: 'replace-device', kind, gone: null }] : [];
}

function adopted<State extends Talking>(
  state: State,
  { kind, because, label }: Extract<Fact, { type: 'device-adopted' }>,
): Step<State> {
  if (!isUsed(state.media, kind)) return { state, effects: [] };
  const device = DEVICES[kind];
  const notice: Effect = { type: 'notice-device', notice: { what: 'returned', device, now: label } };
  const effects = [clearPause(kind), ...(because === 'returned' ? [notice] : [])];
  return state.media[device] === 'interrupted' ? withMedia(state, { [device]: 'live' }, effects) : { state, effects };
}

/** Whoever chose it in the settings is told there; a chosen one that can't be had just now is taken when it is plugged in again. */
function failed<State extends Talking>(
  state: State,
  { because, problem }: Extract<Fact, { type: 'adoption-failed' }>,
): Step<State> {
  return { state, effects: because === 'flipped' ? [{ type: 'report-error', problem }] : [] };
}
