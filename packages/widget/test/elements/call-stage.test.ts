import { html } from 'lit';

import { inCall, media, outgoing, peer, sends, toasts, ann } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import type { CallStage } from '../../src/elements/call-stage.ts';
import {
  allByRole,
  byRole,
  deep,
  equal,
  find,
  focused,
  get,
  mount,
  ok,
  requestsDuring,
  settled,
  shows,
  stopDate,
  unmount,
} from './support.ts';

const stage = (call: OnStage | null, changes: Partial<CallStage> = {}) =>
  html`<call-window-stage
    .call=${call}
    .self=${ann}
    .localStream=${changes.localStream ?? null}
    .remoteStreams=${changes.remoteStreams ?? new Map()}
    .mode=${changes.mode ?? 'overlay'}
    .answeredAt=${changes.answeredAt ?? null}
    .toasts=${changes.toasts ?? []}
    .soundHeldBack=${changes.soundHeldBack ?? false}
  ></call-window-stage>`;

const answeredAt = stopDate() - 192_000;

describe('the stage while calling', () => {
  afterEach(unmount);

  it('says whom it calls, what kind of call it is, and offers to end it', async () => {
    await mount(stage(outgoing('video', 'inviting')));
    byRole('dialog', 'Call with Ben');
    byRole('heading', 'Calling Ben…');
    ok(shows('Video call') && !shows('Ringing…'), 'the kind; nothing rings yet');
    equal(await requestsDuring(() => byRole('button', 'End call').click()), [{ type: 'end' }]);
  });

  it('says Ringing… only when a device of the callee rings', async () => {
    await mount(stage(outgoing('video', 'ringing', { standing: 'invited' })));
    ok(!shows('Ringing…'), 'granted is not ringing');
    await mount(stage(outgoing('video', 'ringing')));
    ok(shows('Ringing…'), 'ringing');
  });

  it('fills with the own picture, mirrored and silent', async () => {
    await mount(stage(outgoing('video', 'ringing'), { mode: 'overlay' }));
    const [own, whole] = [get('call-window-local-preview'), get('.stage')].map((box) => box.getBoundingClientRect());
    equal([own?.width, own?.height], [whole?.width, whole?.height]);
    const video = get<HTMLVideoElement>('[part=local-video]');
    equal([video.muted, getComputedStyle(video).scale], [true, '-1 1']);
  });

  it('asks for the permissions that the kind of call needs', async () => {
    await mount(stage(outgoing('video', 'opening-media')));
    ok(shows('Allow your camera and microphone to start the call'), 'both');
    await mount(stage(outgoing('voice', 'opening-media')));
    ok(shows('Allow your microphone to start the call'), 'microphone only');
  });

  it('lets the caller choose when there is no camera, and leads the focus there', async () => {
    await mount(stage(outgoing('video', 'camera-unavailable')));
    ok(!shows('Calling Ben…') && focused() === get('.choice'), 'nobody is called yet');
    const asked = await requestsDuring(() => {
      byRole('button', 'Continue with voice').click();
      byRole('button', 'Cancel').click();
    });
    equal(asked, [{ type: 'continue-with-voice' }, { type: 'end' }]);
  });

  it('shows no video at all in a voice call', async () => {
    await mount(stage(outgoing('voice', 'ringing')));
    equal(find('video'), null);
    byRole('heading', 'Calling Ben…');
    ok(shows('Voice call') && shows('Ringing…'), 'kind and state');
  });

  it('names everybody who is called', async () => {
    const call = outgoing('voice', 'ringing');
    await mount(stage({ ...call, peers: [...call.peers, peer({ userId: 'cem', name: 'Cem' })] }));
    byRole('heading', 'Calling Ben and Cem…');
  });
});

describe('the stage in a video call', () => {
  afterEach(unmount);

  it('shows name, kind, status, time, End call and both pictures', async () => {
    await mount(stage(inCall('video', 'active'), { answeredAt }));
    ok(['Ben', 'Video call', 'Connected', '3:12', 'End call'].every(shows), 'the header');
    ok(find('video[part=remote-video]') && find('video[part=local-video]'), 'both videos');
    byRole('button', 'Mute');
    byRole('button', 'Turn camera off');
  });

  it('fills with the other’s video; the own picture lies in the top right corner', async () => {
    await mount(stage(inCall('video', 'active')));
    const whole = get('.stage').getBoundingClientRect();
    const remote = get('[part=remote-video]').getBoundingClientRect();
    const own = get('call-window-local-preview').getBoundingClientRect();
    equal([remote.width, remote.height], [whole.width, whole.height]);
    ok(own.right > whole.right - 40 && own.top < whole.height / 2 && own.width >= 112 && own.width <= 240, 'top right');
  });

  it('counts no time while it connects, and says so', async () => {
    await mount(stage(inCall('video', 'connecting'), { answeredAt }));
    ok(shows('Connecting…') && !shows('Connected') && find('.time') === null, 'not connected yet');
  });

  it('says Reconnecting… in amber, and the time goes on', async () => {
    await mount(stage(inCall('video', 'reconnecting'), { answeredAt }));
    ok(shows('Reconnecting…') && shows('3:12'), 'status and time');
    equal(getComputedStyle(get('[data-phase=reconnecting][role=status]')).color, 'rgb(255, 178, 36)');
  });

  it('says to both whose picture is paused, and keeps the looks of a video call', async () => {
    const who = peer({ sends: sends('on', 'paused'), isPicturePaused: true });
    await mount(stage(inCall('voice', 'active', { peers: [who], media: media('live', 'live') })));
    ok(shows("Ben's picture is paused: the connection is weak"), 'theirs');
    ok(shows('Your picture is paused: weak connection'), 'one’s own');
    await mount(stage(inCall('voice', 'active', { peers: [peer({ sends: sends('on', 'paused') })] })));
    ok(shows("Ben's picture is paused: the connection is weak"), 'still a call with pictures');
    ok(!shows('Your picture is paused: weak connection'), 'no camera is on here');
  });

  it('says when the other is muted and when their camera is off', async () => {
    await mount(stage(inCall('video', 'active', { peers: [peer({ sends: sends('off', 'off') })] })));
    ok(shows('Ben is muted') && shows("Ben's camera is off"), 'both');
    await mount(stage(inCall('video', 'active', { peers: [peer({ sends: null })] })));
    ok(!shows('Ben is muted') && !shows("Ben's camera is off"), 'nothing is claimed before they said it');
  });

  it('keeps the media element of a participant through all phases', async () => {
    await mount(stage(inCall('video', 'connecting')));
    const video = get('[part=remote-video]');
    for (const phase of ['active', 'reconnecting', 'active'] as const) {
      await mount(stage(inCall('video', phase)));
      ok(get('[part=remote-video]') === video, phase);
    }
    await mount(stage(inCall('video', 'active', { peers: [peer({ sends: sends('on', 'off') })] })));
    ok(get('[part=remote-video]') === video, 'camera off: it still plays the sound');
  });

  it('gives each of several participants a tile', async () => {
    const peers = ['Ben', 'Cem', 'Dora'].map((name) => peer({ userId: name.toLowerCase(), name }));
    await mount(
      stage(inCall('video', 'active', { peers: [...peers, peer({ userId: 'eve', name: 'Eve', standing: 'left' })] })),
    );
    equal(deep().filter((element) => element.matches('call-window-participant')).length, 3);
    ok(['Ben', 'Cem', 'Dora'].every(shows) && !shows('Eve'), 'who left has no tile');
  });

  it('hands out the parts of its inner elements', async () => {
    await mount(stage(inCall('video', 'active'), { toasts }));
    const exported = deep(get('call-window-stage').shadowRoot ?? document).flatMap((element) => [
      ...(element.getAttribute('part') ?? '').split(' '),
      ...(element.getAttribute('exportparts') ?? '').split(', '),
    ]);
    const wanted = ['stage', 'header', 'remote-video', 'local-video', 'controls', 'end-button', 'toast'];
    equal(
      wanted.filter((part) => !exported.includes(part)),
      [],
    );
  });
});

describe('the stage in a voice call', () => {
  afterEach(unmount);

  it('shows the other’s picture, name, status and time instead of video', async () => {
    await mount(stage(inCall('voice', 'active'), { answeredAt }));
    equal(find('video'), null);
    byRole('heading', 'Ben');
    ok(['Voice call', 'Connected', '3:12'].every(shows), 'what there is to know');
    equal(
      deep().filter((element) => element.textContent?.trim() === 'Connected' && element.matches('[role=status]'))
        .length,
      1,
    );
    ok(find('audio') && find('call-window-avatar'), 'sound and picture');
  });

  it('offers to turn the camera on and says when the other is muted', async () => {
    await mount(stage(inCall('voice', 'active', { peers: [peer({ sends: sends('off', 'none') })] })));
    byRole('button', 'Turn camera on');
    ok(shows('Ben is muted') && !shows("Ben's camera is off"), 'muted, and not a word of a camera');
  });
});

describe('the stage in any call', () => {
  afterEach(unmount);

  it('shows markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    for (const call of [
      outgoing('video', 'ringing', { name }),
      inCall('voice', 'active', { peers: [peer({ name })] }),
    ]) {
      await mount(stage(call));
      ok(shows(name) && !find('img'), 'text only');
    }
  });

  describe('whose sound the browser holds back', () => {
    const { play } = HTMLMediaElement.prototype;
    /** What may sound now, and what was asked to. */
    const allowed = new Set<HTMLMediaElement>();

    beforeEach(() => {
      allowed.clear();
      HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
        if (!allowed.has(this)) throw new DOMException('', 'NotAllowedError');
      };
    });

    afterEach(() => {
      HTMLMediaElement.prototype.play = play;
    });

    async function mountTwo(): Promise<HTMLMediaElement[]> {
      const peers = ['ben', 'cem'].map((userId) => peer({ userId, name: userId, sends: sends('on', 'none') }));
      const remoteStreams = new Map(peers.map(({ userId }) => [userId, new MediaStream()]));
      await mount(stage(inCall('voice', 'active', { peers }), { remoteStreams }));
      await settled();
      return deep().filter((element) => element instanceof HTMLAudioElement);
    }

    it('offers it, until everybody is heard', async () => {
      const [ben, cem] = await mountTwo();
      allowed.add(ben!);
      byRole('button', 'Enable sound').click();
      await settled();
      byRole('button', 'Enable sound');
      allowed.add(cem!);
      byRole('button', 'Enable sound').click();
      await settled();
      equal(allByRole('button', 'Enable sound'), []);
    });

    it('lets it sound with whatever is clicked first', async () => {
      for (const audio of await mountTwo()) allowed.add(audio);
      byRole('button', 'Mute').click();
      await settled();
      equal(allByRole('button', 'Enable sound'), []);
    });
  });

  it('shows toasts above the controls', async () => {
    await mount(stage(inCall('voice', 'active'), { toasts: [{ id: 4, text: 'Connection lost', tone: 'danger' }] }));
    ok(shows('Connection lost'), 'shown');
    equal(await requestsDuring(() => byRole('button', 'Dismiss').click()), [{ type: 'dismiss-toast', id: 4 }]);
  });

  it('tells the devices as they are, and asks for the opposite', async () => {
    await mount(stage(inCall('video', 'active', { media: media('muted', 'off') })));
    const asked = await requestsDuring(() => {
      byRole('button', 'Unmute').click();
      byRole('button', 'Turn camera on').click();
    });
    equal(asked, [
      { type: 'set-muted', muted: false },
      { type: 'set-camera', enabled: true },
    ]);
    ok(shows('Your camera is off'), 'the own picture says it too');
    await settled();
    byRole('button', 'Unmute');
  });

  it('fits its words and controls into every size', async () => {
    const place = await mount(
      html`<div data-box>${stage(inCall('video', 'active'), { mode: 'inline', answeredAt })}</div>`,
    );
    const box = get('[data-box]', place);
    for (const [width, height] of [
      [320, 480],
      [360, 740],
      [480, 300],
      [1440, 900],
      [3840, 2160],
    ] as const) {
      for (const [property, value] of Object.entries({
        position: 'fixed',
        inset: '0 auto auto 0',
        width: `${width}px`,
        height: `${height}px`,
      })) {
        box.style.setProperty(property, value);
      }
      const parts = ['[part=header]', '[part=controls]', '[part=end-button]', 'call-window-local-preview'].map((part) =>
        get(part, place),
      );
      for (const part of parts) {
        const { left, right, top, bottom, width: own } = part.getBoundingClientRect();
        ok(
          own > 0 && left >= 0 && top >= 0 && right <= width && bottom <= height,
          `${part.localName} within ${width} × ${height}`,
        );
        ok(
          part.matches('[part=controls]') || part.scrollWidth <= part.clientWidth + 1,
          `${part.localName} does not overflow at ${width} × ${height}`,
        );
      }
    }
  });
});
