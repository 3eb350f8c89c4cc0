/** Hertz, one after the other; a fifth, as friendly as a doorbell. */
const NOTES = [523.25, 783.99] as const;
/** Seconds of each. */
const LENGTH = 0.35;
const LOUDNESS = 0.2;

/** @param output id of the device to sound on; the default one where that is not to be had (W3C Web Audio 1.1, `sinkId`) */
export async function playTestSound(output: string): Promise<void> {
  const options: AudioContextOptions & { sinkId?: string } = output === '' ? {} : { sinkId: output };
  const context = new AudioContext(options);
  const last = NOTES.map((frequency, at) => sound(context, frequency, at * LENGTH)).at(-1);
  await context.resume();
  await new Promise((resolve) => last?.addEventListener('ended', resolve));
  await context.close();
}

function sound(context: AudioContext, frequency: number, after: number): OscillatorNode {
  const begin = context.currentTime + after;
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setTargetAtTime(LOUDNESS, begin, 0.01);
  loudness.gain.setTargetAtTime(0, begin + LENGTH / 2, 0.06);
  const note = new OscillatorNode(context, { frequency });
  note.connect(loudness).connect(context.destination);
  note.start(begin);
  note.stop(begin + LENGTH);
  return note;
}
