import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media, peer, sends, settings } from '../../gallery/fixtures.ts';
import type { InCall, Peer } from '../../src/call/call-state.ts';
import type { CallStage } from '../../src/elements/call-stage.ts';
import type { CallRequest } from '../../src/elements/request-event.ts';
import {
  allByRole,
  byRole,
  equal,
  focused,
  focusedHostButton,
  get,
  mount,
  ok,
  requestsDuring,
  settled,
  shows,
  unmount,
} from './support.ts';

const stage = (call: InCall | null, changes: Partial<CallStage> = {}) =>
  html`<call-window-stage
    .call=${call}
    .self=${ann}
    .mode=${changes.mode ?? 'overlay'}
    .shortcuts=${changes.shortcuts ?? 'on'}
    .voice=${changes.voice ?? null}
  ></call-window-stage>`;

const holder = (changes: Partial<Peer> = {}): Peer =>
  peer({ sends: sends('off', 'off'), onHold: true, quality: 4, ...changes });
const video = (changes: Partial<InCall> = {}): InCall => inCall('video', 'active', changes);
const voice = (changes: Partial<InCall> = {}): InCall => inCall('voice', 'active', changes);
const holding = video({ onHold: true });

const HOLD: CallRequest = { type: 'hold' };
const RESUME: CallRequest = { type: 'resume' };

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await settled();
}

const names = (): readonly string[] => allByRole('button').map((button) => button.getAttribute('aria-label') ?? '');

describe('hold', () => {
  afterEach(unmount);

  it('is asked for and ended by its key, unless keys do nothing', async () => {
    await mount(stage(video()));
    equal(await requestsDuring(() => press('h')), [HOLD]);
    await mount(stage(holding));
    equal(await requestsDuring(() => press('h')), [RESUME]);
    await mount(stage(holding, { shortcuts: 'off' }));
    equal(await requestsDuring(() => press('h')), []);
    equal(get('.view.hold').hasAttribute('aria-keyshortcuts'), false);
  });

  it('is asked for by a button, once something flows', async () => {
    await mount(stage(inCall('video', 'connecting')));
    equal(allByRole('button', 'Hold'), []);
    equal(await requestsDuring(() => press('h')), []);
    await mount(stage(inCall('video', 'active')));
    equal(await requestsDuring(() => byRole('button', 'Hold').click()), [HOLD]);
  });

  it('stands in the list of keys', async () => {
    await mount(stage(video()));
    await press('?');
    ok(shows('Hold or resume') && shows('H'), 'listed');
  });

  it('can be asked for in the settings of a call, which close before it begins', async () => {
    const panel = (view: ReturnType<typeof settings> | null) =>
      html`<call-window-settings .view=${view}></call-window-settings>`;
    await mount(panel(settings()));
    equal(allByRole('button', 'Hold'), [], 'before a call');
    const view = settings({ during: 'video', canHold: true });
    await mount(panel(view));
    equal(await requestsDuring(() => byRole('button', 'Hold').click()), [{ type: 'close-settings' }]);
    equal(await requestsDuring(() => mount(panel(null))), [HOLD]);
    await mount(panel(view));
    equal(await requestsDuring(() => mount(panel(null))), [], 'not the next time they close');
  });
});

describe('whoever has put somebody on hold', () => {
  afterEach(unmount);

  it('sees that they did, and nobody, and finds the focus on the way back', async () => {
    await mount(stage(video()));
    byRole('button', 'Hold').focus();
    await mount(stage(holding));
    ok(shows('On hold') && shows("Ben can't hear or see you"), 'said');
    equal(focused()?.textContent.trim(), 'Resume');
    equal(get('call-window-participant').checkVisibility({ visibilityProperty: true }), false);
    equal(get('call-window-local-preview').checkVisibility({ visibilityProperty: true }), false);
    equal(await requestsDuring(() => press('Enter')), [RESUME]);
    await mount(stage(video()));
    equal(focused()?.getAttribute('aria-label'), 'Hold', 'the focus is where it was');
  });

  it('has only what makes sense then: the call can be resumed, looked at otherwise, or ended', async () => {
    await mount(stage(holding));
    const visible = allByRole('button').filter((button) => button.checkVisibility({ visibilityProperty: true }));
    const words = visible.map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());
    equal(
      words.filter((word) => !['Picture in picture', 'Full screen'].includes(word)),
      ['Resume', 'Minimise', 'End call'],
    );
    equal(await requestsDuring(() => press('m', 'v', 's')), []);
    equal(await requestsDuring(() => byRole('button', 'End call').click()), [{ type: 'end' }]);
  });

  it('keeps the focus that is elsewhere in the page', async () => {
    await mount(stage(video(), { mode: 'inline' }));
    const button = focusedHostButton();
    await mount(stage(holding, { mode: 'inline' }));
    equal(focused(), button);
    await mount(stage(video(), { mode: 'inline' }));
    equal(focused(), button);
  });

  it('is not told that they are muted, does not talk with Space, and shares nothing to anybody', async () => {
    const quiet = { ...media('muted'), screen: 'live' } as const;
    await mount(stage(video({ onHold: true, media: quiet })));
    get('.stage').focus();
    equal(await requestsDuring(() => press('Space')), []);
    equal(
      allByRole('status').some((status) => status.matches('.sharing')),
      false,
    );
  });

  it('reads that the other holds them, too', async () => {
    await mount(stage(video({ onHold: true, peers: [holder()] })));
    ok(shows('Ben put you on hold'), 'said');
  });

  it('reads that the connection is lost, if it is', async () => {
    await mount(stage(inCall('voice', 'reconnecting', { onHold: true })));
    ok(shows('Reconnecting…') && shows('On hold'), 'both');
  });

  it('can resume from the card over the page', async () => {
    await mount(stage(holding));
    await press('n');
    ok(shows('On hold'), 'said');
    ok(!names().includes('Mute'), 'no microphone');
    equal(await requestsDuring(() => byRole('button', 'Resume').click()), [RESUME]);
    equal(get('.poster').hasAttribute('data-gone'), false, 'nobody is seen');
  });
});

describe('whoever is on hold', () => {
  afterEach(unmount);

  it('reads who did that, and nothing of a microphone, a camera or a connection', async () => {
    await mount(stage(video({ peers: [holder()] })));
    ok(shows('Ben put you on hold'), 'said');
    ok(!shows('Ben is muted') && !shows("Ben's camera is off") && !shows('Connected'), 'nothing else');
    equal(
      names().filter((name) => name.startsWith('Connection')),
      [],
    );
  });

  it('reads it in a voice call, and no longer when they are resumed', async () => {
    await mount(stage(voice({ peers: [holder({ sends: sends('off', 'none') })] })));
    ok(shows('Ben put you on hold') && shows('On hold'), 'said');
    ok(!shows('Ben is muted'), 'once');
    await mount(stage(voice()));
    ok(!shows('Ben put you on hold') && shows('Connected'), 'over');
  });

  it('reads it in the card, and can mute there as ever', async () => {
    await mount(stage(voice({ peers: [holder({ sends: sends('off', 'none') })] })));
    await press('n');
    ok(shows('On hold'), 'said');
    ok(names().includes('Mute'), 'the microphone is theirs');
    equal(get('.silent').getAttribute('aria-label'), 'Ben put you on hold');
  });

  it('can hold the other as well', async () => {
    await mount(stage(video({ peers: [holder()] })));
    equal(await requestsDuring(() => press('h')), [HOLD]);
  });
});
