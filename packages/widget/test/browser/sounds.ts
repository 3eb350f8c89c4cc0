/** Watches which audio contexts a test opens and what begins to play in them. Everything goes through to the browser. */
import { Log } from '../fakes/log.ts';
import { until } from './events.ts';

const real = { AudioContext, AudioBufferSourceNode };
const { connect, disconnect } = AudioNode.prototype;

/** What each node feeds. Kept over a `restore()`: what was wired before it may still sound. */
const feeds = new WeakMap<AudioNode, Set<unknown>>();

function watchWires(): void {
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    const fed = feeds.get(this) ?? new Set();
    feeds.set(this, fed.add(to[0]));
    return Reflect.apply(connect, this, to);
  } as typeof connect;
  AudioNode.prototype.disconnect = function (this: AudioNode, ...from: unknown[]) {
    if (from.length === 0) feeds.delete(this);
    else feeds.get(this)?.delete(from[0]);
    return Reflect.apply(disconnect, this, from);
  } as typeof disconnect;
}

function reachesDestination(node: unknown): boolean {
  if (!(node instanceof AudioNode)) return false;
  return node === node.context.destination || [...(feeds.get(node) ?? [])].some(reachesDestination);
}

export interface Sounds {
  readonly contexts: AudioContext[];
  readonly started: Log<AudioBufferSourceNode>;
  /** How many play, in a context that runs, and are wired to its output. */
  audible(): number;
  restore(): void;
}

/** @param autoplay `held-back`: contexts stay suspended until they are resumed, as before the first click */
export function watchSounds(autoplay: 'allowed' | 'held-back' = 'allowed'): Sounds {
  const contexts: AudioContext[] = [];
  const started = new Log<AudioBufferSourceNode>();
  const stopped = new Set<AudioBufferSourceNode>();
  watchWires();
  Object.assign(globalThis, {
    AudioContext: class extends real.AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
        if (autoplay === 'held-back') void this.suspend();
      }
    },
    AudioBufferSourceNode: class extends real.AudioBufferSourceNode {
      override start(): void {
        super.start();
        started.add(this);
      }

      override stop(): void {
        super.stop();
        stopped.add(this);
      }
    },
  });
  const isHeard = (node: AudioBufferSourceNode): boolean =>
    node.context.state === 'running' && !stopped.has(node) && reachesDestination(node);
  return {
    contexts,
    started,
    audible: () => started.count(isHeard),
    restore: () => {
      Object.assign(globalThis, real);
      Object.assign(AudioNode.prototype, { connect, disconnect });
    },
  };
}

export async function closed(context: BaseAudioContext): Promise<void> {
  await until(context, 'statechange', () => context.state === 'closed');
}

/** Id of an audio output besides the default one. */
export async function realOutput(): Promise<string> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) track.stop();
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'audiooutput').at(-1)!.deviceId;
}
