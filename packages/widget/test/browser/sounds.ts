/** Watches which audio contexts a test opens and what begins to play in them. Everything goes through to the browser. */
import { Log } from '../fakes/log.ts';
import { until } from './events.ts';

const real = { AudioContext, AudioBufferSourceNode };

export interface Sounds {
  readonly contexts: AudioContext[];
  readonly started: Log<AudioBufferSourceNode>;
  /** How many play and can be heard. */
  audible(): number;
  restore(): void;
}

/** @param autoplay `held-back`: contexts stay suspended until they are resumed, as before the first click */
export function watchSounds(autoplay: 'allowed' | 'held-back' = 'allowed'): Sounds {
  const contexts: AudioContext[] = [];
  const started = new Log<AudioBufferSourceNode>();
  const stopped = new Set<AudioBufferSourceNode>();
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
  const isHeard = (node: AudioBufferSourceNode): boolean => node.context.state === 'running' && !stopped.has(node);
  return {
    contexts,
    started,
    audible: () => started.count(isHeard),
    restore: () => void Object.assign(globalThis, real),
  };
}

export async function closed(context: BaseAudioContext): Promise<void> {
  await until(context, 'statechange', () => context.state === 'closed');
}
