import type { HoldPort } from '../../src/call/ports.ts';

/** Notes whether the others are on hold. */
export class FakeHold implements HoldPort {
  isOn = false;

  begin(): void {
    this.isOn = true;
  }

  end(): void {
    this.isOn = false;
  }
}
