import type { Laboratory } from '../laboratory.ts';
import type { Fault, Goals, Outage } from './fault.ts';

/** Long enough for a line's badness to show, and for the browsers to adapt to it. */
const WATCHED_MILLISECONDS = 15_000;

/** On a bad line people go on talking. */
const GOES_ON: Goals = { unnoticed: true, freezeWithin: 2000, silenceWithin: 1000 };

async function watched(lab: Laboratory): Promise<Outage> {
  const since = Date.now();
  await lab.pass(WATCHED_MILLISECONDS);
  return { since, until: Date.now() };
}

const loss = (percent: number): Fault => ({
  kind: 'fault',
  name: `loss-${percent}`,
  title: `${percent} % of the packets are lost, both ways`,
  goals: GOES_ON,
  happens: async (lab) => {
    await lab.internet.lines.lose('ann', percent / 100);
    const outage = await watched(lab);
    await lab.internet.lines.mend();
    return outage;
  },
});

const slow = (name: string, title: string, milliseconds: number, jitter: number): Fault => ({
  kind: 'fault',
  name,
  title,
  setting: { conditions: ({ lines }) => lines.delay('ann', { milliseconds, jitter }) },
  goals: GOES_ON,
  happens: watched,
});

const throttle: Fault = {
  kind: 'fault',
  name: 'throttle-64',
  title: 'No more than 64 kb/s each way',
  // Sound takes half of it: pictures may wait.
  goals: { silenceWithin: 1000 },
  happens: async (lab) => {
    const { lines, sites } = lab.internet;
    await lines.throttle('ann', 64, sites.ann.router);
    const outage = await watched(lab);
    await lines.unthrottle('ann', sites.ann.router);
    return outage;
  },
};

export const badLines: readonly Fault[] = [
  ...[5, 10, 20].map(loss),
  slow('delay-200', 'Every packet takes 200 ms longer, both ways', 200, 0),
  slow('jitter-100', 'Every packet takes 20 to 120 ms longer, at random', 20, 100),
  throttle,
];
