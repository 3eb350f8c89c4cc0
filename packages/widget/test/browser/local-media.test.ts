import { LocalMedia } from '../../src/adapters/local-media.ts';
import { CallError, type CallErrorCode } from '../../src/call/call-error.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/call/preferences.ts';
import { equal, nextEvent, ok } from '../elements/support.ts';

type Kind = 'audio' | 'video';
type Answer = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

const BOTH = { camera: true };
const VOICE = { camera: false };

async function rejection(promise: Promise<unknown>): Promise<CallError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  ok(error instanceof CallError, `rejects with a CallError, not ${String(error)}`);
  return error;
}

describe('local media', () => {
  const devices = navigator.mediaDevices;
  const secure = Object.getOwnPropertyDescriptor(window, 'isSecureContext')!;
  const opened: MediaStreamTrack[] = [];
  let media: LocalMedia;
  let preferences: Preferences;
  let asked: Kind[][] = [];

  beforeEach(() => {
    preferences = DEFAULT_PREFERENCES;
    media = new LocalMedia(() => preferences);
    asked = [];
  });

  afterEach(() => {
    media.release();
    Reflect.deleteProperty(devices, 'getUserMedia');
    Object.defineProperty(window, 'isSecureContext', secure);
    for (const track of opened.splice(0)) track.stop();
  });

  /** The browser’s answers, one after the other; the last one stays. */
  function answerWith(...answers: readonly Answer[]): void {
    const left = [...answers];
    const real = MediaDevices.prototype.getUserMedia.bind(devices);
    const getUserMedia: Answer = async (constraints) => {
      asked.push((['audio', 'video'] as const).filter((kind) => constraints[kind]));
      const answer = (left.length > 1 ? left.shift() : left[0]) ?? real;
      const stream = await answer(constraints);
      opened.push(...stream.getTracks());
      return stream;
    };
    Object.defineProperty(devices, 'getUserMedia', { configurable: true, value: getUserMedia });
  }

  const grant: Answer = (constraints) => MediaDevices.prototype.getUserMedia.call(devices, constraints);
  const refuse =
    (name: string): Answer =>
    () =>
      Promise.reject(new DOMException('refused by the test', name));

  /** A prompt that stays open until the test answers it. */
  function prompt() {
    const { promise, resolve, reject } = Promise.withResolvers<MediaStream>();
    const shown = Promise.withResolvers<MediaStreamConstraints>();
    const answer: Answer = (constraints) => {
      shown.resolve(constraints);
      return promise;
    };
    return { answer, shown: shown.promise, allow: resolve, deny: reject };
  }

  describe('says why the microphone is not to be had', () => {
    const codes: readonly (readonly [string, CallErrorCode])[] = [
      ['NotAllowedError', 'permission-denied'],
      ['SecurityError', 'permission-denied'],
      ['NotReadableError', 'device-in-use'],
      ['AbortError', 'device-in-use'],
      ['UnknownError', 'device-in-use'],
    ];
    for (const [name, code] of codes) {
      it(`${name} is ${code}`, async () => {
        answerWith(refuse(name));
        const error = await rejection(media.open(VOICE));
        equal([error.code, error.device], [code, 'microphone']);
        ok(error.cause instanceof DOMException && error.cause.name === name, 'with the browser’s own error');
      });
    }
  });

  it('says that the page is not secure, before it asks', async () => {
    answerWith(grant);
    Object.defineProperty(window, 'isSecureContext', { configurable: true, value: false });
    equal((await rejection(media.open(BOTH))).code, 'insecure-context');
    equal(asked, []);
  });

  it('says that the browser cannot make calls', async () => {
    Object.defineProperty(devices, 'getUserMedia', { configurable: true, value: undefined });
    equal((await rejection(media.open(BOTH))).code, 'unsupported-browser');
  });

  it('opens camera and microphone with one prompt', async () => {
    answerWith(grant);
    equal(await media.open(BOTH), { camera: true, cameraProblem: null, microphoneProblem: null });
    equal(asked, [['audio', 'video']]);
    equal([media.current('audio')?.readyState, media.current('video')?.readyState], ['live', 'live']);
    equal(
      media.preview?.getTracks().map(({ kind }) => kind),
      ['video'],
      'one’s own voice is not played',
    );
  });

  it('asks for no camera in a voice call', async () => {
    answerWith(grant);
    equal(await media.open(VOICE), { camera: false, cameraProblem: null, microphoneProblem: null });
    equal(asked, [['audio']]);
    equal([media.current('video'), media.preview], [null, null]);
  });

  it('goes on with the microphone when only the camera fails, and says so', async () => {
    answerWith(refuse('NotReadableError'), grant);
    const { camera, cameraProblem } = await media.open(BOTH);
    equal([camera, cameraProblem?.code, cameraProblem?.device], [false, 'device-in-use', 'camera']);
    equal([media.current('audio')?.readyState, media.current('video')], ['live', null]);
    equal(asked, [['audio', 'video'], ['audio']]);
  });

  for (const name of ['NotFoundError', 'OverconstrainedError']) {
    it(`goes on without a microphone where there is none (${name}), and says so`, async () => {
      answerWith(refuse(name));
      const { camera, cameraProblem, microphoneProblem } = await media.open(VOICE);
      equal([camera, cameraProblem], [false, null]);
      equal([microphoneProblem?.code, microphoneProblem?.device], ['device-not-found', 'microphone']);
      equal([media.current('audio'), media.current('video')], [null, null]);
    });
  }

  it('goes on with the camera where there is no microphone', async () => {
    answerWith(refuse('NotFoundError'), refuse('NotFoundError'), grant);
    const { camera, cameraProblem, microphoneProblem } = await media.open(BOTH);
    equal([camera, cameraProblem, microphoneProblem?.device], [true, null, 'microphone']);
    equal([media.current('audio'), media.current('video')?.readyState], [null, 'live']);
    equal(asked, [['audio', 'video'], ['audio'], ['video']]);
  });

  it('goes on with neither where there are none, and says so of both', async () => {
    answerWith(refuse('NotFoundError'));
    const { camera, cameraProblem, microphoneProblem } = await media.open(BOTH);
    equal([camera, cameraProblem?.device, microphoneProblem?.device], [false, 'camera', 'microphone']);
  });

  it('blames both when neither can be had', async () => {
    answerWith(refuse('NotAllowedError'));
    const error = await rejection(media.open(BOTH));
    equal([error.code, error.device], ['permission-denied', 'both']);
    equal([media.current('audio'), media.current('video')], [null, null]);
  });

  describe('released while the prompt is open', () => {
    it('stops what is allowed afterwards', async () => {
      const asking = prompt();
      answerWith(asking.answer);
      const opening = rejection(media.open(BOTH));
      const stream = await grant(await asking.shown);
      media.release();
      asking.allow(stream);
      equal((await opening).code, 'canceled');
      equal(
        stream.getTracks().map(({ readyState }) => readyState),
        ['ended', 'ended'],
      );
      equal([media.current('audio'), media.current('video'), media.preview], [null, null, null]);
    });

    it('does not ask again for the microphone alone', async () => {
      const asking = prompt();
      answerWith(asking.answer);
      const opening = rejection(media.open(BOTH));
      await asking.shown;
      media.release();
      asking.deny(new DOMException('', 'NotReadableError'));
      equal((await opening).code, 'canceled');
      equal(asked.length, 1);
    });

    it('stops what the second prompt allows, too', async () => {
      const asking = prompt();
      answerWith(refuse('NotReadableError'), asking.answer);
      const opening = rejection(media.open(BOTH));
      const stream = await grant(await asking.shown);
      media.release();
      asking.allow(stream);
      equal((await opening).code, 'canceled');
      equal(stream.getTracks()[0]?.readyState, 'ended');
    });

    it('stops a camera that was being turned on', async () => {
      const asking = prompt();
      answerWith(grant, asking.answer);
      await media.open(VOICE);
      const opening = rejection(media.openCamera());
      const stream = await grant(await asking.shown);
      media.release();
      asking.allow(stream);
      equal((await opening).code, 'canceled');
      equal(stream.getTracks()[0]?.readyState, 'ended');
    });

    it('can be opened again', async () => {
      const asking = prompt();
      answerWith(asking.answer, grant);
      const opening = rejection(media.open(VOICE));
      await asking.shown;
      media.release();
      await media.open(VOICE);
      const kept = media.current('audio');
      asking.allow(await grant({ audio: true }));
      equal((await opening).code, 'canceled');
      ok(media.current('audio') === kept && kept?.readyState === 'live', 'the newer one is kept');
    });
  });

  it('stops every track on release', async () => {
    answerWith(grant);
    await media.open(BOTH);
    media.release();
    equal(
      opened.map(({ readyState }) => readyState),
      ['ended', 'ended'],
    );
    equal([media.current('audio'), media.current('video'), media.preview], [null, null, null]);
  });

  it('turns the camera really off, and on again', async () => {
    answerWith(grant);
    await media.open(BOTH);
    const first = media.current('video');
    media.closeCamera();
    equal([first?.readyState, media.current('video'), media.preview], ['ended', null, null]);
    equal(media.current('audio')?.readyState, 'live');
    await media.openCamera();
    equal(asked.at(-1), ['video']);
    equal(media.current('video')?.readyState, 'live');
    ok(media.preview?.getTracks()[0] === media.current('video'), 'the preview shows it');
  });

  it('says that it was the camera that could not be turned on', async () => {
    answerWith(grant, refuse('NotFoundError'));
    await media.open(VOICE);
    const error = await rejection(media.openCamera());
    equal([error.code, error.device], ['device-not-found', 'camera']);
    equal(media.current('audio')?.readyState, 'live');
  });

  it('mutes without closing the microphone', async () => {
    answerWith(grant);
    await media.open(VOICE);
    const microphone = media.current('audio')!;
    media.setMicrophoneEnabled(false);
    equal([microphone.enabled, microphone.readyState], [false, 'live']);
    media.setMicrophoneEnabled(true);
    equal(microphone.enabled, true);
  });

  it('mutes nothing where nothing is open', () => {
    media.setMicrophoneEnabled(false);
    equal(media.current('audio'), null);
  });

  it('tells of every change, until nobody wants to know', async () => {
    answerWith(grant);
    const heard: Kind[] = [];
    const unsubscribe = media.subscribe((kind) => heard.push(kind));
    await media.open(BOTH);
    media.closeCamera();
    equal([...heard].sort(), ['audio', 'video', 'video']);
    unsubscribe();
    media.release();
    equal(heard.length, 3);
  });

  describe('whose device stops by itself', () => {
    /** What the browser does when a device is unplugged. */
    const unplug = (track: MediaStreamTrack): void => {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    };

    it('says so once, and no longer has it', async () => {
      answerWith(grant);
      const ended: Kind[] = [];
      const changed: Kind[] = [];
      media.captureEnded = (kind) => ended.push(kind);
      await media.open(BOTH);
      media.subscribe((kind) => changed.push(kind));
      const track = media.current('video')!;
      unplug(track);
      unplug(track);
      equal(ended, ['video']);
      equal(changed, ['video']);
      equal([media.current('video'), media.preview], [null, null]);
    });

    it('says nothing of what it closed itself', async () => {
      answerWith(grant);
      const ended: Kind[] = [];
      media.captureEnded = (kind) => ended.push(kind);
      await media.open(BOTH);
      const [microphone, camera] = [media.current('audio')!, media.current('video')!];
      media.closeCamera();
      media.release();
      unplug(camera);
      unplug(microphone);
      equal(ended, []);
    });

    it('says which it was, as the device calls itself', async () => {
      answerWith(grant);
      const named: string[] = [];
      media.captureEnded = (_kind, label) => named.push(label);
      const end = async (label: string, deviceId: string): Promise<void> => {
        await media.open(VOICE);
        const track = media.current('audio')!;
        Object.defineProperty(track, 'label', { value: label });
        track.getSettings = () => ({ deviceId });
        unplug(track);
      };
      await end('Default - Headset (046d:0a38)', 'default');
      await end('Desk - left', 'a1b2');
      await end('Default', 'default');
      equal(named, ['Headset', 'Desk - left', 'Default']);
    });

    it('hears it from the platform’s own event', async () => {
      answerWith(grant);
      await media.open(VOICE);
      const track = media.current('audio')!;
      const heard = new Promise<Kind>((resolve) => (media.captureEnded = resolve));
      const event = nextEvent(track, 'ended');
      track.dispatchEvent(new Event('ended'));
      await event;
      equal(await heard, 'audio');
      equal(track.readyState, 'ended', 'it is stopped in any case');
    });
  });

  describe('in place of a device that is gone', () => {
    it('opens another one, as silent as the first was, and names it', async () => {
      answerWith(grant);
      await media.open(VOICE);
      const first = media.current('audio')!;
      media.setMicrophoneEnabled(false);
      const name = await media.replace('audio');
      const second = media.current('audio')!;
      ok(second !== first && second.readyState === 'live' && first.readyState === 'ended', 'one is open');
      equal([second.enabled, name.length > 0], [false, true]);
    });

    it('stops a camera that comes after the user has turned it off', async () => {
      const asking = prompt();
      answerWith(grant, asking.answer);
      await media.open(BOTH);
      const replacing = rejection(media.replace('video'));
      const stream = await grant(await asking.shown);
      media.closeCamera();
      asking.allow(stream);
      equal((await replacing).code, 'canceled');
      equal([stream.getTracks()[0]?.readyState, media.current('video')], ['ended', null]);
    });

    it('says that there is none', async () => {
      answerWith(grant, refuse('NotFoundError'));
      await media.open(VOICE);
      const { code, device } = await rejection(media.replace('audio'));
      equal([code, device], ['device-not-found', 'microphone']);
    });
  });

  it('says that a device delivers nothing, and that it does again, until it is closed', async () => {
    answerWith(grant);
    const heard: string[] = [];
    media.capturePaused = (kind) => heard.push(`${kind} paused`);
    media.captureResumed = (kind) => heard.push(`${kind} resumed`);
    await media.open(BOTH);
    const camera = media.current('video')!;
    camera.dispatchEvent(new Event('mute'));
    camera.dispatchEvent(new Event('unmute'));
    media.closeCamera();
    camera.dispatchEvent(new Event('mute'));
    equal(heard, ['video paused', 'video resumed']);
  });

  it('says it again of a microphone that delivers nothing when it is unmuted', async () => {
    answerWith(grant);
    await media.open(VOICE);
    const heard: string[] = [];
    media.capturePaused = (kind) => heard.push(`${kind} paused`);
    media.captureResumed = (kind) => heard.push(`${kind} resumed`);
    Object.defineProperty(media.current('audio'), 'muted', { value: true });
    media.setMicrophoneEnabled(false);
    media.setMicrophoneEnabled(true);
    equal(heard, ['audio paused']);
  });

  it('tells of what is plugged in, while devices are in use', async () => {
    answerWith(grant);
    let told = 0;
    media.devicesChanged = () => (told += 1);
    const plug = (): boolean => devices.dispatchEvent(new Event('devicechange'));
    plug();
    await media.open(VOICE);
    plug();
    media.release();
    plug();
    await media.open(VOICE);
    await media.open(VOICE);
    plug();
    equal(told, 2);
  });
});
