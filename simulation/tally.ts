import { isLive, participantOf } from '../packages/signaling/src/calls/call-record.ts';
import { shownWaiting } from '../packages/widget/src/call/waiting.ts';
import type { World } from './world.ts';

/** What came up in the stories that were played: laws about what never happens hold for nothing. */
export interface Tally {
  stories: number;
  calls: number;
  answered: number;
  /** Ends that a device told, and those among them that it had from the server. */
  ends: number;
  heard: number;
  /** Stories in which two talked before it calmed down, both devices seeing and hearing the other. */
  talked: number;
  /** Stories in which a second call rang at somebody who talked. */
  waited: number;
  /** Stories in which a second call was answered while the first was on, and was talked in. */
  switched: number;
  /** Stories in which two called each other and met in one call. */
  crossed: number;
}

export const EMPTY_TALLY: Readonly<Tally> = {
  ...{ stories: 0, calls: 0, answered: 0, ends: 0, heard: 0 },
  ...{ talked: 0, waited: 0, switched: 0, crossed: 0 },
};

/** What came up in one story. */
export class Sights {
  #talked = false;
  #waited = false;
  #switched = false;

  see(world: World): void {
    this.#waited ||= world.handsets.some(({ state }) => state.call.phase === 'active' && shownWaiting(state) !== null);
    this.#talked ||= talkingCalls(world).length > 0;
    this.#switched ||= talkingCalls(world).some((id) => world.handsets.some(({ user }) => user.switchedTo.has(id)));
  }

  addTo(tally: Tally, { server }: World): void {
    const { records } = server;
    tally.stories += 1;
    tally.calls += records.length;
    tally.answered += records.filter(({ answeredAt }) => answeredAt !== null).length;
    tally.talked += Number(this.#talked);
    tally.waited += Number(this.#waited);
    tally.switched += Number(this.#switched);
    const met = records.some(({ participants }) => participants.every(({ requestId }) => requestId !== null));
    tally.crossed += Number(met);
  }
}

/** The calls in which both devices that answered are active. */
function talkingCalls({ server, handsets }: World): readonly string[] {
  const active = handsets.filter(({ state }) => state.call.phase === 'active');
  if (active.length < 2) return [];
  const talking = server.records.filter(
    (record) =>
      isLive(record) &&
      record.participants.every(({ person }) =>
        active.some(
          ({ name, userId, state }) =>
            userId === person.userId &&
            name === participantOf(record, userId)?.deviceId &&
            state.call.phase === 'active' &&
            state.call.call.id === record.id,
        ),
      ),
  );
  return talking.map(({ id }) => id);
}
