import type { OnStage } from '../call/call-state.ts';
import { cameraControl, microphoneControl, screenControl, type Control } from './call-controls.ts';
import type { CallRequest } from './request-event.ts';
import type { ShortcutName } from './shortcut-keys.ts';
import type { Deeds } from './shortcuts.ts';
import { isOnHold, kindOf } from './stage-call.ts';
import type { ViewButton } from './view-buttons.ts';

interface DeedOptions {
  readonly canShare: boolean;
  readonly views: readonly ViewButton[];
  readonly ask: (wish: CallRequest) => void;
  readonly toggleList: () => void;
}

/** What the keys do in this call: the same as the buttons that are there. Nothing, as long as there is a choice to be made first. */
export function deedsIn(call: OnStage, { canShare, views, ask, toggleList }: DeedOptions): Deeds {
  if (call.phase === 'outgoing' && call.step === 'camera-unavailable') return {};
  const { microphone, camera, screen } = call.media;
  const isAnswered = call.phase !== 'outgoing';
  const controls: [ShortcutName, Control][] = [
    ['microphone', microphoneControl(microphone)],
    ...(isAnswered || kindOf(call) === 'video' ? [['camera', cameraControl(camera)] as [ShortcutName, Control]] : []),
    ...(isAnswered && canShare ? [['screen', screenControl(screen)] as [ShortcutName, Control]] : []),
  ];
  // What is on hold is not changed by a slip.
  const usable = isOnHold(call) ? [] : controls.filter(([, { disabled }]) => !disabled);
  return Object.fromEntries<() => unknown>([
    ...usable.map(([name, { wish }]): [ShortcutName, () => unknown] => [name, () => ask(wish)]),
    ...views.map(({ name, press }): [ShortcutName, () => unknown] => [name, press]),
    ['list', toggleList],
  ]);
}
