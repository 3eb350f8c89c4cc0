import { once } from 'node:events';
import { Writable } from 'node:stream';

/** One line of the log. */
export interface Line {
  readonly msg: string;
  readonly callId?: string;
  readonly [detail: string]: unknown;
}

/** Keeps all that is logged. */
export class LogLines extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
    this.emit('line');
  }

  get lines(): readonly Line[] {
    return this.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  }

  /** The first line that says this, whether it is there already or is yet to come. */
  async line(msg: string): Promise<Line> {
    for (;;) {
      const found = this.lines.find((line) => line.msg === msg);
      if (found !== undefined) return found;
      await once(this, 'line', { signal: AbortSignal.timeout(10_000) });
    }
  }
}
