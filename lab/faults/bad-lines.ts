import type { Laboratory } from '../laboratory.ts';
import type { Fault, Goals, Outage } from './fault.ts';

/** Long enough for a line's badness to show, and for the browsers to adapt to it. */
const WATCHED_MILLISECONDS = 15_000;

/** On a bad line people go on talking. */
const GOES_ON: Goals = { unnoticed: true, freezeWithin: 2000, silenceWithin: 1000 };

async function watched(lab: Laboratory, milliseconds = WATCHED_MILLISECONDS): Promise<Outage> {
  const since = Date.now();
  await lab.pass(milliseconds);
  return { since, until: Date.now() };
}

const loss = (percent: number): Fault => ({
  kind: 'fault',
  name: `loss-${percent}`,
  title: `${percent} % of the packets are lost, both ways`,
  goals: percent < 10 ? GOES_ON : { ...GOES_ON, weakWithin: 5000 },
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
  happens: (lab) => watched(lab),
});

const narrow: Fault = {
  kind: 'fault',
  name: 'throttle-64',
  title: 'No more than 64 kb/s each way, for 30 s',
  // Sound takes nearly all of it: pictures wait, and nobody is left with one that stands still.
  goals: {
    silenceWithin: 1000,
    pausedWithin: 10_000,
    silencePausedWithin: 300,
    pictureWithin: 15_000,
  },
  happens: async (lab) => {
    const { lines, sites } = lab.internet;
    await lines.throttle('ann', 64, sites.ann.router);
    // Time for the picture to be tried in vain.
    const outage = await watched(lab, 30_000);
    await lines.unthrottle('ann', sites.ann.router);
    return outage;
  },
  aftermath: 21_000,
};

const ordinary: Fault = {
  kind: 'fault',
  name: 'throttle-2000',
  title: 'No more than 2 Mb/s each way',
  setting: { conditions: ({ lines, sites }) => lines.throttle('ann', 2000, sites.ann.router) },
  goals: { ...GOES_ON, reaches: 720 },
  // The estimate of what fits begins low, and grows by a tenth each second.
  happens: (lab) => watched(lab, 30_000),
};

export const badLines: readonly Fault[] = [
  ...[5, 10, 20].map(loss),
  slow('delay-200', 'Every packet takes 200 ms longer, both ways', 200, 0),
  slow('jitter-100', 'Every packet takes 20 to 120 ms longer, at random', 20, 100),
  narrow,
  ordinary,
];
