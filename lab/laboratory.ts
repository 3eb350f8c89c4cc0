import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { BrowserName } from './client/browsers.ts';
import { Client } from './client/client.ts';
import type { Closing } from './closing.ts';
import { PEOPLE, type PersonName } from './network/addresses.ts';
import { Internet, type Nats } from './network/internet.ts';
import { makeCertificate } from './servers/certificate.ts';
import { DemoServer } from './servers/demo-server.ts';
import { TurnServer } from './servers/turn-server.ts';

export type Browsers = Readonly<Record<PersonName, BrowserName>>;

/** What a laboratory is like before anything happens in it. */
export interface Setting {
  readonly nats: Nats;
  /** Both elements have the attribute `relay-only`. */
  readonly relayOnly: boolean;
  /** What is wrong with the network from the start. */
  readonly conditions: (internet: Internet) => Promise<void>;
}

export const ORDINARY: Setting = {
  nats: { ann: 'cone', ben: 'cone' },
  relayOnly: false,
  conditions: async () => undefined,
};

export interface LaboratoryOptions extends Pick<Laboratory, 'setting' | 'closing' | 'signal'> {
  readonly browsers: Browsers;
}

type Parts = Pick<Laboratory, 'internet' | 'demo' | 'turn' | 'clients' | 'setting' | 'closing' | 'signal'>;

/** Ann and Ben, each with a browser behind a router of their own, and the servers between them. */
export class Laboratory {
  readonly internet: Internet;
  readonly demo: DemoServer;
  readonly turn: TurnServer;
  readonly clients: Readonly<Record<PersonName, Client>>;
  readonly setting: Setting;
  readonly closing: Closing;
  /** Aborted when everything is to stop. */
  readonly signal: AbortSignal;

  private constructor(parts: Parts) {
    this.internet = parts.internet;
    this.demo = parts.demo;
    this.turn = parts.turn;
    this.clients = parts.clients;
    this.setting = parts.setting;
    this.closing = parts.closing;
    this.signal = parts.signal;
  }

  static async open({ setting, browsers, closing, signal }: LaboratoryOptions): Promise<Laboratory> {
    const folder = await mkdtemp(join(tmpdir(), 'call-window-lab-'));
    await closing.after(() => rm(folder, { recursive: true, force: true }));
    const internet = await Internet.make(setting.nats, closing);
    const certificate = await makeCertificate(folder);
    const turnSecret = randomBytes(24).toString('base64url');
    const turn = await TurnServer.start(internet.server, { folder, certificate, secret: turnSecret }, closing);
    const demo = await DemoServer.start(internet.server, { ...certificate, turnSecret }, closing);
    const [ann, ben] = await Promise.all(
      PEOPLE.map((person) => Client.start(internet.sites[person].client, browsers[person], closing)),
    );
    await setting.conditions(internet);
    return new Laboratory({ internet, demo, turn, clients: { ann: ann!, ben: ben! }, setting, closing, signal });
  }

  /** Lets time pass: an outage lasts as long as it lasts. */
  async pass(milliseconds: number): Promise<void> {
    await setTimeout(milliseconds, undefined, { signal: this.signal });
  }

  both<Value>(act: (client: Client, person: PersonName) => Promise<Value>): Promise<Value[]> {
    return Promise.all(PEOPLE.map((person) => act(this.clients[person], person)));
  }
}
