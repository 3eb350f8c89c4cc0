import assert from 'node:assert/strict';

import { type CallRecord, isLive, participantOf } from '../packages/signaling/src/calls/call-record.ts';
import { endReasonFor } from '../packages/signaling/src/protocol/index.ts';
import type { EndedCall } from '../packages/widget/src/call/call-state.ts';
import { shownWaiting } from '../packages/widget/src/call/waiting.ts';
import type { Handset } from './handset.ts';
import type { World } from './world.ts';

/** What holds at every moment. */
export function checkAlways(world: World): void {
  for (const handset of world.handsets) {
    revealsNothingBeforeAccept(world, handset);
    ringsInTime(world, handset);
  }
  nobodyIsInTwoCalls(world);
  oneDeviceWins(world);
}

/** What holds once everything is over. */
export function checkAtTheEnd(world: World): void {
  for (const record of world.server.records) assert.ok(!isLive(record), `call ${record.id} never ended`);
  for (const { name, state, hasMedia } of world.handsets) {
    assert.equal(state.call.phase, 'idle', `${name} is free again`);
    assert.deepEqual([state.waiting, state.closing], [[], []], `nothing waits at ${name}`);
    assert.equal(hasMedia, false, `${name} has let go of its devices`);
  }
  assert.deepEqual(world.air.open, [], 'no link is open');
  assert.ok(world.clock.pending <= world.server.records.length, 'no timer runs but those that forget the calls');
  for (const handset of world.handsets) tellsEachCallOnce(handset);
}

/** No device is opened, and nothing written by the peer connection leaves, for a call that only rings. */
function revealsNothingBeforeAccept(world: World, handset: Handset): void {
  const { deeds, name } = handset;
  for (const { type, phase } of deeds)
    assert.ok(phase !== 'incoming' && (phase !== 'idle' || type !== 'open-media'), `${name}: ${type} while ${phase}`);
  const accepts = deeds.filter(({ type }) => type === 'accept').length;
  const said = world.accepted.get(handset) ?? 0;
  // A request may be repeated once.
  assert.ok(accepts <= 2 * said, `${name} accepted by itself`);
}

/** Nothing rings longer than the server said when it rang, counted from the arrival. */
function ringsInTime({ clock }: World, { name, state, rungUntil }: Handset): void {
  const ringing = state.call.phase === 'incoming' ? state.call.call : shownWaiting(state)?.ring.call;
  if (!ringing) return;
  const until = rungUntil.get(ringing.id);
  assert.ok(until !== undefined && clock.now() < until, `${name} rings too late`);
}

function nobodyIsInTwoCalls({ server, handsets }: World): void {
  const live = server.records.filter(isLive);
  for (const userId of new Set(handsets.map((handset) => handset.userId))) {
    const joined = live.filter((record) => participantOf(record, userId)?.standing === 'joined');
    assert.ok(joined.length <= 1, `${userId} is in ${joined.length} calls`);
  }
}

/** Whichever device answered first is the one, for good. */
function oneDeviceWins({ server }: World): void {
  const winners = new Map<string, string>();
  for (const { id, participants } of server.history)
    for (const { person, deviceId } of participants) {
      if (deviceId === null) continue;
      const key = `${id} ${person.userId}`;
      assert.equal(deviceId, winners.get(key) ?? deviceId, `another device took over ${key}`);
      winners.set(key, deviceId);
    }
}

function tellsEachCallOnce({ events, name }: Handset): void {
  const ids = (type: 'call-started' | 'call-ended'): string[] =>
    events.flatMap((event) => (event.type === type ? [event.detail.call.id] : []));
  assert.deepEqual(ids('call-started').sort(), ids('call-ended').sort(), `${name} told one end for each beginning`);
}

/** How a device told the end, beside what the record says. `final`: the device had heard the server. */
export interface Told {
  readonly handset: Handset;
  readonly ended: EndedCall;
}

/** Both sides tell what is in the record. Whoever could not hear the server told what they saw, and is not counted. */
export function checkAgreement(world: World, told: readonly Told[]): number {
  const heard = told.filter(({ ended }) => ended.final);
  for (const { handset, ended } of heard) {
    const record = world.server.records.find(({ id }) => id === ended.call.id);
    assert.ok(record?.ended, `${handset.name} told the end of a call that is on`);
    assert.ok(mayTell(handset, ended, record), `${handset.name} said ${ended.reason}: ${JSON.stringify(record.ended)}`);
  }
  return heard.length;
}

export function checkThatAllHeard(told: readonly Told[]): void {
  const guessed = told.filter(({ ended }) => !ended.final);
  assert.deepEqual(
    guessed.map(({ handset, ended }) => `${handset.name} guessed ${ended.reason}`),
    [],
  );
}

function mayTell({ userId, name }: Handset, { reason }: EndedCall, record: CallRecord): boolean {
  const deviceId = participantOf(record, userId)?.deviceId;
  const elsewhere = typeof deviceId === 'string' && deviceId !== name;
  if (reason === 'answered-elsewhere') return elsewhere;
  const recorded = endReasonFor(userId, record.ended ?? { reason: 'failed', by: null });
  if (reason === 'declined-elsewhere') return recorded === 'declined' && record.ended?.by === userId;
  return reason === recorded;
}
