/** Sharing the own screen: beside the camera, and ended by whoever shares, by the browser's own bar, or with the call. */
import type { CallEvent, Effect, Problem, Step } from './call-events.ts';
import type { InCall, Outgoing } from './call-state.ts';
import { withMedia } from './device-changes.ts';

/** Null when the event is not about the own screen. */
export function onScreen<State extends Outgoing | InCall>(state: State, event: CallEvent): Step<State> | null {
  switch (event.type) {
    case 'share-screen':
      return state.media.screen ? same(state) : withMedia(state, { screen: 'opening' }, [{ type: 'open-screen' }]);
    case 'stop-sharing':
      return state.media.screen ? withMedia(state, NO_SCREEN, [{ type: 'close-screen' }]) : same(state);
    case 'screen-opened':
      return state.media.screen === 'opening'
        ? withMedia(state, { screen: 'live', screenSound: event.sound })
        : { state, effects: [{ type: 'close-screen' }] };
    case 'screen-failed':
      return state.media.screen === 'opening' ? withMedia(state, NO_SCREEN, told(event.problem)) : same(state);
    case 'screen-ended':
      return state.media.screen
        ? withMedia(state, NO_SCREEN, [{ type: 'notice-device', notice: { what: 'sharing-ended' } }])
        : same(state);
    default:
      return null;
  }
}

const NO_SCREEN = { screen: undefined, screenSound: undefined } as const;

/** Whoever closes the picker wanted that: it is no error, and yet a word is due, since a click has come to nothing. */
export const NOTHING_SHARED: Effect = { type: 'notice-device', notice: { what: 'nothing-shared' } };

function told(problem: Problem): readonly Effect[] {
  return [problem.code === 'canceled' ? NOTHING_SHARED : { type: 'report-error', problem }];
}

function same<State>(state: State): Step<State> {
  return { state, effects: [] };
}
