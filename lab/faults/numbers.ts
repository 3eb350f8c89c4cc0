import type { Laboratory } from '../laboratory.ts';
import type { PersonName } from '../network/addresses.ts';
import { type Datagram, Traffic } from '../network/traffic.ts';
import { compare, type Comparison, isFar, say, type Wire } from '../numbers.ts';
import type { Inspection } from './fault.ts';

const DELAY_MILLISECONDS = 100;
const LOST = 0.1;

/** Long enough that it matters little when exactly a look was; and for some thousand packets. */
const WATCHED_MILLISECONDS = 45_000;
/** Of a call's first seconds nothing is known yet. */
const STEADY_MILLISECONDS = 8_000;

/** Each side's numbers, beside what was captured at both clients: behind their routers neither has the address the other sees. */
export const numbers: Inspection = {
  kind: 'inspection',
  name: 'numbers',
  title: 'The numbers of a call, on a line with a round trip of 200 ms that loses 10 % each way',
  goal: 'round trip, loss, bytes and bit rates within a tenth of those on the wire',
  setting: {
    conditions: async ({ lines }) => {
      await lines.delay('ann', { milliseconds: DELAY_MILLISECONDS, jitter: 0 });
      await lines.lose('ann', LOST);
    },
  },
  lasts: WATCHED_MILLISECONDS,
  begin: async (lab) => {
    const captures = await lab.both((_, person) =>
      Traffic.start(lab.internet.sites[person].client, 'lan', lab.closing),
    );
    return async () => {
      const [ann, ben] = await Promise.all(captures.map((capture) => capture.finish()));
      const wires = { ann: wireOf(lab, 'ann', ann!, ben!), ben: wireOf(lab, 'ben', ben!, ann!) };
      const compared = await lab.both(async (client, person) => {
        const { numbers: all } = await client.ask('testimony');
        const steady = all.filter(({ at }) => at >= all[0]!.at + STEADY_MILLISECONDS);
        return compare(steady, wires[person]).map((each) => ({ person, each }));
      });
      return verdict(compared.flat());
    };
  },
};

function verdict(compared: readonly { person: PersonName; each: Comparison }[]): readonly string[] {
  for (const { person, each } of compared) console.log(`    ${person}: ${say(each)}`);
  if (compared.length === 0) return ['nothing was told'];
  return compared.filter(({ each }) => isFar(each)).map(({ person, each }) => `${person}: ${say(each)}`);
}

/** Datagrams of the two are by far the most between any two addresses; those of a server are left out. */
function wireOf(
  { internet }: Laboratory,
  person: PersonName,
  own: readonly Datagram[],
  others: readonly Datagram[],
): Wire {
  const other: PersonName = person === 'ann' ? 'ben' : 'ann';
  const [here, there] = [internet.sites[person], internet.sites[other]];
  return {
    sentToHere: others.filter(({ to }) => to === here.publicAddress),
    reachedHere: own.filter(({ from }) => from === there.publicAddress),
    leftHere: own.filter(({ to }) => to === there.publicAddress),
    roundTripMilliseconds: 2 * DELAY_MILLISECONDS,
  };
}
