/** What the stage needs to know of the call on it. */
import type { CallKind, CameraState, InCall, OnStage, Peer } from '../call/call-state.ts';

/** A voice call shows pictures as soon as, and as long as, somebody's camera is on. */
export function kindOf(call: OnStage): CallKind {
  if (call.phase === 'outgoing') return call.attempt.kind;
  const isSeen = isOn(call.media.camera) || peersHere(call).some(({ sends }) => isCameraOn(sends));
  return call.call.kind === 'video' || isSeen ? 'video' : 'voice';
}

/** Whether somebody else's camera is: what it gives may be held back for the moment. */
function isCameraOn(sends: Peer['sends']): boolean {
  return sends?.camera === 'on' || sends?.camera === 'paused';
}

/** Whether nobody is sent one's own picture, since no line is wide enough for it. */
export function isPicturePaused(call: OnStage): boolean {
  if (call.phase === 'outgoing' || call.media.camera !== 'live') return false;
  const linked = peersHere(call).filter(({ link }) => link === 'connected');
  return linked.length > 0 && linked.every((peer) => peer.isPicturePaused);
}

function isOn(camera: CameraState): boolean {
  return camera !== 'none' && camera !== 'off';
}

/** Whoever shares a screen; the first of them, where there are more. */
export function presenterOf(call: OnStage): Peer | null {
  if (call.phase === 'outgoing') return null;
  return peersHere(call).find(({ sends }) => sends?.screen === 'on') ?? null;
}

/** Those who have a tile. */
export function peersHere({ peers }: InCall): readonly Peer[] {
  return peers.filter(({ standing }) => standing !== 'left');
}

/** Whether there are just two pictures, the other's and one's own. */
export function hasTwoPictures(call: OnStage): boolean {
  if (call.phase === 'outgoing' || presenterOf(call)) return false;
  return kindOf(call) === 'video' && peersHere(call).length === 1;
}

/** Whether the others would hear the local user but for their own choice. */
export function isMutedInCall(call: OnStage | null): boolean {
  return call !== null && call.phase !== 'outgoing' && call.media.microphone === 'muted' && !standsStill(call);
}

/** Whether the local user has put the others on hold. */
export function isOnHold(call: OnStage | null): boolean {
  return call !== null && call.phase !== 'outgoing' && call.onHold === true;
}

/** Whether nobody hears anybody: the local user holds, or everybody else does. */
export function standsStill(call: InCall): boolean {
  const peers = peersHere(call);
  return isOnHold(call) || (peers.length > 0 && peers.every(({ onHold }) => onHold));
}

/** Whether only the other person may remain on the stage. */
export function canStepBack(call: OnStage | null): boolean {
  return call?.phase === 'active' && kindOf(call) === 'video' && !standsStill(call);
}

/** The id of a call that was answered; null for none. */
export function answeredCallId(call: OnStage | null): string | null {
  return call && call.phase !== 'outgoing' ? call.call.id : null;
}
