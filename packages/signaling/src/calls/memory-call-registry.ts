import type { Refusal } from '../protocol/index.ts';
import { refuseUnknownCall } from '../refuse.ts';
import type { CallRecord } from './call-record.ts';
import type { CallRegistry, StoredChange } from './call-registry.ts';
import type { Decision } from './decide.ts';

/** Keeps the calls of one process. Atomic because nothing in here waits between reading and storing. */
export class MemoryCallRegistry implements CallRegistry {
  readonly #records = new Map<string, CallRecord>();
  readonly #callIdsOfUser = new Map<string, Set<string>>();

  async get(callId: string): Promise<CallRecord | undefined> {
    return this.#records.get(callId);
  }

  async callsOf(userId: string): Promise<readonly CallRecord[]> {
    return this.#known([userId]);
  }

  async update(callId: string, decideOn: (record: CallRecord) => Decision): Promise<StoredChange | Refusal> {
    const record = this.#records.get(callId);
    return record === undefined ? refuseUnknownCall() : this.#store(decideOn(record));
  }

  async decideAmong(
    userIds: readonly string[],
    decideOn: (known: readonly CallRecord[]) => Decision,
  ): Promise<StoredChange | Refusal> {
    const known = this.#known(userIds);
    const decision = decideOn(known);
    const taken = decision.ok && this.#records.get(decision.record.id);
    return taken && !known.includes(taken) ? refuseUnknownCall() : this.#store(decision);
  }

  async forget(callId: string): Promise<void> {
    const record = this.#records.get(callId);
    this.#records.delete(callId);
    for (const { person } of record?.participants ?? []) this.#unindex(person.userId, callId);
  }

  #known(userIds: readonly string[]): readonly CallRecord[] {
    const callIds = new Set(userIds.flatMap((userId) => [...(this.#callIdsOfUser.get(userId) ?? [])]));
    return [...callIds].flatMap((callId) => this.#records.get(callId) ?? []);
  }

  #store(decision: Decision): StoredChange | Refusal {
    if (!decision.ok) return decision;
    const { record } = decision;
    const before = this.#records.get(record.id);
    this.#records.set(record.id, record);
    if (before === undefined) for (const { person } of record.participants) this.#index(person.userId, record.id);
    return { ok: true, before, record };
  }

  #index(userId: string, callId: string): void {
    const callIds = this.#callIdsOfUser.get(userId) ?? new Set();
    this.#callIdsOfUser.set(userId, callIds.add(callId));
  }

  #unindex(userId: string, callId: string): void {
    const callIds = this.#callIdsOfUser.get(userId);
    callIds?.delete(callId);
    if (callIds?.size === 0) this.#callIdsOfUser.delete(userId);
  }
}
