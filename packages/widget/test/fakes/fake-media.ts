import { CallError } from '../../src/call/call-error.ts';
import type { MediaPort } from '../../src/call/ports.ts';
import { Log } from './log.ts';

type Opened = Awaited<ReturnType<MediaPort['open']>>;

/** Devices behind a prompt that stays open until a test answers it. */
export class FakeMedia implements MediaPort {
  captureEnded: MediaPort['captureEnded'] = () => undefined;
  capturePaused: MediaPort['capturePaused'] = () => undefined;
  captureResumed: MediaPort['captureResumed'] = () => undefined;
  devicesChanged: MediaPort['devicesChanged'] = () => undefined;
  chosenReturned: MediaPort['chosenReturned'] = () => undefined;
  /** Tracks for which another device was asked, in order. */
  readonly replacements = new Log<'audio' | 'video'>();
  /** Tracks for which what was chosen was asked for, in order. */
  readonly adoptions: ('audio' | 'video')[] = [];
  /** Whether the camera was wanted, prompt by prompt. */
  readonly prompts: boolean[] = [];
  readonly microphoneEnabled: boolean[] = [];
  releases = 0;
  camerasClosed = 0;
  #prompt: PromiseWithResolvers<Opened> | null = null;
  #camera: PromiseWithResolvers<void> | null = null;
  #replacement: PromiseWithResolvers<string> | null = null;
  #adoption: PromiseWithResolvers<string> | null = null;

  open({ camera }: { camera: boolean }): Promise<Opened> {
    this.prompts.push(camera);
    this.#prompt = Promise.withResolvers<Opened>();
    return this.#prompt.promise;
  }

  openCamera(): Promise<void> {
    this.#camera = Promise.withResolvers<void>();
    return this.#camera.promise;
  }

  replace(kind: 'audio' | 'video'): Promise<string> {
    this.replacements.add(kind);
    this.#replacement = Promise.withResolvers<string>();
    return this.#replacement.promise;
  }

  adopt(kind: 'audio' | 'video'): Promise<string> {
    this.adoptions.push(kind);
    this.#adoption = Promise.withResolvers<string>();
    return this.#adoption.promise;
  }

  flipCamera(): Promise<string> {
    return this.adopt('video');
  }

  closeCamera(): void {
    this.camerasClosed += 1;
  }

  setMicrophoneEnabled(enabled: boolean): void {
    this.microphoneEnabled.push(enabled);
  }

  release(): void {
    this.releases += 1;
    this.#prompt?.reject(new CallError('canceled'));
    this.#camera?.reject(new CallError('canceled'));
    this.#replacement?.reject(new CallError('canceled'));
    this.#adoption?.reject(new CallError('canceled'));
  }

  /** The person allows what was asked for. */
  allow(): void {
    this.#prompt?.resolve({ camera: this.prompts.at(-1) ?? false, cameraProblem: null, microphoneProblem: null });
  }

  deny(): void {
    this.#prompt?.reject(new CallError('permission-denied', { device: 'both' }));
  }

  /** There is another device in place of the one that is gone. */
  offerReplacement(label: string): void {
    this.#replacement?.resolve(label);
  }

  /** What was chosen is in use, under this name. */
  giveChosen(label: string): void {
    this.#adoption?.resolve(label);
  }

  refuseChosen(device: 'camera' | 'microphone'): void {
    this.#adoption?.reject(new CallError('device-in-use', { device }));
  }

  offerNone(device: 'camera' | 'microphone'): void {
    this.#replacement?.reject(new CallError('device-not-found', { device }));
  }

  allowCamera(): void {
    this.#camera?.resolve();
  }

  denyCamera(): void {
    this.#camera?.reject(new CallError('permission-denied', { device: 'camera' }));
  }
}
