import { noChange, type ElementPart } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, PartType, type PartInfo } from 'lit/directive.js';

/** Told with every attempt to play: whether the browser held the sound back until the user acts. */
export type PlaybackListener = (heldBack: boolean) => void;

/** Videos that go on without the sound that was held back. */
const silenced = new WeakSet<HTMLMediaElement>();

/**
 * Plays `media`, whatever the browser's autoplay rules say: where sound is not allowed yet, a video goes on without it.
 * Resolves to whether the sound was held back. Never rejects: a change of stream or a removal interrupts `play()` as a matter of course.
 */
export async function playMedia(media: HTMLMediaElement): Promise<boolean> {
  // What was silenced for an earlier stream is not silent for good: each attempt says anew whether sound is allowed.
  if (silenced.delete(media)) media.muted = false;
  try {
    await media.play();
    return false;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return false;
    if (media instanceof HTMLVideoElement && !media.muted) playSilently(media);
    return true;
  }
}

function playSilently(video: HTMLVideoElement): void {
  video.muted = true;
  silenced.add(video);
  video.play().catch(() => undefined);
}

/** Lets `media` sound on that output, and on the default one where it is not to be had (W3C Audio Output Devices §2). */
async function soundOn(media: HTMLMediaElement, output: string): Promise<void> {
  // Safari has learned it late.
  if (!media.setSinkId || media.sinkId === output) return;
  try {
    await media.setSinkId(output);
  } catch {
    await media.setSinkId('').catch(() => undefined);
  }
}

class StreamInto extends AsyncDirective {
  private element: HTMLMediaElement | null = null;
  private stream: MediaStream | null = null;
  private onPlayback: PlaybackListener | undefined;
  private output = '';
  private routedTo = '';
  private isRouting = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('streamInto() belongs on a media element');
  }

  override render(_stream: MediaStream | null, _onPlayback?: PlaybackListener, _output?: string): unknown {
    return noChange;
  }

  override update(part: ElementPart, [stream, onPlayback, output = '']: Parameters<this['render']>): unknown {
    this.element = part.element as HTMLMediaElement;
    this.stream = stream;
    this.onPlayback = onPlayback;
    this.output = output;
    void this.route(this.element);
    if (this.isConnected) this.attach();
    return noChange;
  }

  // One output after the other: of two that were asked for at once, either could come last.
  private async route(media: HTMLMediaElement): Promise<void> {
    if (this.isRouting) return;
    this.isRouting = true;
    while (this.routedTo !== this.output) {
      this.routedTo = this.output;
      await soundOn(media, this.output);
    }
    this.isRouting = false;
  }

  // A media element that is taken out of the document pauses: after a move it has to be started again.
  protected override reconnected(): void {
    this.attach(true);
  }

  // Released only when it is still out of the document after the current task, so that a move does not blank the picture.
  protected override disconnected(): void {
    queueMicrotask(() => {
      if (!this.isConnected && this.element) this.element.srcObject = null;
    });
  }

  private attach(moved = false): void {
    const { element, stream } = this;
    if (!element || (element.srcObject === stream && !moved)) return;
    if (element.srcObject !== stream) element.srcObject = stream;
    if (stream) void playMedia(element).then((heldBack) => this.onPlayback?.(heldBack));
  }
}

/** Element directive: makes a `<video>` or `<audio>` play a stream on an output, and again after it was moved in the document. */
export const streamInto = directive(StreamInto);
