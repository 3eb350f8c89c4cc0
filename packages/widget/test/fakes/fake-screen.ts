import { CallError } from '../../src/call/call-error.ts';
import type { ScreenPort } from '../../src/call/ports.ts';

/** A picker that stays open until a test chooses. */
export class FakeScreen implements ScreenPort {
  screenEnded: () => void = () => undefined;
  asked = 0;
  closed = 0;
  #picker: PromiseWithResolvers<{ sound: boolean }> | null = null;

  open(): Promise<{ sound: boolean }> {
    this.asked += 1;
    this.#picker = Promise.withResolvers();
    return this.#picker.promise;
  }

  close(): void {
    this.closed += 1;
    this.fail('canceled');
  }

  choose(sound = false): void {
    this.#picker?.resolve({ sound });
  }

  fail(code: CallError['code']): void {
    this.#picker?.reject(new CallError(code, { device: 'screen' }));
  }
}
