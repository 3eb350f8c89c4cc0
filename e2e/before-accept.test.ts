import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { meet, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { Wire } from './support/wire.ts';

/** What only a peer connection writes: descriptions (RFC 8866), their parts and candidates (RFC 8839). */
const WRITTEN_BY_A_CONNECTION = /"sdp"|"answer"|"candidate|ice-ufrag|ice-pwd|fingerprint:|candidate:/;

/** The peer connection of a page that has one, seen from outside. */
async function lookAtConnection(person: Person) {
  return person.page.evaluate(async () => {
    const connection = window.probe.connections.at(-1)!;
    const stats = [...(await connection.getStats()).values()] as { type: string }[];
    return {
      signaling: connection.signalingState,
      gathering: connection.iceGatheringState,
      localDescription: connection.localDescription?.type ?? null,
      localCandidates: stats.filter(({ type }) => type === 'local-candidate').length,
      sentTracks: connection.getSenders().filter(({ track }) => track).length,
      connections: window.probe.connections.length,
      deviceRequests: window.probe.requests.length,
      tracks: window.probe.tracks.length,
    };
  });
}

/** Resolves with all candidates of a page, each up to its type: a description and an event differ in what follows. */
async function gathered(person: Person): Promise<readonly string[]> {
  await person.page.waitForFunction(() => window.probe.connections.at(-1)?.iceGatheringState === 'complete');
  const sdp = await person.page.evaluate(() => window.probe.connections.at(-1)!.localDescription!.sdp);
  return [...sdp.matchAll(/^a=(candidate:.*) typ /gm)].map(([, candidate]) => candidate!);
}

/** Resolves when the offer is parsed and every candidate of the caller has come to the callee's page. */
async function offerArrived(caller: Person, callee: Person, wire: Wire): Promise<void> {
  await callee.page.waitForFunction(() => window.probe.connections.at(-1)?.remoteDescription);
  const candidates = await gathered(caller);
  assert.notEqual(candidates.length, 0);
  await wire.until(({ received }) =>
    candidates.every((candidate) => received.some((frame) => frame.includes(candidate))),
  );
}

describe('before accept', () => {
  const place = useDemo();

  it('the wire, recorded, contains nothing written by the callee’s peer connection', { timeout: 60_000 }, async () => {
    const { ann, ben } = await meet(place);
    const wire = new Wire(ben.page);
    // Frames are seen only of sockets that open from now on.
    await ben.page.reload();
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await ann.button('Video call').click();
    const accept = ben.incoming.getByRole('button', { name: 'Accept' });
    await accept.waitFor();
    await ann.text('Ringing…').waitFor();
    await offerArrived(ann, ben, wire);

    // That it rings was said, so the record is one of this call.
    assert.ok(wire.sentEvents.includes('call:ringing'), wire.sentEvents.join());
    assert.ok(!wire.sentEvents.includes('call:signal'), wire.sentEvents.join());
    assert.deepEqual(
      wire.sent.filter((frame) => WRITTEN_BY_A_CONNECTION.test(frame)),
      [],
    );
    assert.deepEqual(await lookAtConnection(ben), {
      signaling: 'have-remote-offer',
      gathering: 'new',
      localDescription: null,
      localCandidates: 0,
      sentTracks: 0,
      connections: 1,
      deviceRequests: 0,
      tracks: 0,
    });

    await accept.click();
    await wire.until(({ sent }) => sent.some((frame) => frame.includes('"answer"') && frame.includes('ice-ufrag')));
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 5 }), ben.receives({ frames: 5 })]);
    const talking = await lookAtConnection(ben);
    assert.deepEqual([talking.signaling, talking.localDescription], ['stable', 'answer']);
    assert.deepEqual([talking.connections, talking.deviceRequests, talking.sentTracks], [1, 1, 2]);
    assert.notEqual(talking.localCandidates, 0);
  });
});
