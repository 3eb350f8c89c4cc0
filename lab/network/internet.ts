import type { Closing } from '../closing.ts';
import { GATEWAY, PEOPLE, PLACES, type PersonName, SERVER, TURN_SERVER } from './addresses.ts';
import { namePrefix, removeLeftovers } from './leftovers.ts';
import { Lines } from './lines.ts';
import { Namespace } from './namespace.ts';
import { type Nat, Site } from './site.ts';

export type Nats = Readonly<Record<PersonName, Nat>>;

/**
 * Six namespaces: a router in the middle, `wan`, with one line to the servers and one to each site's router, behind which
 * the client is. Lines are named after whom they lead to.
 *
 *     ann's client ─ ann's router ─┐
 *                                  wan ─ server
 *     ben's client ─ ben's router ─┘
 */
export class Internet {
  readonly wan: Namespace;
  readonly server: Namespace;
  readonly sites: Readonly<Record<PersonName, Site>>;
  readonly lines: Lines;

  private constructor({ wan, server, sites }: Pick<Internet, 'wan' | 'server' | 'sites'>, closing: Closing) {
    this.wan = wan;
    this.server = server;
    this.sites = sites;
    this.lines = new Lines(wan, closing);
  }

  static async make(nats: Nats, closing: Closing): Promise<Internet> {
    await removeLeftovers();
    const prefix = namePrefix();
    const make = (name: string): Promise<Namespace> => Namespace.make(`${prefix}-${name}`, closing);
    const site = async (person: PersonName): Promise<Site> =>
      new Site(person, nats[person], await make(person), await make(`${person}-router`));
    const parts = { wan: await make('wan'), server: await make('server') };
    const internet = new Internet({ ...parts, sites: { ann: await site('ann'), ben: await site('ben') } }, closing);
    await internet.#wire();
    return internet;
  }

  async #wire(): Promise<void> {
    await this.wan.set('net.ipv4.ip_forward=1');
    await this.#connect('server', this.server);
    await this.#wireServer();
    for (const person of PEOPLE) {
      const site = this.sites[person];
      await this.#connect(person, site.router);
      await site.wire();
      const { public: addresses, publicBlock, openLan } = PLACES[person];
      await this.wan.ip(`route add ${publicBlock} dev ${person}`);
      if (site.nat === 'public')
        await this.wan.ip(`route add ${openLan.block} via ${addresses[0]} dev ${person} onlink`);
      // Names are asked for on the wire, where a capture sees it, and nobody answers: all here have addresses.
      await site.client.resolveAt(SERVER);
    }
  }

  async #connect(line: string, namespace: Namespace): Promise<void> {
    await this.wan.ip(`link add name ${line} type veth peer name wan netns ${namespace.name}`);
    await this.wan.ip(`address add ${GATEWAY}/32 dev ${line}`);
    await this.wan.ip(`link set dev ${line} up`);
  }

  async #wireServer(): Promise<void> {
    for (const address of [SERVER, TURN_SERVER]) {
      await this.server.ip(`address add ${address}/32 dev wan`);
      await this.wan.ip(`route add ${address}/32 dev server`);
    }
    await this.server.ip('link set dev wan up');
    await this.server.ip(`route add ${GATEWAY} dev wan`);
    await this.server.ip(`route add default via ${GATEWAY}`);
  }
}
