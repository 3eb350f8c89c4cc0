/**
 * Ringtone (the callee hears it), ringback (the caller hears it) and the call-waiting tone (who is in a call hears it), made from
 * sines: nothing to load, nothing to license.
 */

export type Tone = 'ringtone' | 'ringback' | 'waiting';

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
  // Two short soft ones, and a long pause: somebody is talking.
  waiting: {
    cycle: 8,
    gain: 0.05,
    notes: [
      { at: 0, length: 0.2, frequencies: [440], shape: 'held' },
      { at: 0.4, length: 0.2, frequencies: [440], shape: 'held' },
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
