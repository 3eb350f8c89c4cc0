/** Ringtone (the callee hears it) and ringback (the caller hears it), made from sines: nothing to load, nothing to license. */

export type Tone = 'ringtone' | 'ringback';

interface Note {
  /** Seconds from the start of the cycle. */
  readonly at: number;
  /** Seconds until it has died away. */
  readonly length: number;
  /** Frequencies in hertz, sounding together. */
  readonly frequencies: readonly number[];
  /** `struck` dies away like a bell, `held` stays level. */
  readonly shape: 'struck' | 'held';
}

interface Score {
  /** Seconds after which it begins again. */
  readonly cycle: number;
  /** Loudness, 0 to 1. */
  readonly gain: number;
  readonly notes: readonly Note[];
}

const struck = (at: number, frequency: number): Note => ({
  at,
  length: 0.9,
  // The octave and the twelfth make a sine sound like something that was struck.
  frequencies: [frequency, frequency * 2, frequency * 3],
  shape: 'struck',
});

const SCORES: Readonly<Record<Tone, Score>> = {
  ringtone: {
    cycle: 3.2,
    gain: 0.22,
    notes: [
      struck(0, 659.26),
      struck(0.16, 830.61),
      struck(0.32, 987.77),
      struck(0.64, 830.61),
      struck(0.8, 987.77),
      struck(0.96, 1318.51),
    ],
  },
  // The cadence that most of Europe knows: 425 Hz, one second in five.
  ringback: { cycle: 5, gain: 0.08, notes: [{ at: 0.2, length: 1, frequencies: [425], shape: 'held' }] },
};

/** One cycle as samples between -1 and 1. */
export function renderTone(tone: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  const { cycle, gain, notes } = SCORES[tone];
  const samples = new Float32Array(Math.round(cycle * sampleRate));
  for (const note of notes) addNote(samples, note, gain, sampleRate);
  return samples;
}

function addNote(samples: Float32Array, note: Note, gain: number, sampleRate: number): void {
  const first = Math.round(note.at * sampleRate);
  const count = Math.min(Math.round(note.length * sampleRate), samples.length - first);
  for (let index = 0; index < count; index += 1) {
    const time = index / sampleRate;
    const level = gain * envelope(note, time);
    note.frequencies.forEach((frequency, harmonic) => {
      const sample = first + index;
      samples[sample] =
        (samples[sample] ?? 0) + (level * Math.sin(2 * Math.PI * frequency * time)) / (harmonic + 1) ** 2;
    });
  }
}

/** Ten milliseconds in and thirty out, so that nothing clicks. */
function envelope({ shape, length }: Note, time: number): number {
  const attack = Math.min(1, time / 0.01);
  const release = Math.min(1, (length - time) / 0.03);
  return attack * release * (shape === 'struck' ? Math.exp(-5 * time) : 1);
}

/** Plays one tone at a time, over and over, until told otherwise. Holds no audio device while silent. */
export class RingTone {
  #context: AudioContext | null = null;
  #gestures = new AbortController();
  #playing: string | null = null;

  /** @param source URL of a sound that replaces the built-in ringtone; `off` for silence */
  play(tone: Tone | null, source: string | null = null): void {
    const wanted = tone === null || (tone === 'ringtone' && source === 'off') ? null : `${tone} ${source ?? ''}`;
    if (wanted === this.#playing) return;
    this.stop();
    if (tone === null || wanted === null) return;
    this.#playing = wanted;
    void this.#loop(tone, tone === 'ringtone' ? source : null);
  }

  stop(): void {
    this.#playing = null;
    this.#gestures.abort();
    const context = this.#context;
    this.#context = null;
    void context?.close().catch(() => undefined);
  }

  async #loop(tone: Tone, source: string | null): Promise<void> {
    if (typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    this.#context = context;
    this.#gestures = resumeWithGesture(context);
    const buffer = await soundOf(context, tone, source);
    if (this.#context !== context) return;
    const player = new AudioBufferSourceNode(context, { buffer, loop: true });
    player.connect(context.destination);
    player.start();
  }
}

async function soundOf(context: AudioContext, tone: Tone, source: string | null): Promise<AudioBuffer> {
  if (source) {
    try {
      // Fetched and decoded, so that a host's policy needs no `media-src`.
      const response = await fetch(source);
      if (response.ok) return await context.decodeAudioData(await response.arrayBuffer());
    } catch {
      // A sound that cannot be had is no reason not to ring.
    }
  }
  const buffer = context.createBuffer(1, Math.round(SCORES[tone].cycle * context.sampleRate), context.sampleRate);
  buffer.copyToChannel(renderTone(tone, context.sampleRate), 0);
  return buffer;
}

/** Where autoplay rules keep a context silent, the next click or key on the page lets it sound. */
function resumeWithGesture(context: AudioContext): AbortController {
  const gestures = new AbortController();
  const resume = (): void => void context.resume().catch(() => undefined);
  for (const gesture of ['pointerdown', 'keydown'] as const) {
    document.addEventListener(gesture, resume, { capture: true, passive: true, signal: gestures.signal });
  }
  return gestures;
}
