import assert from 'node:assert/strict';

import {
  type CallRecord,
  isAsked,
  isLive,
  type Participant,
  participantOf,
} from '../packages/signaling/src/calls/call-record.ts';
import type { CallState, InCall } from '../packages/widget/src/call/call-state.ts';
import type { Deed } from './deeds.ts';
import { ringing } from './deeds.ts';
import type { Handset } from './handset.ts';
import type { World } from './world.ts';

/** What holds at every moment. */
export function checkAlways(world: World): void {
  for (const handset of world.handsets) {
    revealsNothingBeforeAccept(handset);
    ringsInTime(world, handset);
    if (world.isOrderly) needsNoSecondAttempt(handset);
  }
  nobodyIsInTwoCalls(world);
  if (world.nothingIsOnItsWay()) {
    oneDeviceTalks(world);
    if (world.isGentle) nothingRingsOn(world);
  }
  if (world.isOrderly) nothingFails(world);
}

/** Nothing is opened for a call that only rings or waits, and nothing written by the peer connection leaves. */
function revealsNothingBeforeAccept({ deeds, name, user }: Handset): void {
  const accepts = deeds.filter(({ type }) => type === 'accept').length;
  // A request may be repeated once.
  assert.ok(accepts <= 2 * user.accepts, `${name} accepted by itself`);
  for (const deed of deeds) {
    if (mayDo(deed)) continue;
    assert.fail(
      `${name}: ${deed.type} while ${deed.phase}${deed.meant ? '' : ', for a call that its user did not mean'}`,
    );
  }
}

function mayDo({ type, phase, meant }: Deed): boolean {
  if (phase === 'incoming' || phase === 'idle') return type === 'accept' && phase === 'idle' && meant;
  // Whoever calls is asked for the devices before there is a call.
  return meant || (type === 'open-media' && phase === 'outgoing');
}

/** Nothing rings longer than the server said, and than the first ring was late. */
function ringsInTime({ clock }: World, { name, state, ringsUntil }: Handset): void {
  for (const { id } of ringing(state)) {
    const until = ringsUntil.get(id);
    assert.ok(until !== undefined, `${name} rings by itself`);
    assert.ok(clock.now() < until, `${name} rings too late`);
  }
}

/** Where nothing is lost, the first attempt at a link is enough. */
function needsNoSecondAttempt({ name, state }: Handset): void {
  const { call } = state;
  if (call.phase === 'idle') return;
  for (const { attempt, userId } of call.peers)
    assert.ok(attempt <= 1, `${name} needs attempt ${attempt} for the link to ${userId}`);
}

function nothingFails({ server }: World): void {
  for (const { ended } of server.records)
    assert.ok(ended?.reason !== 'failed' && ended?.reason !== 'connection-lost', `a call ended: ${ended?.reason}`);
}

function nobodyIsInTwoCalls({ server, users }: World): void {
  const live = server.records.filter(isLive);
  for (const userId of users) {
    const joined = live.filter((record) => participantOf(record, userId)?.standing === 'joined');
    assert.ok(joined.length <= 1, `${userId} is in ${joined.length} calls`);
  }
}

/**
 * Once everything has arrived, at most one device of each user is in a call. Where messages are lost, a device may not
 * have heard that it is out of it, and only those count that the server has in the call, too.
 */
function oneDeviceTalks({ handsets, server, users, isGentle }: World): void {
  for (const userId of users) {
    const talking = handsets.filter((handset) => {
      const { call } = handset.state;
      if (handset.userId !== userId || !isInCall(call)) return false;
      return (
        isGentle ||
        hasJoined(
          server.records.find(({ id }) => id === call.call.id),
          handset,
        )
      );
    });
    assert.ok(talking.length <= 1, `${talking.map(({ name }) => name).join(' and ')} are in a call at once`);
  }
}

/** Once everybody has heard everything, only that rings which the server lets ring. */
function nothingRingsOn({ handsets, server }: World): void {
  for (const { name, userId, state } of handsets)
    for (const { id } of ringing(state)) {
      const record = server.records.find((candidate) => candidate.id === id);
      const own = record && participantOf(record, userId);
      assert.ok(own && isLive(record) && isAsked(own), `${name} rings on`);
    }
}

function isInCall(call: CallState): call is InCall {
  return call.phase === 'connecting' || call.phase === 'active' || call.phase === 'reconnecting';
}

function hasJoined(record: CallRecord | undefined, { userId, name }: Handset): boolean {
  if (!record || !isLive(record)) return false;
  const own = participantOf(record, userId);
  return own?.standing === 'joined' && own.deviceId === name;
}

/** What holds once it is calm: whoever answered talks, over a link that is up, and nobody else does anything. */
export function checkTheCalm({ server, handsets }: World): void {
  const live = server.records.filter(isLive);
  for (const record of live) {
    assert.ok(record.answeredAt !== null, 'nothing rings for ever');
    // Whoever left while they were cut off has the grace period to be given up.
    const hasGone = ({ person, standing }: Participant): boolean =>
      standing === 'away' && !handsets.some((handset) => handset.userId === person.userId && isOn(record, handset));
    if (!record.participants.some(hasGone)) isConnected(record, handsets);
  }
  for (const { name, state } of handsets) {
    const { call, waiting, closing } = state;
    const isOn = call.phase !== 'idle' && live.some(({ id }) => id === call.call?.id);
    assert.ok(isOn || call.phase === 'idle', `${name} is ${call.phase} in no call`);
    assert.ok(waiting.length === 0 && closing.length === 0, `nothing waits at ${name}`);
  }
}

function isOn({ id }: CallRecord, { state: { call } }: Handset): boolean {
  return call.phase !== 'idle' && call.call?.id === id;
}

/** Exactly one device of each participant is in it, and linked to the other's. */
function isConnected({ id, participants }: CallRecord, handsets: readonly Handset[]): void {
  const inIt = handsets.filter(({ state }) => state.call.phase !== 'idle' && state.call.call?.id === id);
  for (const { person } of participants) {
    const own = inIt.filter(({ userId }) => userId === person.userId);
    assert.equal(own.length, 1, `${own.length} devices of ${person.userId} are in an answered call`);
    const { name, state } = own[0]!;
    assert.equal(state.call.phase, 'active', `${name} never connected`);
    const others = inIt.filter(({ userId }) => userId !== person.userId);
    for (const other of others) isLinked(own[0]!, other);
  }
}

function isLinked(one: Handset, other: Handset): void {
  const { call } = one.state;
  const peer = call.phase === 'idle' ? undefined : call.peers.find(({ userId }) => userId === other.userId);
  assert.equal(peer?.link, 'connected', `${one.name} takes its link to ${other.name} for up`);
  assert.ok(one.hasLinkTo(other), `${one.name} is linked to ${other.name}`);
}
