import { Avatar } from './avatar.ts';
import { CallButtons } from './call-buttons.ts';
import { CallControls } from './call-controls.ts';
import { CallStage } from './call-stage.ts';
import { CallStatus } from './call-status.ts';
import { DeclineMessage } from './decline-message.ts';
import { IncomingCall } from './incoming-call.ts';
import { LocalPreview } from './local-preview.ts';
import { ParticipantTile } from './participant-tile.ts';
import { QualityMeter } from './quality-meter.ts';
import { SettingsPanel } from './settings-panel.ts';
import { SharedScreen } from './shared-screen.ts';
import { Toasts } from './toasts.ts';
import { WaitingCall } from './waiting-call.ts';

/** What `<call-window>` is made of: each tag with its class, to be registered where the tag is free. */
export const innerElements: readonly (readonly [tag: string, element: CustomElementConstructor])[] = [
  ['call-window-avatar', Avatar],
  ['call-window-buttons', CallButtons],
  ['call-window-controls', CallControls],
  ['call-window-decline-message', DeclineMessage],
  ['call-window-incoming', IncomingCall],
  ['call-window-local-preview', LocalPreview],
  ['call-window-participant', ParticipantTile],
  ['call-window-quality', QualityMeter],
  ['call-window-screen', SharedScreen],
  ['call-window-settings', SettingsPanel],
  ['call-window-stage', CallStage],
  ['call-window-status', CallStatus],
  ['call-window-toasts', Toasts],
  ['call-window-waiting', WaitingCall],
];
