import assert from 'node:assert/strict';

import { type CallRecord, isLive, participantOf } from '../packages/signaling/src/calls/call-record.ts';
import { endReasonFor } from '../packages/signaling/src/protocol/index.ts';
import type { EndedCall } from '../packages/widget/src/call/call-state.ts';
import type { Handset } from './handset.ts';
import type { World } from './world.ts';

/** How a device told the end, beside what the record says. `final`: the device had heard the server. */
export interface Told {
  readonly handset: Handset;
  readonly ended: EndedCall;
}

/** What holds once everything is over. */
export function checkAtTheEnd(world: World): void {
  for (const record of world.server.records) assert.ok(!isLive(record), `call ${record.id} never ended`);
  for (const { name, state, hasMedia, clock, unsettledStarts } of world.handsets) {
    assert.equal(state.call.phase, 'idle', `${name} is free again`);
    assert.deepEqual([state.waiting, state.closing], [[], []], `nothing waits at ${name}`);
    assert.equal(hasMedia, false, `${name} has let go of its devices`);
    assert.equal(clock.pending, 0, `no timer runs on ${name}`);
    assert.equal(unsettledStarts, 0, `${name} has settled what it promised to whoever called`);
  }
  assert.deepEqual(world.air.open, [], 'no link is open');
  assert.ok(world.clock.pending <= world.server.records.length, 'no timer runs but those that forget the calls');
  for (const handset of world.handsets) tellsEachCallOnce(handset);
  oneDeviceWins(world);
}

/** Whichever device answered first is the one, for good. */
function oneDeviceWins({ server }: World): void {
  const winners = new Map<string, string>();
  for (const { id, participants } of server.history)
    for (const { person, deviceId } of participants) {
      if (deviceId === null) continue;
      const key = `${id} ${person.userId}`;
      const winner = winners.get(key) ?? deviceId;
      if (deviceId !== winner) assert.fail(`${deviceId} took over ${key} from ${winner}`);
      winners.set(key, deviceId);
    }
}

function tellsEachCallOnce({ events, name }: Handset): void {
  const ids = (type: 'call-started' | 'call-ended'): string[] =>
    events.flatMap((event) => (event.type === type ? [event.detail.call.id] : []));
  assert.deepEqual(ids('call-started').sort(), ids('call-ended').sort(), `${name} told one end for each beginning`);
}

/** Both sides tell what is in the record. Whoever could not hear the server told what they saw, and is not counted. */
export function checkAgreement(world: World, told: readonly Told[]): number {
  // Of a call that a server has forgotten there is no one record.
  const known = told.filter(({ ended }) => !world.server.forgotten.has(ended.call.id));
  const [heard, guessed] = [known.filter(({ ended }) => ended.final), known.filter(({ ended }) => !ended.final)];
  for (const { handset, ended } of heard) {
    const record = world.server.records.find(({ id }) => id === ended.call.id);
    assert.ok(record?.ended, `${handset.name} told the end of a call that is on`);
    assert.ok(mayTell(handset, ended, record), `${handset.name} said ${ended.reason}: ${JSON.stringify(record.ended)}`);
  }
  for (const { handset, ended } of guessed)
    assert.ok(mayGuess(handset, ended), `${handset.name} said ${ended.reason}, which nobody did there`);
  if (world.isGentle) assert.deepEqual(guessed.map(inWords), [], 'every device has heard how it ended');
  return heard.length;
}

function inWords({ handset, ended }: Told): string {
  return `${handset.name} guessed ${ended.reason}`;
}

function mayTell({ userId, name }: Handset, { reason }: EndedCall, record: CallRecord): boolean {
  const deviceId = participantOf(record, userId)?.deviceId;
  const elsewhere = typeof deviceId === 'string' && deviceId !== name;
  if (reason === 'answered-elsewhere') return elsewhere;
  if (elsewhere) return false;
  const recorded = endReasonFor(userId, record.ended ?? { reason: 'failed', by: null });
  if (reason === 'declined-elsewhere') return recorded === 'declined' && record.ended?.by === userId;
  return reason === recorded;
}

/** What only a user can do is told of them only where they did it. To whoever is called, `canceled` is the caller's doing. */
function mayGuess({ user, userId }: Handset, { reason, call }: EndedCall): boolean {
  if (reason === 'declined') return user.declined.has(call.id);
  if (reason !== 'hung-up' && (reason !== 'canceled' || call.callerId !== userId)) return true;
  return user.left.has(call.id) || user.gaveUpOn.has(call.callerId);
}
