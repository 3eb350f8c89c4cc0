/** Signaling for `<call-window>`, to be attached to a server that the host already has. */
export type { Clock } from './clock.ts';
export { createSignalingServer, type SignalingOptions, type SignalingServer } from './server.ts';
export { SettingsError } from './settings.ts';
