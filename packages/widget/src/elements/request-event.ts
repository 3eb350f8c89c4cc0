import type { CallKind } from '../call/call-state.ts';
import type { SettingsRequest } from './settings-view.ts';

/** What a control can ask for. Only `<call-window>` decides what comes of it. */
export type CallRequest =
  | SettingsRequest
  /** `to`: the people of an earlier call; otherwise those whom the buttons call. */
  | { readonly type: 'start'; readonly kind: CallKind; readonly to?: readonly string[]; readonly share?: boolean }
  | { readonly type: 'continue-with-voice' }
  /** `callId`: the call of a second caller; otherwise the one that rings. */
  | { readonly type: 'accept'; readonly callId?: string }
  | { readonly type: 'decline'; readonly message?: string; readonly callId?: string }
  /** The ring goes on to be seen and is no longer heard. */
  | { readonly type: 'silence' }
  | { readonly type: 'enable-sound' }
  | { readonly type: 'end' }
  | { readonly type: 'set-muted'; readonly muted: boolean }
  | { readonly type: 'set-camera'; readonly enabled: boolean }
  | { readonly type: 'share-screen' }
  | { readonly type: 'stop-sharing' }
  | { readonly type: 'hold' }
  | { readonly type: 'resume' }
  | { readonly type: 'flip-camera' }
  | { readonly type: 'dismiss-toast'; readonly id: number };

/** The only event that the inner elements dispatch: a wish, not a deed. Stays inside `<call-window>`'s shadow root. */
export class CallRequestEvent extends Event {
  static readonly type = 'call-window-request';

  readonly request: CallRequest;

  constructor(request: CallRequest) {
    super(CallRequestEvent.type, { bubbles: true, composed: true });
    this.request = request;
  }
}
