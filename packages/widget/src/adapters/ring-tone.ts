import { renderTone, type Tone } from '../sounds/tones.ts';

/** The turn to be the one page that sounds, for one ring. */
export interface Turn {
  /** Resolves when it is this page's turn; at once where it still is. Also when that is no longer wanted. */
  take(unwanted: AbortSignal): Promise<void>;
  /** @param after milliseconds within which it can still be taken again */
  giveBack(after?: number): void;
}

/** How long the silent output stays open after the last tone, in milliseconds. */
const CLOSES_AFTER = 500;
/** How long a browser may take to open its output before its silence counts as held back, in milliseconds. */
const STARTS_WITHIN = 400;
/** How long a host's own sound may take to arrive before the built-in tone is played, in milliseconds. */
const COMES_WITHIN = 1000;
/**
 * How long a page that fell silent keeps its turn, in milliseconds: a ring that ended here is about to end in the other pages,
 * and none of them shall start it for that moment.
 */
const KEEPS_TURN = 1000;
/** How long it keeps its turn, in milliseconds, to begin again with another sound or on another output. */
const BEGINS_AGAIN_WITHIN = 5000;

/** Plays one tone at a time, over and over, until told otherwise. Lets go of the audio device when there is nothing to play. */
export class RingTone {
  /** Id of the device that the next tone sounds on; the default one where that is not to be had. */
  output = '';
  #playing: string | null = null;
  #turn: Turn | null = null;
  #context: AudioContext | null = null;
  #heldBack = false;
  #over = new AbortController();
  readonly #heldBackChanged: () => void;

  constructor(heldBackChanged: () => void = () => undefined) {
    this.#heldBackChanged = heldBackChanged;
  }

  /** Whether something should sound, and autoplay rules keep it silent. */
  get heldBack(): boolean {
    return this.#heldBack;
  }

  /**
   * @param source URL of a sound that replaces the built-in tone; `off` for silence
   * @param turn asked for, once sound can be heard; the same one for as long as it is the same ring
   */
  play(tone: Tone | null, source: string | null = null, turn: Turn | null = null): void {
    if (tone === null || source === 'off') return this.stop();
    const wanted = `${tone} ${this.output} ${source ?? ''}`;
    const isSameRing = turn === this.#turn;
    if (wanted === this.#playing && isSameRing) return;
    this.#fallSilent(isSameRing ? BEGINS_AGAIN_WITHIN : KEEPS_TURN);
    this.#playing = wanted;
    this.#turn = turn;
    this.#over = new AbortController();
    void this.#loop(tone, source, contextOn(this.output));
  }

  /** Tries to sound where autoplay rules held it back; to be called from a click. */
  unlock(): void {
    void this.#context?.resume().catch(() => undefined);
  }

  stop(): void {
    this.#fallSilent(KEEPS_TURN);
    this.#playing = null;
    this.#turn = null;
  }

  #fallSilent(keepsTurn: number): void {
    this.#over.abort();
    this.#turn?.giveBack(keepsTurn);
    this.#context = null;
    this.#setHeldBack(false);
  }

  async #loop(tone: Tone, source: string | null, context: AudioContext | null): Promise<void> {
    if (!context) return;
    const [turn, over] = [this.#turn, this.#over.signal];
    const output = new GainNode(context);
    output.connect(context.destination);
    over.addEventListener('abort', () => {
      output.disconnect();
      // Silent at once, closed later: closing waits for the audio device, just when an answered call wants to connect.
      setTimeout(() => void context.close().catch(() => undefined), CLOSES_AFTER);
    });
    this.#context = context;
    resumeWithGesture(() => this.unlock(), over);
    this.#watch(context, over);
    const buffer = await soundOf(context, tone, source, over);
    if (over.aborted) return;
    if (turn) await soundInTurns(output, buffer, turn, over);
    else start(output, buffer);
  }

  #watch(context: AudioContext, over: AbortSignal): void {
    const look = (): void => {
      if (!over.aborted) this.#setHeldBack(context.state === 'suspended');
    };
    const timer = setTimeout(look, STARTS_WITHIN);
    over.addEventListener('abort', () => clearTimeout(timer));
    context.addEventListener('statechange', look, { signal: over });
  }

  #setHeldBack(heldBack: boolean): void {
    if (this.#heldBack === heldBack) return;
    this.#heldBack = heldBack;
    this.#heldBackChanged();
  }
}

/** W3C Web Audio 1.1, which TypeScript's library doesn't have yet, nor every browser. */
interface AudioContextWithSink extends AudioContext {
  setSinkId?(id: string): Promise<void>;
}

/** Opened on its output: one that is moved there later falls silent for a moment. */
function contextOn(output: string): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null;
  if (output === '') return new AudioContext();
  const options: AudioContextOptions & { sinkId: string } = { sinkId: output };
  const context: AudioContextWithSink = new AudioContext(options);
  // Chromium moves to the default output by itself where the device is not to be had, but not every time.
  context.addEventListener('error', () => void moveToDefault(context).catch(() => undefined), { once: true });
  return context;
}

async function moveToDefault(context: AudioContextWithSink): Promise<void> {
  await context.setSinkId?.('');
  // Now and then the move leaves it suspended.
  await context.resume();
}

function start(output: AudioNode, buffer: AudioBuffer): AudioBufferSourceNode {
  const player = new AudioBufferSourceNode(output.context, { buffer, loop: true });
  player.connect(output);
  player.start();
  return player;
}

/**
 * Sounds whenever it can be heard and it is this page's turn. A page that cannot be heard leaves the turn to another; when all
 * is over, the turn is left to whoever ended it.
 */
async function soundInTurns(output: AudioNode, buffer: AudioBuffer, turn: Turn, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await runs(output.context, true, over);
    const unheard = new AbortController();
    over.addEventListener('abort', () => unheard.abort(), { signal: unheard.signal });
    const ends = runs(output.context, false, over).then(() => unheard.abort());
    await turn.take(unheard.signal);
    const player = unheard.signal.aborted || over.aborted ? null : start(output, buffer);
    await ends;
    if (over.aborted) return;
    turn.giveBack();
    player?.stop();
  }
}

/** When the context begins, or ceases, to be heard; or when all is over. */
function runs(context: BaseAudioContext, wanted: boolean, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!over.aborted && (context.state === 'running') !== wanted) return;
      context.removeEventListener('statechange', look);
      over.removeEventListener('abort', look);
      resolve();
    };
    context.addEventListener('statechange', look);
    over.addEventListener('abort', look);
    look();
  });
}

async function soundOf(
  context: AudioContext,
  tone: Tone,
  source: string | null,
  over: AbortSignal,
): Promise<AudioBuffer> {
  if (source) {
    try {
      // Fetched and decoded, so that a host's policy needs no `media-src`.
      const response = await fetch(source, { signal: AbortSignal.any([over, AbortSignal.timeout(COMES_WITHIN)]) });
      if (response.ok) return await context.decodeAudioData(await response.arrayBuffer());
    } catch {
      // A sound that cannot be had is no reason not to ring.
    }
  }
  const samples = renderTone(tone, context.sampleRate);
  const buffer = context.createBuffer(1, samples.length, context.sampleRate);
  buffer.copyToChannel(samples, 0);
  return buffer;
}

/** Where autoplay rules keep a context silent, the next click, tap or key on the page lets it sound. */
function resumeWithGesture(resume: () => void, over: AbortSignal): void {
  // A finger counts when it is lifted, a mouse when it is pressed.
  for (const gesture of ['pointerdown', 'pointerup', 'keydown'] as const) {
    document.addEventListener(gesture, resume, { capture: true, passive: true, signal: over });
  }
}

/** Whether a tone would be held back now, as far as the browser says. */
export function soundIsLocked(): boolean {
  if (typeof navigator === 'undefined') return false;
  const hints: AutoplayHints = navigator;
  if (hints.getAutoplayPolicy) return hints.getAutoplayPolicy('audiocontext') !== 'allowed';
  return !(hints.userActivation?.hasBeenActive ?? true);
}

interface AutoplayHints {
  /** W3C Autoplay Policy Detection; not in TypeScript's library yet, nor in every browser. */
  getAutoplayPolicy?(type: 'audiocontext'): 'allowed' | 'allowed-muted' | 'disallowed';
  readonly userActivation?: { readonly hasBeenActive: boolean };
}
