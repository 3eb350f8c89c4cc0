import type { Internet } from '../network/internet.ts';
import type { Lines } from '../network/lines.ts';
import type { Nat } from '../network/site.ts';
import { PEOPLE, type PersonName } from '../network/addresses.ts';
import type { Connection } from './fault.ts';

const CONNECTS = { connectsWithin: 5000 };
const NATS: readonly Nat[] = ['public', 'cone', 'symmetric'];

const between = (ann: Nat, ben: Nat): Connection => ({
  kind: 'connection',
  name: `nat-${ann}-${ben}`,
  title: `NAT: Ann ${ann}, Ben ${ben}`,
  setting: { nats: { ann, ben } },
  goals: CONNECTS,
});

/** The same for both. */
const everywhere =
  (doIt: (lines: Lines, person: PersonName) => Promise<void>) =>
  async ({ lines }: Internet): Promise<void> => {
    for (const person of PEOPLE) await doIt(lines, person);
  };

export const connections: readonly Connection[] = [
  ...NATS.flatMap((ann) => NATS.map((ben) => between(ann, ben))),
  {
    kind: 'connection',
    name: 'turn-only',
    title: 'Only relayed connections (`relay-only`)',
    setting: { relayOnly: true },
    goals: { ...CONNECTS, relayBy: 'udp' },
  },
  {
    kind: 'connection',
    name: 'udp-blocked',
    title: 'UDP is blocked: TURN over TCP',
    setting: { conditions: everywhere((lines, person) => lines.blockUdp(person)) },
    goals: { ...CONNECTS, relayBy: 'tcp' },
  },
  {
    kind: 'connection',
    name: 'https-only',
    title: 'Everything but TCP port 443 is blocked: TURN over TLS',
    setting: { conditions: everywhere((lines, person) => lines.allowOnlyHttps(person)) },
    onlyChromium: 'Firefox does not take a TURN server that has signed its certificate itself',
    goals: { ...CONNECTS, relayBy: 'tls' },
  },
];
