import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often the level is read, in milliseconds; the ring's transition bridges the gaps. */
const EVERY = 100;
/** How many samples are read at a time: at 48 kHz nearly all since the last reading, for a short sound not to fall between two. */
const SAMPLES = 4096;
/** Quieter than this is silence, in decibels below full scale. */
const SILENCE = -52;
/** This loud, the ring is at its fullest. */
const LOUD = -16;

interface Listening {
  readonly stream: MediaStream;
  readonly stop: () => void;
}

interface Options {
  /** Whose voice to listen to; null for nobody's. */
  readonly stream: () => MediaStream | null;
  /** Told the level, from 0 (silence) to 1. */
  readonly show: (level: number) => void;
}

/** Level of a voice from 0 to 1, by the root mean square of its samples. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power || Number.MIN_VALUE);
  return Math.min(1, Math.max(0, (decibels - SILENCE) / (LOUD - SILENCE)));
}

/** Listens how loud somebody speaks, for as long as its host is in the document. The sound itself is played elsewhere. */
export class VoiceLevel implements ReactiveController {
  private listening: Listening | null = null;

  private readonly options: Options;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const stream = this.options.stream();
    if (stream === (this.listening?.stream ?? null)) return;
    this.stop();
    if (stream && canListen(stream)) this.listening = listen(stream, this.options.show);
  }

  hostDisconnected(): void {
    this.stop();
  }

  private stop(): void {
    this.listening?.stop();
    this.listening = null;
  }
}

// Before the page has had a click, browsers refuse (and log) an audio context.
function canListen(stream: MediaStream): boolean {
  const isActivated = navigator.userActivation?.hasBeenActive ?? true;
  return isActivated && stream.getAudioTracks().length > 0;
}

function listen(stream: MediaStream, show: (level: number) => void): Listening {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    show(levelOf(samples));
  }, EVERY);
  const stop = (): void => {
    clearInterval(timer);
    show(0);
    void context.close();
  };
  return { stream, stop };
}
