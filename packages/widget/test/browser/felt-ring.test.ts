import { sendKeys } from '@web/test-runner-commands';

import { inCall, outgoing } from '../../gallery/fixtures.ts';
import type { Line } from '../../src/call/call-state.ts';
import { FREE_LINE } from '../../src/call/line.ts';
import { Ringing } from '../../src/ringing.ts';
import { Log } from '../fakes/log.ts';
import { equal } from '../elements/support.ts';
import { type Sounds, watchSounds } from './sounds.ts';

const STILL = 0;

function incoming(): Line {
  const { call, peers } = inCall('video', 'active');
  return {
    ...FREE_LINE,
    call: { phase: 'incoming', call: { ...call, id: crypto.randomUUID(), callerId: 'ben' }, peers },
  };
}

describe('a phone that rings', () => {
  let sounds: Sounds;
  let shakes: Log<VibratePattern>;
  let ringing: Ringing;
  let doNotDisturb: boolean;

  beforeEach(async () => {
    // Nobody's phone may shake before they have touched the page.
    await sendKeys({ press: 'a' });
    doNotDisturb = false;
    shakes = new Log();
    sounds = watchSounds();
    Object.defineProperty(navigator, 'vibrate', {
      configurable: true,
      value: (pattern: VibratePattern) => (shakes.add(pattern), true),
    });
    const owner = { server: 'https://calls.example', userId: crypto.randomUUID() };
    const settings = { ringtone: null, ringback: null, ringer: '', speaker: '' };
    ringing = new Ringing(
      owner,
      () => ({ ...settings, doNotDisturb }),
      () => undefined,
    );
  });

  afterEach(() => {
    ringing.close();
    sounds.restore();
    Reflect.deleteProperty(navigator, 'vibrate');
  });

  it('shakes with the sound, and stops with it', async () => {
    ringing.follow(incoming());
    await sounds.started.first(() => true);
    equal(shakes.entries, [[400, 200, 400]]);
    ringing.follow(FREE_LINE);
    equal(shakes.entries.at(-1), STILL);
  });

  it('stops when the ring is silenced, and begins with the next call', async () => {
    ringing.follow(incoming());
    await sounds.started.first(() => true);
    ringing.silence();
    equal(shakes.entries.at(-1), STILL);
    const again = sounds.started.next();
    ringing.follow(incoming());
    await again;
    equal(shakes.entries.at(-1), [400, 200, 400]);
  });

  it('lies still while its owner is not to be disturbed, and stops when that is switched', async () => {
    doNotDisturb = true;
    ringing.follow(incoming());
    equal(shakes.entries.length, 0);
    doNotDisturb = false;
    const rings = sounds.started.next();
    ringing.refresh();
    await rings;
    doNotDisturb = true;
    ringing.refresh();
    equal(shakes.entries, [[400, 200, 400], STILL]);
  });

  it('lies still for the caller', async () => {
    ringing.follow({ ...FREE_LINE, call: outgoing('voice', 'ringing', { standing: 'ringing' }) });
    await sounds.started.first(() => true);
    equal(shakes.entries.length, 0);
  });
});
