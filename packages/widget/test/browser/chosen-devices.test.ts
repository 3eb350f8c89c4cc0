import { LocalMedia } from '../../src/adapters/local-media.ts';
import type { CallError } from '../../src/call/call-error.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/call/preferences.ts';
import { equal, ok } from '../elements/support.ts';

type Kind = 'audio' | 'video';

const HEADSET = { id: 'headset-1', label: 'Headset' };
const LID = { id: 'lid-1', label: 'Lid Camera' };
const WEBCAM = { id: 'webcam-1', label: 'Webcam' };

describe('chosen devices', () => {
  const devices = navigator.mediaDevices;
  const opened: MediaStreamTrack[] = [];
  /** The devices that are there, the best first. */
  let there: { kind: MediaDeviceKind; deviceId: string; label: string }[] = [];
  let asked: MediaStreamConstraints[] = [];
  let preferences: Preferences;
  let media: LocalMedia;
  /** Ids of devices that another program has, or that this system opens only while no other one is open. */
  let busy: (id: string) => boolean;

  const of = (kind: MediaDeviceKind, { id, label }: { id: string; label: string }) => ({ kind, deviceId: id, label });

  beforeEach(() => {
    preferences = DEFAULT_PREFERENCES;
    media = new LocalMedia(() => preferences);
    asked = [];
    busy = () => false;
    there = [of('audioinput', HEADSET), of('videoinput', WEBCAM), of('videoinput', LID)];
    devices.enumerateDevices = async () => there as never;
    devices.getUserMedia = async (constraints = {}) => {
      asked.push(constraints);
      const stream = await MediaDevices.prototype.getUserMedia.call(devices, withoutIds(constraints));
      const tracks = stream.getTracks();
      try {
        for (const track of tracks) name(track, constraints[track.kind as Kind]);
      } catch (error) {
        for (const track of tracks) track.stop();
        throw error;
      }
      opened.push(...tracks);
      return stream;
    };
  });

  afterEach(() => {
    media.release();
    for (const name of ['getUserMedia', 'enumerateDevices']) Reflect.deleteProperty(devices, name);
    for (const track of opened.splice(0)) track.stop();
  });

  /** What the browser’s own fake devices are asked for. */
  function withoutIds(constraints: MediaStreamConstraints): MediaStreamConstraints {
    const kinds = Object.entries(constraints).map(([kind, wish]) => [
      kind,
      { ...(wish as object), deviceId: undefined },
    ]);
    return Object.fromEntries(kinds) as MediaStreamConstraints;
  }

  function wantedId(wish: MediaStreamConstraints[Kind]): string | undefined {
    const deviceId = (wish as MediaTrackConstraints).deviceId as ConstrainDOMStringParameters | undefined;
    return deviceId?.exact as string | undefined;
  }

  function name(track: MediaStreamTrack, wish: MediaStreamConstraints[Kind]): void {
    const sort = track.kind === 'audio' ? 'audioinput' : 'videoinput';
    const wanted = wantedId(wish);
    const device = there.find(({ kind, deviceId }) => kind === sort && (wanted ?? deviceId) === deviceId);
    if (!device) throw new OverconstrainedError('deviceId');
    if (busy(device.deviceId)) throw new DOMException('refused by the test', 'NotReadableError');
    const facing = (wish as MediaTrackConstraints).facingMode;
    const settings = { ...track.getSettings(), deviceId: device.deviceId, ...(facing ? { facingMode: facing } : {}) };
    track.getSettings = () => settings as MediaTrackSettings;
    Object.defineProperty(track, 'label', { value: device.label });
  }

  const used = (kind: Kind): string => media.current(kind)?.label ?? 'none';

  async function code(promise: Promise<unknown>): Promise<string> {
    return promise.then(
      () => 'none',
      (error: CallError) => error.code,
    );
  }

  it('are those that are opened', async () => {
    preferences = { ...preferences, camera: LID, microphone: HEADSET };
    await media.open({ camera: true });
    equal([used('audio'), used('video'), asked.length], ['Headset', 'Lid Camera', 1]);
  });

  it('are found by their names where the browser has given them other ids since', async () => {
    preferences = { ...preferences, camera: { ...LID, id: 'forgotten' } };
    await media.open({ camera: true });
    equal(used('video'), 'Lid Camera');
  });

  it('give way to the best there is while they are gone', async () => {
    preferences = { ...preferences, camera: { id: 'gone', label: 'Studio' }, microphone: HEADSET };
    const { camera, cameraProblem } = await media.open({ camera: true });
    equal([camera, cameraProblem, used('audio'), used('video')], [true, null, 'Headset', 'Webcam']);
  });

  it('are asked for as wishes: a camera that can’t do it does what it can', async () => {
    preferences = { ...preferences, videoQuality: '1080p', echoCancellation: false };
    await media.open({ camera: true });
    const [{ audio, video } = {}] = asked as [{ audio: MediaTrackConstraints; video: MediaTrackConstraints }];
    equal([video?.width, video?.height], [{ ideal: 1920 }, { ideal: 1080 }]);
    equal([audio?.echoCancellation, audio?.noiseSuppression, audio?.autoGainControl], [false, true, true]);
  });

  it('send a small picture with the data saver', async () => {
    preferences = { ...preferences, videoQuality: '1080p', dataSaver: true };
    await media.open({ camera: true });
    const { width, height } = MediaStreamTrack.prototype.getSettings.call(media.current('video'));
    equal([width, height], [640, 360]);
  });

  it('take over while the one before goes on, as silent as that was', async () => {
    await media.open({ camera: true });
    media.setMicrophoneEnabled(false);
    const before = media.current('video')!;
    const seen: (string | undefined)[] = [];
    media.subscribe((kind) => seen.push(`${kind} ${media.current(kind)?.readyState} after ${before.readyState}`));
    preferences = { ...preferences, camera: LID, microphone: HEADSET };
    equal([await media.adopt('video'), await media.adopt('audio')], ['Lid Camera', 'Headset']);
    equal(seen, ['video live after live', 'audio live after ended']);
    equal(media.current('audio')?.enabled, false);
    equal(opened.filter(({ readyState }) => readyState === 'live').length, 2);
  });

  it('change their picture without being opened again', async () => {
    await media.open({ camera: true });
    const track = media.current('video')!;
    preferences = { ...preferences, dataSaver: true };
    await media.adopt('video');
    ok(media.current('video') === track && asked.length === 1, 'it is the same camera');
    const { width, height, frameRate } = MediaStreamTrack.prototype.getSettings.call(track);
    equal([width, height, frameRate], [640, 360, 15]);
  });

  it('stay what they are when the next one is in use by another program', async () => {
    await media.open({ camera: true });
    preferences = { ...preferences, camera: LID };
    busy = (id) => id === LID.id;
    equal(await code(media.adopt('video')), 'device-in-use');
    equal([used('video'), media.current('video')?.readyState], ['Webcam', 'live']);
  });

  it('take over where only one at a time can be open', async () => {
    await media.open({ camera: true });
    preferences = { ...preferences, camera: LID };
    busy = () => opened.some(({ kind, readyState }) => kind === 'video' && readyState === 'live');
    equal(await media.adopt('video'), 'Lid Camera');
  });

  it('are looked for like any that was lost, should neither be had in the end', async () => {
    await media.open({ camera: true });
    const ended: string[] = [];
    media.captureEnded = (kind, label) => ended.push(`${kind} ${label}`);
    preferences = { ...preferences, camera: LID };
    busy = () => true;
    equal(await code(media.adopt('video')), 'device-in-use');
    equal([ended, used('video')], [['video Webcam'], 'none']);
  });

  it('are the ones asked for last, whichever comes first', async () => {
    await media.open({ camera: true });
    const real = devices.getUserMedia;
    const late = Promise.withResolvers<void>();
    devices.getUserMedia = async (constraints) => {
      const stream = await real(constraints);
      if (wantedId(constraints?.video) === LID.id) await late.promise;
      return stream;
    };
    preferences = { ...preferences, camera: LID };
    const first = media.adopt('video');
    preferences = { ...preferences, camera: WEBCAM };
    await media.adopt('video');
    late.resolve();
    await first;
    equal(
      [used('video'), opened.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live').length],
      ['Webcam', 1],
    );
  });

  describe('that are plugged in again', () => {
    const USB = { id: 'usb-1', label: 'USB Headset' };
    let heard: Kind[] = [];

    beforeEach(async () => {
      heard = [];
      media.chosenReturned = (kind) => heard.push(kind);
    });

    /** Until it was looked at what is there now. */
    async function replug(): Promise<void> {
      const looked = Promise.withResolvers<void>();
      devices.enumerateDevices = async () => {
        setTimeout(looked.resolve);
        return there as never;
      };
      devices.dispatchEvent(new Event('devicechange'));
      await looked.promise;
    }

    it('are told of', async () => {
      preferences = { ...preferences, microphone: USB };
      await media.open({ camera: true });
      equal(used('audio'), 'Headset');
      there = [...there, of('audioinput', USB)];
      await replug();
      equal(heard, ['audio']);
      equal(await media.adopt('audio'), 'USB Headset');
      await replug();
      equal(heard, ['audio'], 'and not again');
    });

    it('are not told of when they were never chosen', async () => {
      await media.open({ camera: true });
      there = [of('audioinput', USB), ...there];
      await replug();
      equal(heard, []);
    });
  });

  describe('at a phone', () => {
    const facing = (): unknown => (asked.at(-1)?.video as MediaTrackConstraints).facingMode;

    it('can be flipped, to the back and to the front again', async () => {
      await media.open({ camera: true });
      equal(facing(), 'user');
      await media.flipCamera();
      equal(facing(), 'environment');
      await media.flipCamera();
      equal(facing(), 'user');
    });

    it('are flipped from a chosen one, until another one is chosen', async () => {
      preferences = { ...preferences, camera: WEBCAM };
      await media.open({ camera: true });
      await media.flipCamera();
      equal(facing(), 'environment');
      preferences = { ...preferences, dataSaver: true };
      await media.openCamera();
      equal(facing(), 'environment');
      preferences = { ...preferences, camera: LID };
      equal(await media.adopt('video'), 'Lid Camera');
    });

    it('look to the front in the next call', async () => {
      await media.open({ camera: true });
      await media.flipCamera();
      media.release();
      await media.open({ camera: true });
      equal(facing(), 'user');
    });
  });

  describe('in a page that nobody sees', () => {
    const hide = (hidden: boolean): void => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    afterEach(() => Reflect.deleteProperty(document, 'hidden'));

    it('are opened again when the page is seen, as after a phone call', async () => {
      await media.open({ camera: false });
      hide(true);
      media.current('audio')?.dispatchEvent(new Event('ended'));
      const refused = Promise.withResolvers<void>();
      busy = () => {
        setTimeout(refused.resolve);
        return true;
      };
      const replacing = media.replace('audio');
      await refused.promise;
      busy = () => false;
      hide(false);
      equal(await replacing, 'Headset');
    });
  });
});
