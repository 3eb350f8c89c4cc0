import { MediaControls } from './adapters/media-controls.ts';
import { ScreenAwake } from './adapters/screen-awake.ts';
import type { Intent } from './call/call-events.ts';
import type { CallState, OnStage } from './call/call-state.ts';
import { cameraControl, microphoneControl, type Control } from './elements/call-controls.ts';
import { isOnHold, kindOf } from './elements/stage-call.ts';
import { words } from './strings/words.ts';

/** What a call does to the device around it: the screen stays on while there is something to see, and the system's controls know of it. */
export class CallSurroundings {
  readonly #dispatch: (intent: Intent) => void;
  readonly #screen = new ScreenAwake();
  readonly #controls: MediaControls;
  #call: OnStage | null = null;

  constructor(dispatch: (intent: Intent) => void) {
    this.#dispatch = dispatch;
    this.#controls = new MediaControls({
      toggleMicrophone: () => this.#press(microphoneControl(this.#call?.media.microphone ?? 'none')),
      toggleCamera: () => this.#press(cameraControl(this.#call?.media.camera ?? 'none')),
      hangUp: () => dispatch({ type: 'end' }),
    });
  }

  follow(state: CallState): void {
    const call = state.phase === 'idle' || state.phase === 'incoming' ? null : state;
    this.#call = call;
    if (call && kindOf(call) === 'video') this.#screen.hold();
    else this.#screen.release();
    if (call && call.phase !== 'outgoing') this.#show(call);
    else this.#controls.clear();
  }

  close(): void {
    this.#screen.release();
    this.#controls.clear();
  }

  #show(call: OnStage): void {
    const kind = kindOf(call);
    this.#controls.show({
      title: words.nameList(call.peers.map(({ name }) => name)),
      subtitle: words.call[kind],
      microphone: isOnHold(call) ? null : isOn(microphoneControl(call.media.microphone)),
      camera: kind === 'video' && !isOnHold(call) ? isOn(cameraControl(call.media.camera)) : null,
    });
  }

  #press({ disabled, wish }: Control): void {
    if (!disabled && (wish.type === 'set-muted' || wish.type === 'set-camera')) this.#dispatch(wish);
  }
}

function isOn({ isOff, disabled }: Control): boolean {
  return !isOff && !disabled;
}
