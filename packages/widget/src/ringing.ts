import { Attention } from './adapters/attention.ts';
import { RingTone } from './adapters/ring-tone.ts';
import { RingTurn, watchTurn } from './adapters/ring-turn.ts';
import { SilencedRings } from './adapters/silenced-rings.ts';
import { Vibration } from './adapters/vibration.ts';
import { currentCall } from './call-snapshot.ts';
import { callerOf } from './call-window-views.ts';
import type { Incoming, Line } from './call/call-state.ts';
import { findEnded } from './call/closing.ts';
import { FREE_LINE } from './call/line.ts';
import { shownWaiting } from './call/waiting.ts';
import { safePictureUrl } from './elements/picture.ts';
import { FeltTurn } from './felt-turn.ts';
import { words } from './strings/words.ts';

/** How the host wants it to ring. */
export interface RingSettings {
  readonly ringtone: string | null;
  readonly ringback: string | null;
  readonly doNotDisturb: boolean;
  /** Ids of the audio outputs where it rings, and where the others are heard in a call. */
  readonly ringer: string;
  readonly speaker: string;
}

/** What is heard of a ring, and what shows beside the dialog: one sound in all of a browser's pages, title and notification. */
export class Ringing {
  #line = FREE_LINE;
  readonly #name: string;
  readonly #settings: () => RingSettings;
  readonly #tone: RingTone;
  readonly #silenced: SilencedRings;
  readonly #attention = new Attention();
  readonly #changed: () => void;
  readonly #vibration = new Vibration();
  #turn: FeltTurn | null = null;
  #watching = new AbortController();
  #soundHeldBack = false;

  /** @param changed whether sound is held back has changed */
  constructor(owner: { server: string; userId: string }, settings: () => RingSettings, changed: () => void) {
    this.#name = `call-window-ring ${owner.server} ${owner.userId}`;
    this.#settings = settings;
    this.#changed = changed;
    this.#tone = new RingTone(() => this.#toneChanged());
    this.#silenced = new SilencedRings(this.#name, () => this.refresh());
  }

  /** Whether the browser holds this page's ring back, and no other page of it sounds. */
  get soundHeldBack(): boolean {
    return this.#soundHeldBack;
  }

  follow(line: Line): void {
    const [before, after] = [ringingId(this.#line), ringingId(line)];
    this.#line = line;
    const waits = shownWaiting(line)?.ring.call.id;
    // Whoever talks in this page must not be rung at from the next one.
    if (waits !== undefined && isTalking(line)) this.#silenced.hush(waits);
    // Later: who is answered while they wait rings by themselves for that moment, and must not be heard.
    if (this.#silenced.hushedHere.length > 0) queueMicrotask(() => this.#unhushGone());
    this.refresh();
    if (after !== null && before !== after) this.#silenced.ask(after);
  }

  /** To be called when the settings have changed, too. */
  refresh(): void {
    const { call } = this.#line;
    const { ringer, speaker, ringback } = this.#settings();
    // Whoever calls, or is in a call, has an ear at the speaker; a ringer may be across the room.
    this.#tone.output = call.phase === 'incoming' ? ringer : speaker;
    if (call.phase === 'incoming') return this.#ring(call);
    const waiting = shownWaiting(this.#line);
    if (waiting) return this.#interrupt(waiting.ring);
    this.#attention.call(null);
    const rings = call.phase === 'outgoing' && call.peers.some((peer) => peer.standing === 'ringing');
    this.#tone.play(rings ? 'ringback' : null, ringback);
  }

  /** The call that rings at the moment is no longer heard in this browser; it can still be answered. */
  silence(): void {
    const id = ringingId(this.#line);
    if (id === null) return;
    this.#silenced.silence(id);
    this.refresh();
  }

  enableSound(): void {
    this.#tone.unlock();
  }

  close(): void {
    this.#tone.stop();
    this.#attention.call(null);
    for (const id of this.#silenced.hushedHere) this.#unhush(id);
    this.#silenced.close();
  }

  /** What no longer waits here may be heard again. */
  #unhushGone(): void {
    const isWaiting = (id: string): boolean => this.#line.waiting.some(({ ring }) => ring.call.id === id);
    const gone = this.#silenced.hushedHere.filter((id) => !isWaiting(id));
    for (const id of gone) this.#unhush(id);
    if (gone.length > 0) this.refresh();
  }

  /** Unless it was answered here or is over: that the others hear from the server, and none of them shall ring until then. */
  #unhush(id: string): void {
    const isAnswered = isTalking(this.#line) && currentCall(this.#line.call)?.id === id;
    if (isAnswered || findEnded(this.#line, id)) this.#silenced.forget(id);
    else this.#silenced.unhush(id);
  }

  #ring(incoming: Incoming): void {
    const { ringtone } = this.#settings();
    const { id } = incoming.call;
    const quiet = this.#isQuiet || this.#silenced.has(id);
    this.#attention.call(summons(incoming, quiet));
    this.#tone.play(quiet ? null : 'ringtone', ringtone, this.#turnOf(id));
  }

  #toneChanged(): void {
    this.#watching.abort();
    this.#watching = new AbortController();
    const id = ringingId(this.#line);
    if (id === null || !this.#tone.heldBack) return this.#holdBack(false);
    void watchTurn(this.#turnOf(id).name, (isFree) => this.#holdBack(isFree), this.#watching.signal);
  }

  #holdBack(heldBack: boolean): void {
    if (this.#soundHeldBack === heldBack) return;
    this.#soundHeldBack = heldBack;
    this.#changed();
  }

  /** One for each call: a call that has just ended cannot keep the next from sounding. */
  #turnOf(callId: string): FeltTurn {
    const name = `${this.#name} ${callId}`;
    if (this.#turn?.name !== name) this.#turn = new FeltTurn(new RingTurn(name), this.#vibration);
    return this.#turn;
  }

  /** A second call is heard by whoever talks, softly, and not by the others. */
  #interrupt(waiting: Incoming): void {
    this.#attention.call(summons(waiting, true));
    this.#tone.play(this.#isQuiet ? null : 'waiting');
  }

  get #isQuiet(): boolean {
    const { ringtone, doNotDisturb } = this.#settings();
    return doNotDisturb || ringtone === 'off';
  }
}

function isTalking({ call }: Line): boolean {
  return call.phase !== 'idle' && call.phase !== 'incoming';
}

function ringingId({ call }: Line): string | null {
  return call.phase === 'incoming' ? call.call.id : null;
}

function summons(incoming: Incoming, quiet: boolean) {
  const { userId, name, picture } = callerOf(incoming);
  const { id, kind } = incoming.call;
  const caller = name ?? userId;
  const text = words.incomingCall[kind];
  return { id, title: words.isCalling(caller), heading: caller, text, picture: safePictureUrl(picture), quiet };
}
