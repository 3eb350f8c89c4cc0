/** Something like speech, made from scratch: syllables of voiced sound with pauses, so that the envelope has a shape to compare. */
import { writeFileSync } from 'node:fs';

const SAMPLE_RATE = 48_000;

/** One value every ten milliseconds. */
export const ENVELOPE_STEP = 0.01;

interface Syllable {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  readonly loudness: number;
}

/** Pseudo-random numbers between 0 and 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function syllables(seconds: number): readonly Syllable[] {
  const next = numbers(7);
  const list: Syllable[] = [];
  for (let at = 0.1; at < seconds - 0.6;) {
    const length = 0.12 + 0.2 * next();
    list.push({ at, length, pitch: 110 + 60 * next(), loudness: 0.25 + 0.5 * next() });
    at += length + (next() < 0.2 ? 0.35 + 0.3 * next() : 0.03 + 0.05 * next());
  }
  return list;
}

/** Harmonics of the voice under two formants, with a soft beginning and end. */
function sound({ length, pitch, loudness }: Syllable, time: number): number {
  const shape = Math.sin((Math.PI * time) / length) ** 0.5;
  let value = 0;
  for (let harmonic = 1; harmonic * pitch < 3600; harmonic += 1) {
    const frequency = harmonic * pitch;
    const formants = Math.exp(-(((frequency - 600) / 300) ** 2)) + 0.5 * Math.exp(-(((frequency - 1500) / 400) ** 2));
    value += (0.05 + formants) * Math.sin(2 * Math.PI * frequency * time + harmonic);
  }
  return (loudness * shape * value) / 6;
}

function samplesOf(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * SAMPLE_RATE);
  for (const syllable of syllables(seconds)) {
    const first = Math.round(syllable.at * SAMPLE_RATE);
    const count = Math.round(syllable.length * SAMPLE_RATE);
    for (let index = 0; index < count; index += 1) samples[first + index] = sound(syllable, index / SAMPLE_RATE);
  }
  return samples;
}

/** Root mean square of every ten milliseconds. */
export function envelopeOf(samples: Float32Array, sampleRate = SAMPLE_RATE): readonly number[] {
  const step = Math.round(sampleRate * ENVELOPE_STEP);
  return Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const part = samples.subarray(index * step, (index + 1) * step);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / step);
  });
}

/** Writes the speech as a WAV file (16 bit, mono) and returns its envelope. */
export function writeSpeech(path: string, seconds: number): readonly number[] {
  const samples = samplesOf(seconds);
  const data = Buffer.alloc(44 + samples.length * 2);
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + samples.length * 2, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(SAMPLE_RATE, 24);
  data.writeUInt32LE(SAMPLE_RATE * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => data.writeInt16LE(Math.round(sample * 32_767), 44 + index * 2));
  writeFileSync(path, data);
  return envelopeOf(samples);
}

/** Pearson's correlation of `heard` with `spoken` (which repeats) at the shift where they agree best. */
export function bestMatch(spoken: readonly number[], heard: readonly number[]): { correlation: number; shift: number } {
  let best = { correlation: -1, shift: 0 };
  for (let shift = 0; shift < spoken.length; shift += 1) {
    const correlation = pearson(heard, (index) => spoken[(index + shift) % spoken.length] ?? 0);
    if (correlation > best.correlation) best = { correlation, shift };
  }
  return best;
}

function pearson(heard: readonly number[], spoken: (index: number) => number): number {
  const count = heard.length;
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  heard.forEach((x, index) => {
    const y = spoken(index);
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  });
  return (count * sumXY - sumX * sumY) / Math.sqrt((count * sumXX - sumX ** 2) * (count * sumYY - sumY ** 2));
}

/** Longest time, in milliseconds, in which something was spoken and nothing was heard. */
export function longestGap(spoken: readonly number[], heard: readonly number[], shift: number): number {
  let [longest, current] = [0, 0];
  heard.forEach((level, index) => {
    const said = spoken[(index + shift) % spoken.length] ?? 0;
    current = said > 0.03 && level < 0.003 ? current + 1 : 0;
    longest = Math.max(longest, current);
  });
  return longest * ENVELOPE_STEP * 1000;
}
