import type { Lan, PersonName } from './addresses.ts';
import { GATEWAY, PLACES } from './addresses.ts';
import type { Namespace } from './namespace.ts';

/**
 * How a router maps addresses (RFC 4787): `cone` keeps one public port for each of the client's, whoever is spoken to;
 * `symmetric` takes another one for everybody; `public` maps nothing.
 */
export type Nat = 'cone' | 'symmetric' | 'public';

/** Where one client is: its own namespace, and the router's, which is all the way it has to others. */
export class Site {
  readonly person: PersonName;
  readonly nat: Nat;
  readonly client: Namespace;
  readonly router: Namespace;
  #clientAddress: string;
  #publicAddress: string;

  constructor(person: PersonName, nat: Nat, client: Namespace, router: Namespace) {
    this.person = person;
    this.nat = nat;
    this.client = client;
    this.router = router;
    this.#clientAddress = this.#lan.client[0];
    this.#publicAddress = PLACES[person].public[0];
  }

  /** What the client calls itself. */
  get clientAddress(): string {
    return this.#clientAddress;
  }

  /** What others see of it. */
  get publicAddress(): string {
    return this.nat === 'public' ? this.#clientAddress : this.#publicAddress;
  }

  get #lan(): Lan {
    const { lan, openLan } = PLACES[this.person];
    return this.nat === 'public' ? openLan : lan;
  }

  /** Ties client and router together; the router's `wan` interface is there already. */
  async wire(): Promise<void> {
    const { client, router } = this;
    await router.ip(`link add name lan type veth peer name lan netns ${client.name}`);
    await router.ip(`address add ${this.#lan.router}/25 dev lan`);
    await router.ip(`address add ${this.#publicAddress}/32 dev wan`);
    for (const link of ['lan', 'wan']) await router.ip(`link set dev ${link} up`);
    await router.ip(`route add ${GATEWAY} dev wan`);
    await router.ip(`route add default via ${GATEWAY}`);
    await router.set('net.ipv4.ip_forward=1');
    await client.ip(`address add ${this.#clientAddress}/25 dev lan`);
    await this.#comeUp();
    await this.#map();
  }

  async #map(): Promise<void> {
    if (this.nat === 'public') return;
    const random = this.nat === 'symmetric' ? '--random-fully' : '';
    await this.router.iptables(`-t nat -A POSTROUTING -o wan -j MASQUERADE ${random}`);
    // Nothing from outside that nobody inside has asked for; and no entry for it, which would take the client's port.
    for (const chain of ['INPUT', 'FORWARD'])
      await this.router.iptables(`-A ${chain} -i wan -m conntrack --ctstate NEW -j DROP`);
  }

  async #comeUp(): Promise<void> {
    await this.client.ip('link set dev lan up');
    await this.client.ip(`route replace default via ${this.#lan.router}`);
  }

  async takeInterfaceDown(): Promise<void> {
    await this.client.ip('link set dev lan down');
  }

  /** The default route went with the interface: whatever brings it up again (a DHCP client) sets that, too. */
  bringInterfaceUp(): Promise<void> {
    return this.#comeUp();
  }

  /** The client is given another address in its network, as after a lease that could not be renewed. */
  async changeClientAddress(): Promise<void> {
    const before = this.#clientAddress;
    this.#clientAddress = other(this.#lan.client, before);
    await this.client.ip(`address del ${before}/25 dev lan`);
    await this.client.ip(`address add ${this.#clientAddress}/25 dev lan`);
    await this.#comeUp();
  }

  /** The router is given another public address; what it had mapped to the old one, the kernel forgets. */
  async changePublicAddress(): Promise<void> {
    const before = this.#publicAddress;
    this.#publicAddress = other(PLACES[this.person].public, before);
    await this.router.ip(`address del ${before}/32 dev wan`);
    await this.router.ip(`address add ${this.#publicAddress}/32 dev wan`);
    await this.router.ip(`route replace ${GATEWAY} dev wan`);
    await this.router.ip(`route replace default via ${GATEWAY}`);
  }
}

function other(both: readonly [string, string], one: string): string {
  return both[0] === one ? both[1] : both[0];
}
