/** Every state that can be seen, as data. Shared by the gallery and the element tests. */
import type {
  CallKind,
  CameraState,
  InCall,
  LocalMedia,
  MicrophoneState,
  Outgoing,
  Peer,
  Self,
  SentCamera,
  SentMedia,
} from '../src/call/call-state.ts';
import type { LinkQuality, LinkStats, TrackStats } from '../src/call/link-stats.ts';
import { DEFAULT_PREFERENCES } from '../src/call/preferences.ts';
import type { SettingsView } from '../src/elements/settings-view.ts';
import type { Toast } from '../src/elements/toasts.ts';
import type { WaitingCaller } from '../src/elements/waiting-call.ts';

export const ann = { userId: 'ann', name: 'Ann Oduya', picture: null };
export const cleo: Self = { userId: 'cleo', name: 'Cleo', picture: null };

export function peer(changes: Partial<Peer> = {}): Peer {
  return {
    userId: 'ben',
    name: 'Ben',
    picture: null,
    standing: 'joined',
    link: 'connected',
    attempt: 1,
    tries: 0,
    begun: 0,
    sends: { microphone: 'on', camera: 'on' },
    receives: { audio: true, video: true },
    ...changes,
  };
}

export function media(microphone: MicrophoneState = 'live', camera: CameraState = 'live'): LocalMedia {
  return { microphone, camera };
}

export function sends(microphone: SentMedia, camera: SentCamera): Peer['sends'] {
  return { microphone, camera };
}

/** A moment of 2026, in milliseconds. */
export const NOW = 1_780_000_000_000;

function callView(kind: CallKind, peers: readonly Peer[]): InCall['call'] {
  const own = { ...ann, standing: 'joined' as const, joinOrder: 0 };
  const others = peers.map(({ userId, name, picture, standing }, index) => {
    return { userId, name, picture, standing, joinOrder: index + 1 };
  });
  return {
    id: '8a3c1d52-5a0e-4c43-9b57-0f4f4f2f7c11',
    version: 3,
    kind,
    phase: 'active',
    callerId: 'ann',
    participants: [own, ...others],
    joinedHere: true,
    createdAt: NOW,
    ringsUntil: NOW + 45_000,
    answeredAt: NOW + 4000,
    endedAt: null,
    ended: null,
  };
}

export function outgoing(kind: CallKind, step: Outgoing['step'], changes: Partial<Peer> = {}): Outgoing {
  const standing = step === 'ringing' ? 'ringing' : 'invited';
  const peers = [peer({ standing, link: 'none', attempt: 0, sends: null, ...changes })];
  const isOpening = step === 'opening-media' || step === 'choosing-screen';
  const camera = kind === 'voice' || step === 'camera-unavailable' ? 'none' : isOpening ? 'opening' : 'live';
  return {
    phase: 'outgoing',
    step,
    attempt: { requestId: '6f1b0a34-52b1-4d6e-8a57-8f3b7e1f2a10', to: peers.map(({ userId }) => userId), kind },
    call: step === 'ringing' ? callView(kind, peers) : null,
    peers,
    media: media(isOpening ? 'opening' : 'live', camera),
  };
}

export function inCall(kind: CallKind, phase: InCall['phase'], changes: Partial<InCall> = {}): InCall {
  const peers = changes.peers ?? [kind === 'video' ? peer() : peer({ sends: sends('on', 'none') })];
  return {
    phase,
    direction: 'outgoing',
    call: callView(kind, peers),
    peers,
    media: media('live', kind === 'video' ? 'live' : 'none'),
    ...changes,
  };
}

export function waiting(kind: CallKind, person = cleo): WaitingCaller {
  return { callId: '0d6f4c0e-3a43-4f0b-8d7e-2a1f6a5c9b33', person, kind };
}

const device = (id: string, label: string) => ({ id, label });

const MICROPHONES = [device('m1', 'Headset'), device('m2', 'Built-in Microphone')];
const OUTPUTS = [device('s1', 'Headset'), device('s2', 'Built-in Speakers')];
const { microphone: _m, camera: _c, speaker: _s, ringer: _r, ...options } = DEFAULT_PREFERENCES;

export function settings(changes: Partial<SettingsView> = {}): SettingsView {
  return {
    microphone: { devices: MICROPHONES, chosen: MICROPHONES[0] ?? null },
    camera: { devices: [device('c1', 'Webcam'), device('c2', 'Lid Camera')], chosen: null },
    speaker: { devices: OUTPUTS, chosen: null },
    ringer: { devices: OUTPUTS, chosen: OUTPUTS[1] ?? null },
    options,
    canBlur: true,
    picture: null,
    withoutPicture: 'opening',
    voice: null,
    during: null,
    isMuted: false,
    canHold: false,
    problem: null,
    ...changes,
  };
}

export const toasts: readonly Toast[] = [
  { id: 1, text: 'Ben ended the call', tone: 'neutral' },
  {
    id: 2,
    text: 'Connection lost',
    tone: 'danger',
    action: { label: 'Call again', request: { type: 'start', kind: 'video' } },
  },
];

export const deviceToasts: readonly Toast[] = [
  { id: 1, text: 'No microphone was found. Plug one in to be heard.', tone: 'danger' },
  { id: 2, text: 'Headset was unplugged. Now using Built-in Microphone.', tone: 'neutral' },
];

const voiceTrack: TrackStats = {
  source: 'microphone',
  codec: 'opus',
  bitsPerSecond: 34_000,
  bytes: 812_000,
  picture: null,
};

const cameraTrack: TrackStats = {
  source: 'camera',
  codec: 'VP8',
  bitsPerSecond: 1_720_000,
  bytes: 41_300_000,
  picture: { width: 1280, height: 720, framesPerSecond: 30 },
};

/** A link of that quality in numbers. */
export function linkStats(quality: LinkQuality): LinkStats {
  return {
    quality,
    roundTripMilliseconds: 24 * (5 - quality) ** 2,
    jitterMilliseconds: 4 * (5 - quality),
    lost: { sent: 0.004 * (4 - quality), received: 0.03 * (4 - quality) },
    route: { local: 'srflx', remote: quality > 2 ? 'host' : 'relay', protocol: 'udp' },
    bytesSent: 42_100_000,
    bytesReceived: 43_700_000,
    sends: [voiceTrack, cameraTrack],
    receives: [voiceTrack, cameraTrack],
  };
}

/** A link that has just come up: nothing is known of it. */
export const unknownLink: LinkStats = {
  quality: null,
  roundTripMilliseconds: null,
  jitterMilliseconds: null,
  lost: { sent: null, received: null },
  route: null,
  bytesSent: 0,
  bytesReceived: 0,
  sends: [],
  receives: [],
};
