import type { Laboratory } from '../laboratory.ts';
import type { Fault, Outage } from './fault.ts';

const SECOND = 1000;

/** Noticed within 3 s, and back within 2 s when the network is. */
const NOTICED_AND_BACK = { noticedWithin: 3 * SECOND, backWithin: 2 * SECOND };

/** Breaks something for that long. */
async function during(
  lab: Laboratory,
  milliseconds: number,
  breakIt: () => Promise<void>,
  mendIt: () => Promise<void>,
): Promise<Outage> {
  const since = Date.now();
  await breakIt();
  await lab.pass(milliseconds);
  await mendIt();
  return { since, until: Date.now() };
}

/** Something changes for good, and works at once in another way. */
async function change(doIt: () => Promise<void>): Promise<Outage> {
  await doIt();
  const now = Date.now();
  return { since: now, until: now };
}

const blackout = (seconds: number): Fault => ({
  kind: 'fault',
  name: `blackout-${seconds}`,
  title: `No packet comes through for ${seconds} s`,
  goals: NOTICED_AND_BACK,
  happens: (lab) => {
    const { lines } = lab.internet;
    return during(
      lab,
      seconds * SECOND,
      () => lines.cut('ann'),
      () => lines.mend(),
    );
  },
});

const mediaBlackout: Fault = {
  kind: 'fault',
  name: 'media-blackout-20',
  title: 'Only signaling comes through for 20 s',
  goals: NOTICED_AND_BACK,
  happens: (lab) => {
    const { lines } = lab.internet;
    return during(
      lab,
      20 * SECOND,
      () => lines.cutMedia('ann'),
      () => lines.mend(),
    );
  },
};

const interfaceDown: Fault = {
  kind: 'fault',
  name: 'interface-down',
  title: 'The network interface is down for 10 s',
  goals: NOTICED_AND_BACK,
  happens: (lab) => {
    const { ann } = lab.internet.sites;
    return during(
      lab,
      10 * SECOND,
      () => ann.takeInterfaceDown(),
      () => ann.bringInterfaceUp(),
    );
  },
};

const newAddress = (name: string, title: string, doIt: (lab: Laboratory) => Promise<void>): Fault => ({
  kind: 'fault',
  name,
  title,
  goals: { backWithin: 4 * SECOND },
  happens: (lab) => change(() => doIt(lab)),
  // A connection to the server that is dead without knowing it shows when somebody is asked something over it.
  aftermath: 5 * SECOND,
});

const newAddresses: readonly Fault[] = [
  newAddress('new-client-address', 'The client gets another address in its network', ({ internet }) =>
    internet.sites.ann.changeClientAddress(),
  ),
  newAddress('new-public-address', 'The router gets another public address', ({ internet }) =>
    internet.sites.ann.changePublicAddress(),
  ),
  newAddress('new-network', 'Both addresses change, as from Wi-Fi to mobile', async ({ internet }) => {
    await internet.sites.ann.changePublicAddress();
    await internet.sites.ann.changeClientAddress();
  }),
];

const serverKill: Fault = {
  kind: 'fault',
  name: 'server-kill',
  title: 'The server is killed (kill -9) and started again after 5 s',
  goals: { unnoticed: true, freezeWithin: SECOND },
  happens: (lab) =>
    during(
      lab,
      5 * SECOND,
      () => lab.demo.kill(),
      () => lab.demo.start(),
    ),
  // Time for it to learn of the call.
  aftermath: 5 * SECOND,
};

const turnRestart: Fault = {
  kind: 'fault',
  name: 'turn-restart',
  title: 'The TURN server, which carries the call, is killed and started again',
  setting: { relayOnly: true },
  goals: { noticedWithin: 3 * SECOND, backWithin: 4 * SECOND },
  happens: (lab) =>
    during(
      lab,
      0,
      () => lab.turn.kill(),
      () => lab.turn.start(),
    ),
};

export const outages: readonly Fault[] = [
  ...[5, 20, 40].map(blackout),
  mediaBlackout,
  interfaceDown,
  ...newAddresses,
  serverKill,
  turnRestart,
];
