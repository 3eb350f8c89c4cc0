import type { IceServer } from 'call-window-signaling/protocol';

import { createDeferredLinks } from './adapters/deferred-links.ts';
import { randomId } from './adapters/random-id.ts';
import { ScreenCapture } from './adapters/screen-capture.ts';
import { createSocketSignaling } from './adapters/socket-signaling.ts';
import { systemClock } from './adapters/system-clock.ts';
import { CallKeeper } from './call-keeper.ts';
import { CallSurroundings } from './call-surroundings.ts';
import { CallSession } from './call/call-session.ts';
import { DeviceSettings } from './device-settings.ts';
import { HeadStart } from './head-start.ts';
import { HoldSwitch } from './hold-switch.ts';
import { OutgoingTracks } from './outgoing-tracks.ts';
import { Ringing, type RingSettings } from './ringing.ts';

/** What one `<call-window>` says at the moment. Asked for whenever it is needed, so that a change of attribute counts at once. */
export interface MemberSettings {
  readonly token: string | null;
  readonly getToken: (() => Promise<string>) | null;
  readonly displayName: string | null;
  readonly avatarUrl: string | null;
  readonly ringtone: string | null;
  readonly ringback: string | null;
  readonly doNotDisturb: boolean;
  readonly relayOnly: boolean;
  readonly iceServers: readonly IceServer[] | null;
  readonly peerIds: readonly string[];
}

/** One `<call-window>` in a session. */
export interface SessionMember {
  readonly userId: string;
  readonly server: string;
  settings(): MemberSettings;
  describePeer(userId: string): { readonly name: string | null; readonly picture: string | null } | null;
  /** The streams to show, who shows them, or whether sound is held back has changed. */
  changed(): void;
}

const sessions = new Map<string, SharedSession>();

/** The session of this user in this page: several elements share one connection, one call and one dialog. */
export function joinSession(member: SessionMember): SharedSession {
  const key = JSON.stringify([member.server, member.userId]);
  const session = sessions.get(key) ?? new SharedSession(key, member);
  sessions.set(key, session);
  session.add(member);
  return session;
}

/** One user's session, composed of the machine and its adapters, and the elements that belong to it. */
export class SharedSession {
  readonly session: CallSession;
  readonly devices = new DeviceSettings(
    (intent) => this.session.dispatch(intent),
    () => this.#devicesChanged(),
  );
  readonly #screen = new ScreenCapture();
  readonly #tracks = new OutgoingTracks(this.devices.media, this.#screen, this.devices.preferences);
  /** What each remote participant sends, by user id. */
  remoteStreams: ReadonlyMap<string, MediaStream> = new Map();
  /** What each of them shares, by user id. */
  remoteScreens: ReadonlyMap<string, MediaStream> = new Map();
  readonly #hold = new HoldSwitch(this.#tracks, () => [...this.remoteStreams.values(), ...this.remoteScreens.values()]);
  /** Before it is over, nothing is rendered. */
  readonly headStart = new HeadStart();

  /** Ids of the calls that dialogs of the host's own show. */
  readonly hostShows = new Set<string>();

  readonly #key: string;
  readonly #members = new Set<SessionMember>();
  readonly #ringing: Ringing;
  readonly #keeper: CallKeeper;
  readonly #surroundings = new CallSurroundings((intent) => this.session.dispatch(intent));
  #closed = false;
  readonly #unsubscribe: readonly (() => void)[];
  #starter: SessionMember | null = null;

  constructor(key: string, { server, userId }: SessionMember) {
    this.#key = key;
    const links = this.#makeLinks();
    this.#keeper = new CallKeeper({ server, userId });
    const deviceId = (): string => this.#keeper.deviceId;
    const signaling = createSocketSignaling({ server, deviceId, identity: this.#identity(userId) });
    this.session = new CallSession({
      selfId: userId,
      ports: {
        ...{ signaling, links, media: this.devices.media },
        ...{ screen: this.#screen, hold: this.#hold, clock: systemClock },
      },
      describe: (peer) => this.#first((member) => member.describePeer(peer)),
      relayOnly: () => [...this.#members].some((member) => member.settings().relayOnly),
      iceServers: () => this.#first((member) => member.settings().iceServers),
      makeRequestId: randomId,
    });
    this.#ringing = new Ringing(
      { server, userId },
      () => this.#ringSettings(),
      () => this.#tellMembers(),
    );
    this.#unsubscribe = [
      this.session.subscribe({
        stateChanged: (state) => {
          if (state.call.phase !== 'idle' && state.call.phase !== 'incoming') this.devices.endRehearsal();
          this.headStart.follow(state.call);
          this.#ringing.follow(state);
          this.#surroundings.follow(state.call);
          this.#keeper.follow(state.call, this.session.terms);
          if (state.signaling === 'connected') links.preload();
        },
        errorReported: () => undefined,
      }),
    ];
    addEventListener('pagehide', this.#onPageHide);
    addEventListener('pageshow', this.#onPageShow);
    void this.#open();
  }

  #makeLinks(): ReturnType<typeof createDeferredLinks> {
    return createDeferredLinks(async () => {
      const { createSimplePeerLinks } = await import('./adapters/simple-peer-link.ts');
      return createSimplePeerLinks({
        tracks: this.#tracks,
        remoteStream: (peer, name, stream) => this.#showRemote(peer, name, stream),
      });
    });
  }

  /** At once, unless the page before was in a call. */
  async #open(): Promise<void> {
    const kept = this.#keeper.hasCall ? await this.#keeper.takeUp() : null;
    if (this.#closed) return;
    if (kept) this.session.restore(kept.kept, kept.terms);
    this.session.open();
  }

  add(member: SessionMember): void {
    this.#members.add(member);
    this.watchPeers();
  }

  /** The element left the page. With the last one goes the connection; a call ends with the element that shows it. */
  remove(member: SessionMember): void {
    const isLast = this.#members.size === 1;
    // While it still counts as the one that shows the call, so that it tells its host of the end.
    if (isLast) this.#close();
    else if (this.presenter === member && this.session.state.call.phase !== 'incoming') this.session.endAtOnce();
    this.#members.delete(member);
    if (this.#starter === member) this.#starter = null;
    if (isLast) return;
    this.watchPeers();
    this.#tellMembers();
  }

  /** The one element that shows the call and dispatches its events: the one that started it, otherwise the first. */
  get presenter(): SessionMember | null {
    return this.#starter ?? this.#members.values().next().value ?? null;
  }

  /** From here on `member` shows what happens. */
  present(member: SessionMember): void {
    // Whoever showed the call before tells its end, too.
    if (this.presenter !== member) this.session.tellEnds();
    this.#starter = member;
    this.#tellMembers();
  }

  /** Whether it rings, and the browser plays no sound before the user did something. */
  get soundHeldBack(): boolean {
    return this.#ringing.soundHeldBack;
  }

  enableSound(): void {
    this.#ringing.enableSound();
  }

  /** The call that rings goes on without its sound. */
  silence(): void {
    this.#ringing.silence();
  }

  /** The host wants it to ring in another way. */
  ringSettingsChanged(): void {
    this.#ringing.refresh();
  }

  /** The host has another token now. */
  identityChanged(): void {
    this.session.reopen();
  }

  /** Asks for the presence of everybody whom an element can call. */
  watchPeers(): void {
    this.session.watch([...new Set([...this.#members].flatMap((member) => member.settings().peerIds))]);
  }

  #identity(userId: string) {
    const members = this.#members;
    return {
      userId,
      get name() {
        return first(members, (member) => member.settings().displayName);
      },
      get picture() {
        return first(members, (member) => member.settings().avatarUrl);
      },
      token: async (reason: 'connect' | 'refused') => {
        const given = first(members, (member) => member.settings().token);
        if (given && reason === 'connect') return given;
        return (await first(members, (member) => member.settings().getToken)?.()) ?? given;
      },
      canRenew: () => first(members, (member) => member.settings().getToken) !== null,
    };
  }

  #ringSettings(): RingSettings {
    return {
      ringtone: this.#first((member) => member.settings().ringtone),
      ringback: this.#first((member) => member.settings().ringback),
      doNotDisturb: [...this.#members].some((member) => member.settings().doNotDisturb),
      ringer: this.devices.outputs.ringer,
      speaker: this.devices.outputs.speaker,
    };
  }

  #first<Value>(read: (member: SessionMember) => Value | null): Value | null {
    return first(this.#members, read);
  }

  #showRemote(userId: string, name: 'person' | 'screen', stream: MediaStream | null): void {
    const property = name === 'person' ? 'remoteStreams' : 'remoteScreens';
    const streams = new Map(this[property]);
    if (stream) streams.set(userId, stream);
    else streams.delete(userId);
    this[property] = streams;
    this.#hold.receivedChanged();
    this.#tellMembers();
  }

  #devicesChanged(): void {
    this.#tracks.preferencesChanged();
    this.#ringing.refresh();
    this.#tellMembers();
  }

  #tellMembers(): void {
    for (const member of [...this.#members]) member.changed();
  }

  #close(): void {
    this.#closed = true;
    sessions.delete(this.#key);
    removeEventListener('pagehide', this.#onPageHide);
    removeEventListener('pageshow', this.#onPageShow);
    this.session.close();
    this.#keeper.close();
    this.#ringing.close();
    this.#surroundings.close();
    this.devices.close();
    this.headStart.end();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** A reload looks the same as a closed tab. */
  readonly #onPageHide = (): void => this.session.leavePage();

  /** Out of the back/forward cache: whatever was connected may not be any more. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.session.comeBack();
  };
}

function first<Value>(members: Iterable<SessionMember>, read: (member: SessionMember) => Value | null): Value | null {
  for (const member of members) {
    const value = read(member);
    if (value !== null) return value;
  }
  return null;
}
