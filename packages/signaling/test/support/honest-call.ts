import assert from 'node:assert/strict';

import type { Notice } from '../../src/protocol/index.ts';
import { type Client, connectAs } from './client.ts';
import { candidate, envelope } from './signals.ts';
import type { TokenOf } from './tokens.ts';

/** Ann and Ben, who talk and signal to each other whatever others do to their server. */
export class HonestCall {
  readonly #ann: Client;
  readonly #ben: Client;
  readonly #callId: string;
  readonly #milliseconds: number[] = [];
  #sent = 0;

  private constructor(ann: Client, ben: Client, callId: string) {
    this.#ann = ann;
    this.#ben = ben;
    this.#callId = callId;
  }

  static async begin(url: string, tokenOf?: TokenOf): Promise<HonestCall> {
    const [ann, ben] = [await connectAs(url, 'ann', tokenOf), await connectAs(url, 'ben', tokenOf)];
    const { call } = await ann.invite('ben');
    await ben.notice('call:ring');
    await ben.granted('call:accept', { callId: call.id });
    return new HonestCall(ann, ben, call.id);
  }

  get callId(): string {
    return this.#callId;
  }

  /** Sends one signal, and waits until it has arrived. */
  async relay(): Promise<void> {
    const sequence = this.#sent++;
    const sentAt = performance.now();
    const granted = this.#ann.granted('call:signal', envelope(this.#callId, 'ben', candidate, sequence));
    const arrived = this.#ben.notice('call:signal', (signal) => this.#isOurs(signal) && signal.sequence === sequence);
    await Promise.all([granted, arrived]);
    this.#milliseconds.push(performance.now() - sentAt);
  }

  /** How many signals there were. */
  get count(): number {
    return this.#milliseconds.length;
  }

  /** How long it took from one to the other, and back, at most in 99 of 100 cases. */
  get p99(): number {
    const sorted = this.#milliseconds.toSorted((one, other) => one - other);
    return sorted[Math.floor(0.99 * sorted.length)] ?? 0;
  }

  /** Checks that every signal has come once, in order, that nobody lost the other meanwhile, and hangs up. */
  async end(): Promise<void> {
    const signals = this.#ben.noticesOf('call:signal').filter((signal) => this.#isOurs(signal));
    assert.deepEqual(
      signals.map(({ sequence }) => sequence),
      [...Array(this.#sent).keys()],
    );
    await this.#ann.granted('call:leave', { callId: this.#callId, reason: 'hung-up' });
    const { call } = await this.#ben.notice(
      'call:changed',
      (changed) => changed.call.phase === 'ended' && this.#is(changed),
    );
    assert.deepEqual(call.ended, { reason: 'hung-up', by: 'ann' });
    const changes = this.#ben.noticesOf('call:changed').filter((changed) => this.#is(changed));
    assert.ok(changes.every((changed) => changed.call.participants.every(({ standing }) => standing !== 'away')));
    for (const { socket } of [this.#ann, this.#ben]) socket.disconnect();
  }

  #isOurs({ callId, from }: Notice<'call:signal'>): boolean {
    return callId === this.#callId && from === 'ann';
  }

  #is({ call }: Notice<'call:changed'>): boolean {
    return call.id === this.#callId;
  }
}
