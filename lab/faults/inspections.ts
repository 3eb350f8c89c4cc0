import type { Laboratory } from '../laboratory.ts';
import { GATEWAY, PEOPLE, type PersonName, SERVER, TURN_SERVER } from '../network/addresses.ts';
import { Capture, type Packet } from '../network/capture.ts';
import type { Site } from '../network/site.ts';
import type { Inspection } from './fault.ts';
import { numbers } from './numbers.ts';

const DNS_PORT = 53;

/** What the browsers look up for themselves, with no page open; nobody answers them here. */
const BROWSERS_OWN = new Set(['accounts.google.com', 'update.googleapis.com', 'firefox.settings.services.mozilla.com']);

const other = (person: PersonName): PersonName => (person === 'ann' ? 'ben' : 'ann');
const addressesOf = ({ clientAddress, publicAddress }: Site): readonly string[] => [clientAddress, publicAddress];
const say = ({ from, to, toPort, asksFor }: Packet): string =>
  asksFor
    ? `${from} looked up ${asksFor}`
    : `a packet from ${from} to ${to}${toPort === undefined ? '' : ` port ${toPort}`}`;

/** What passes between the routers: nothing may go from one person to the other. */
const relayOnly: Inspection = {
  kind: 'inspection',
  name: 'relay-only-wire',
  title: '`relay-only`, captured behind both routers and read in signaling',
  goal: 'no packet between the two, and no address of one in what the other hears',
  setting: { relayOnly: true },
  begin: async (lab) => {
    const { sites } = lab.internet;
    const captures = await lab.both((_, person) => Capture.start(sites[person].router, 'wan', lab.closing));
    return async () => {
      const packets = (await Promise.all(captures.map((capture) => capture.finish()))).flat();
      const direct = packets.filter(({ from, to }) => isBetween(lab, from, to));
      return [...mustSee(packets), ...direct.map(say), ...(await told(lab))];
    };
  },
};

function isBetween({ internet }: Laboratory, from: string, to: string): boolean {
  const [ann, ben] = PEOPLE.map((person) => addressesOf(internet.sites[person]));
  return (ann!.includes(from) && ben!.includes(to)) || (ben!.includes(from) && ann!.includes(to));
}

/** A capture without the call in it would prove nothing. */
function mustSee(packets: readonly Packet[]): string[] {
  return packets.some(({ to }) => to === TURN_SERVER) ? [] : ['nothing was captured'];
}

/** Addresses of one that the other's page was told. */
async function told({ clients, internet }: Laboratory): Promise<string[]> {
  const findings = PEOPLE.map(async (person) => {
    const heard = (await clients[person].ask('heard')).join('\n');
    const candidates = heard.match(/candidate:[^"\\]*/g) ?? [];
    const peers = addressesOf(internet.sites[other(person)]).filter((address) => names(heard, address));
    return [
      ...(candidates.length > 0 ? [] : [`${person} heard of no candidate at all`]),
      ...peers.map((address) => `${person} was told ${address}`),
      ...candidates.filter((each) => !each.includes(' typ relay')).map((each) => `${person} was told ${each}`),
    ];
  });
  return (await Promise.all(findings)).flat();
}

function names(text: string, address: string): boolean {
  return new RegExp(`(?<![\\d.])${address.replaceAll('.', '\\.')}(?![\\d.])`).test(text);
}

function looksUp({ toPort, asksFor }: Packet): boolean {
  return toPort === DNS_PORT && !(asksFor && BROWSERS_OWN.has(asksFor));
}

/** From the first request for the page on, everything that leaves or reaches the clients. */
const noThirdParties: Inspection = {
  kind: 'inspection',
  name: 'no-third-parties',
  title: 'A whole visit with a call, captured at both clients',
  goal: 'nobody but the server, TURN and the other person; no name is looked up',
  begin: async (lab) => {
    const { sites } = lab.internet;
    const captures = await lab.both((_, person) => Capture.start(sites[person].client, 'lan', lab.closing));
    return async () => {
      // A router on the way may say that there is no way.
      const known = new Set([SERVER, TURN_SERVER, GATEWAY, ...PEOPLE.flatMap((person) => addressesOf(sites[person]))]);
      const packets = (await Promise.all(captures.map((capture) => capture.finish()))).flat();
      const strange = packets.filter((packet) => !known.has(packet.from) || !known.has(packet.to) || looksUp(packet));
      return [...mustSee(packets), ...new Set(strange.map(say))];
    };
  },
};

export const inspections: readonly Inspection[] = [relayOnly, noThirdParties, numbers];
