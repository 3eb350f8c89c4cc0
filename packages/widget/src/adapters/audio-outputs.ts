import { optional, pipe, safeParse, strictObject, string, transform } from 'valibot';

import { CallError } from '../call/call-error.ts';

const DEFAULT = '';
const Output = pipe(
  string(),
  transform((id) => (id === 'default' ? DEFAULT : id)),
);
const Choice = strictObject({ speaker: optional(Output), ringer: optional(Output) });

/** `deviceId`s of `audiooutput` devices (W3C Media Capture and Streams §9.2); `''` and `default`: the system's default. */
export interface OutputChoice {
  /** For the voices of the others. */
  readonly speaker?: string | undefined;
  /** For ringing; like the speaker until it is chosen. */
  readonly ringer?: string | undefined;
}

/** Which audio outputs were chosen, and which of them are there: what has been unplugged gives way until it is back. */
export class AudioOutputs {
  #speaker = DEFAULT;
  #ringer: string | null = null;
  #present: ReadonlySet<string> = new Set([DEFAULT]);
  readonly #changed: () => void;
  readonly #closed = new AbortController();

  /** @param changed other outputs are to be used */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The output to use now, as `setSinkId` takes it (W3C Audio Output Devices). */
  get speaker(): string {
    return this.#present.has(this.#speaker) ? this.#speaker : DEFAULT;
  }

  /** The output to use now. */
  get ringer(): string {
    return this.#ringer !== null && this.#present.has(this.#ringer) ? this.#ringer : this.speaker;
  }

  /**
   * Changes what is named and leaves the rest. Changes nothing when it throws.
   * @throws {CallError} `invalid-request`, `device-not-found` or `unsupported-browser`
   */
  async choose(choice: OutputChoice): Promise<void> {
    const { speaker, ringer } = parse(choice);
    if (speaker) demand('HTMLMediaElement');
    if (ringer) demand('AudioContext');
    const present = await outputs();
    if ([speaker, ringer].some((id) => id !== undefined && !present.has(id)))
      throw new CallError('device-not-found', { message: 'setDevices: there is no such audio output' });
    this.#speaker = speaker ?? this.#speaker;
    this.#ringer = ringer ?? this.#ringer;
    this.#present = present;
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange, { signal: this.#closed.signal });
    this.#changed();
  }

  close(): void {
    this.#closed.abort();
  }

  readonly #onDeviceChange = (): void => {
    void outputs().then((present) => {
      const before = [this.speaker, this.ringer];
      this.#present = present;
      if (before[0] !== this.speaker || before[1] !== this.ringer) this.#changed();
    });
  };
}

function parse(choice: OutputChoice): OutputChoice {
  const parsed = safeParse(Choice, choice);
  if (!parsed.success)
    throw new CallError('invalid-request', { message: 'setDevices: speaker and ringer are ids of audio outputs' });
  return parsed.output;
}

/** Whether what sounds can be sent to another output than the default. */
function demand(player: 'HTMLMediaElement' | 'AudioContext'): void {
  if ('setSinkId' in (globalThis[player]?.prototype ?? {})) return;
  throw new CallError('unsupported-browser', { message: 'setDevices: this browser has one audio output' });
}

/** Ids of the outputs that are there. Browsers name none before the microphone was allowed. */
async function outputs(): Promise<ReadonlySet<string>> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return new Set([DEFAULT, ...devices.filter(({ kind }) => kind === 'audiooutput').map(({ deviceId }) => deviceId)]);
}
