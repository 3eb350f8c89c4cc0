import type { Clock } from '../clock.ts';
import type { CallGrant, IceServer, Refusal, Reply, RequestGrant, RequestPayload } from '../protocol/index.ts';
import { grant } from '../refuse.ts';
import { type CallRecord, isLive, isRinging, participantOf, viewOf } from './call-record.ts';
import type { CallRegistry, StoredChange } from './call-registry.ts';
import type { Deadline, Deadlines } from './deadlines.ts';
import { type CallAct, type Decision, decide } from './decide.ts';
import {
  type Callee,
  decideDecline,
  decideInvite,
  decideJoin,
  decideReturn,
  decideWithdrawal,
  displacedBy,
} from './decide-among.ts';
import type { Device } from './device.ts';
import { throwAway } from './mailbox.ts';
import { Settlement, type SettlementParts } from './settlement.ts';

/** For how many grace periods after its start a server believes that it has forgotten a call: later it has forgotten none. */
const CLAIMED_GRACES = 2;

export interface SwitchboardParts extends SettlementParts {
  readonly registry: CallRegistry;
  readonly deadlines: (onDue: (deadline: Deadline) => void) => Deadlines;
  readonly clock: Clock;
  readonly ringTimeoutMs: number;
  readonly iceServersFor: (userId: string) => readonly IceServer[];
  /** For how many seconds they may be used; null: for ever. */
  readonly iceSeconds: number | null;
  readonly isConnected: (device: Device) => boolean;
  readonly calleeFor: (callerId: string, userId: string) => Promise<Callee>;
}

type Invitation = RequestPayload<'call:invite'>;
type CallAnswer = RequestGrant<'call:leave'>;
type ActOfCall = Exclude<CallAct, { type: 'accept' | 'decline' }>;

/** Has acts decided, stores what was decided, and has it settled. */
export class Switchboard {
  readonly #parts: SwitchboardParts;
  readonly #deadlines: Deadlines;
  readonly #settlement: Settlement;
  readonly #claimsUntil: number;

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
    this.#claimsUntil = parts.clock.now() + CLAIMED_GRACES * parts.graceMs;
    this.#deadlines = parts.deadlines((deadline) => void this.#reach(deadline));
    this.#settlement = new Settlement(parts, this.#deadlines);
  }

  async invite(device: Device, invitation: Invitation): Promise<Reply<CallGrant>> {
    const { clock, calleeFor, ringTimeoutMs } = this.#parts;
    const { userId } = device.person;
    const callees = await Promise.all(invitation.to.map((callee) => calleeFor(userId, callee)));
    const now = clock.now();
    const made = { callId: crypto.randomUUID(), now, ringsUntil: now + ringTimeoutMs };
    const invite = { ...invitation, ...made, caller: device.person, deviceId: device.deviceId, callees };
    return this.#joined(device, [userId, ...invitation.to], (known) => decideInvite(known, invite));
  }

  async accept(device: Device, callId: string): Promise<Reply<CallGrant>> {
    const { clock } = this.#parts;
    const act = { type: 'accept', userId: device.person.userId, deviceId: device.deviceId } as const;
    return this.#joined(device, [act.userId], (known) => decideJoin(known, callId, act, clock.now()));
  }

  /** Says how the call stands. Whoever was in it gets their place back, and then what was signaled and not received: `deliverMail`. */
  async resume(device: Device, { callId, claim }: RequestPayload<'call:resume'>): Promise<Reply<CallGrant>> {
    const { clock } = this.#parts;
    const { person, deviceId } = device;
    const act = { type: 'device-returned', userId: person.userId, deviceId, person, claim } as const;
    const decideOn = clock.now() < this.#claimsUntil ? decideReturn : decideJoin;
    return this.#joined(device, [act.userId], (known) => decideOn(known, callId, act, clock.now()));
  }

  /** The page of the device goes away. */
  async leavePage({ person: { userId }, deviceId }: Device, callId: string): Promise<Reply<object>> {
    const change = await this.#act(callId, { type: 'device-leaving', userId, deviceId });
    return change.ok ? grant({}) : change;
  }

  /** What was signaled in this call while the device was away. After the grant: only then does it know what to make of it. */
  async deliverMail({ person: { userId }, deviceId }: Device, callId: string): Promise<void> {
    const { mailbox, announcer } = this.#parts;
    for (const notice of await mailbox.read(callId, userId))
      announcer.signalDevice(notice, userId, deviceId, throwAway(mailbox, userId, notice));
  }

  async decline(device: Device, callId: string, message?: string): Promise<Reply<CallAnswer>> {
    const { clock, registry } = this.#parts;
    const { userId } = device.person;
    const act = { type: 'decline', userId, message } as const;
    const decided = registry.decideAmong([userId], (known) => decideDecline(known, callId, act, clock.now()));
    return this.#answered(device, await this.#settlement.settle(await decided));
  }

  async cancel(device: Device, callId: string): Promise<Reply<CallAnswer>> {
    const act = { type: 'cancel', userId: device.person.userId, deviceId: device.deviceId } as const;
    return this.#answered(device, await this.#act(callId, act));
  }

  /** An invite that never came is no call to leave. */
  async withdraw({ person: { userId }, deviceId }: Device, requestId: string): Promise<Reply<object>> {
    const { clock, registry } = this.#parts;
    const made = { userId, deviceId, requestId };
    await this.#settlement.settle(
      await registry.decideAmong([userId], (known) => decideWithdrawal(known, made, clock.now())),
    );
    return grant({});
  }

  async leave(device: Device, { callId, ...how }: RequestPayload<'call:leave'>): Promise<Reply<CallAnswer>> {
    const act = { type: 'leave', userId: device.person.userId, deviceId: device.deviceId, ...how } as const;
    return this.#answered(device, await this.#act(callId, act));
  }

  async showRinging({ person: { userId } }: Device, callId: string): Promise<Reply<object>> {
    const change = await this.#act(callId, { type: 'ringing-shown', userId });
    return change.ok ? grant({}) : change;
  }

  /** Rings a newly connected device whose user is being rung, and tells it what the caller has signaled since. */
  async greet({ person: { userId }, deviceId }: Device): Promise<void> {
    const { registry, mailbox, announcer, clock } = this.#parts;
    const ringing = (await registry.callsOf(userId)).filter((record) => isRinging(record, userId, clock.now()));
    for (const record of ringing) {
      announcer.ringDevice(record, userId, deviceId);
      for (const notice of await mailbox.read(record.id, userId))
        announcer.signalDevice(notice, userId, deviceId, keepForOthers);
    }
  }

  /** Takes the user out of every call but those that are held: by the device that is in them, or, where none is yet, by any. */
  async expel(userId: string, isHeld: (deviceId: string | null) => boolean): Promise<void> {
    for (const record of (await this.#parts.registry.callsOf(userId)).filter(isLive)) {
      const deviceId = participantOf(record, userId)?.deviceId ?? null;
      if (isHeld(deviceId)) continue;
      await this.#act(record.id, { type: 'leave', userId, deviceId: deviceId ?? '', reason: 'not-permitted' });
    }
  }

  /** Notes in each of the user's calls that this device's connection is gone. */
  async deviceGone({ person: { userId }, deviceId }: Device): Promise<void> {
    const live = (await this.#parts.registry.callsOf(userId)).filter(isLive);
    for (const { id } of live) await this.#act(id, { type: 'device-dropped', userId, deviceId });
  }

  stop(): void {
    this.#deadlines.stop();
  }

  /** Ends what the user was in before, but only once the new call is theirs: nobody is in two calls, whichever device they use. */
  async #joined(
    device: Device,
    userIds: readonly string[],
    decideOn: (known: readonly CallRecord[]) => Decision,
  ): Promise<Reply<CallGrant>> {
    const { userId } = device.person;
    let displaced: readonly CallRecord[] = [];
    const change = await this.#parts.registry.decideAmong(userIds, (known) => {
      const decision = decideOn(known);
      displaced = displacedBy(known, userId, decision);
      return decision;
    });
    const settled = await this.#settlement.settle(change);
    await this.#hangUp(device, displaced);
    return this.#granted(device, settled);
  }

  /** In the name of whichever device of the user is in each of the calls; of a place that only others claim, in that of this one. */
  async #hangUp({ person: { userId }, deviceId }: Device, records: readonly CallRecord[]): Promise<void> {
    for (const record of records) {
      const own = participantOf(record, userId)?.deviceId ?? deviceId;
      await this.#act(record.id, { type: 'leave', userId, deviceId: own, reason: 'hung-up' });
    }
  }

  async #act(callId: string, act: ActOfCall): Promise<StoredChange | Refusal> {
    const { clock, registry } = this.#parts;
    return this.#settlement.settle(await registry.update(callId, (record) => decide(record, act, clock.now())));
  }

  /** What a farewell came to: of several that crossed on their way, one is in the record. */
  #answered({ person: { userId }, deviceId }: Device, change: StoredChange | Refusal): Reply<CallAnswer> {
    return change.ok ? grant({ call: viewOf(change.record, userId, deviceId) }) : change;
  }

  async #granted(device: Device, settled: StoredChange | Refusal): Promise<Reply<CallGrant>> {
    if (!settled.ok) return settled;
    // A device that went while its request was being decided has been noted as gone before it had a call.
    if (!this.#parts.isConnected(device)) await this.deviceGone(device);
    return grant(this.#grantOf(settled.record, device));
  }

  #grantOf(record: CallRecord, { person: { userId }, deviceId }: Device): CallGrant {
    const { clock, iceServersFor, iceSeconds, graceMs } = this.#parts;
    return {
      call: viewOf(record, userId, deviceId),
      iceServers: [...iceServersFor(userId)],
      iceSeconds,
      graceSeconds: graceMs / 1000,
      now: clock.now(),
    };
  }

  async #reach(deadline: Deadline): Promise<void> {
    const due = deadline.type === 'forget' ? this.#parts.registry.forget(deadline.callId) : this.#end(deadline);
    await due.catch((error: unknown) =>
      this.#parts.log.error({ callId: deadline.callId, err: error }, 'deadline failed'),
    );
  }

  async #end(deadline: Exclude<Deadline, { type: 'forget' }>): Promise<void> {
    const act = deadline.type === 'ring' ? ({ type: 'ring-deadline' } as const) : graceAct(deadline);
    await this.#act(deadline.callId, act);
  }
}

function graceAct({ userId, awaySince }: Deadline & { type: 'grace' }): ActOfCall {
  return { type: 'grace-deadline', userId, awaySince };
}

/** What came with a ring is for whichever device will answer it. */
function keepForOthers(): void {}
