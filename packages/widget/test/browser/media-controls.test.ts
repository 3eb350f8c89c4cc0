import { CallSurroundings } from '../../src/call-surroundings.ts';
import type { Intent } from '../../src/call/call-events.ts';
import { inCall, media, outgoing } from '../../gallery/fixtures.ts';
import { FREE_LINE } from '../../src/call/line.ts';
import { equal } from '../elements/support.ts';

type Handler = (() => void) | null;

describe('the system’s controls', () => {
  const { setActionHandler, setMicrophoneActive, setCameraActive } = MediaSession.prototype;
  let handlers: Map<string, Handler>;
  let active: Record<string, boolean>;
  let asked: Intent[];
  let surroundings: CallSurroundings;

  const press = (action: string): void => handlers.get(action)?.();
  const offered = (): string[] => [...handlers].flatMap(([action, handler]) => (handler ? [action] : []));
  const shown = (): (string | undefined)[] => {
    const { metadata } = navigator.mediaSession;
    return [metadata?.title, metadata?.artist];
  };

  beforeEach(() => {
    handlers = new Map();
    active = {};
    asked = [];
    MediaSession.prototype.setActionHandler = (action: string, handler: unknown) =>
      void handlers.set(action, handler as Handler);
    MediaSession.prototype.setMicrophoneActive = async (isActive) => void (active.microphone = isActive);
    MediaSession.prototype.setCameraActive = async (isActive) => void (active.camera = isActive);
    surroundings = new CallSurroundings((intent) => void asked.push(intent));
  });

  afterEach(() => {
    surroundings.close();
    Object.assign(MediaSession.prototype, { setActionHandler, setMicrophoneActive, setCameraActive });
    navigator.mediaSession.metadata = null;
  });

  it('say with whom one speaks, and how one’s devices are', () => {
    surroundings.follow({ ...inCall('video', 'active'), media: media('muted', 'live') });
    equal([shown(), active], [['Ben', 'Video call'], { microphone: false, camera: true }]);
    equal(offered(), ['togglemicrophone', 'togglecamera', 'hangup']);
    surroundings.follow(inCall('voice', 'active'));
    equal([shown(), active], [['Ben', 'Voice call'], { microphone: true, camera: false }]);
    equal(offered(), ['togglemicrophone', 'hangup'], 'no camera to be switched');
  });

  it('ask for what the buttons ask for', () => {
    surroundings.follow({ ...inCall('video', 'active'), media: media('muted', 'live') });
    for (const action of ['togglemicrophone', 'togglecamera', 'hangup']) press(action);
    equal(asked, [{ type: 'set-muted', muted: false }, { type: 'set-camera', enabled: false }, { type: 'end' }]);
    surroundings.follow({ ...inCall('video', 'active'), media: media('missing', 'opening') });
    asked = [];
    for (const action of ['togglemicrophone', 'togglecamera']) press(action);
    equal(asked, [], 'devices that are not to be had');
  });

  it('are as they were when the call is over', () => {
    const music = new MediaMetadata({ title: 'Music' });
    navigator.mediaSession.metadata = music;
    surroundings.follow(inCall('video', 'active'));
    surroundings.follow(FREE_LINE.call);
    equal(
      [navigator.mediaSession.metadata === music, offered(), active],
      [true, [], { microphone: false, camera: false }],
    );
  });

  it('know nothing of a call that nobody has answered', () => {
    surroundings.follow(outgoing('video', 'ringing'));
    equal([shown(), offered()], [[undefined, undefined], []]);
  });

  it('are no concern of browsers without them', () => {
    Object.defineProperty(navigator, 'mediaSession', { configurable: true, value: undefined });
    surroundings.follow(inCall('video', 'active'));
    surroundings.follow(FREE_LINE.call);
    Reflect.deleteProperty(navigator, 'mediaSession');
    MediaSession.prototype.setActionHandler = () => {
      throw new TypeError('unknown action');
    };
    surroundings.follow(inCall('video', 'active'));
    equal(shown()[0], 'Ben');
  });
});
