import { AudioOutputs } from '../../src/adapters/audio-outputs.ts';
import { readChoice } from '../../src/adapters/device-choice.ts';
import type { CallError } from '../../src/call/call-error.ts';
import { DEFAULT_PREFERENCES, type DeviceChoice, type Preferences } from '../../src/call/preferences.ts';
import { equal } from '../elements/support.ts';

/** What the browser says is plugged in. */
function plugIn(...ids: readonly string[]): void {
  const devices = ids.map((deviceId) => ({ kind: 'audiooutput', deviceId, label: '' }));
  navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'audioinput', deviceId: 'mic' }, ...devices] as never;
}

describe('audio outputs', () => {
  let outputs: AudioOutputs;
  let preferences: Preferences;
  let changes = 0;
  let change = Promise.withResolvers<void>();

  beforeEach(() => {
    changes = 0;
    preferences = DEFAULT_PREFERENCES;
    plugIn('default', 'desk', 'headset');
    outputs = use();
  });

  function use(): AudioOutputs {
    return new AudioOutputs(
      () => preferences,
      () => {
        changes += 1;
        change.resolve();
      },
    );
  }

  /** As whoever puts the parts together does it. */
  async function choose(choice: unknown): Promise<void> {
    const chosen = await readChoice(choice as DeviceChoice);
    preferences = { ...preferences, ...chosen };
    await outputs.refresh();
  }

  afterEach(() => {
    outputs.close();
    Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
  });

  async function refusal(choice: unknown): Promise<string> {
    try {
      await choose(choice);
      return 'none';
    } catch (error) {
      return (error as CallError).code;
    }
  }

  async function replug(...ids: readonly string[]): Promise<void> {
    change = Promise.withResolvers();
    plugIn(...ids);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await change.promise;
  }

  const used = (): readonly string[] => [outputs.speaker, outputs.ringer];

  it('are the default ones until others are chosen', () => equal(used(), ['', '']));

  it('ring where one hears the others, until something else is chosen', async () => {
    await choose({ speaker: 'headset' });
    equal(used(), ['headset', 'headset']);
    await choose({ ringer: 'desk' });
    equal([...used(), changes], ['headset', 'desk', 2]);
    await choose({ ringer: 'default' });
    equal(used(), ['headset', '']);
    await choose({ speaker: '' });
    equal(used(), ['', '']);
  });

  it('keep both of two choices that are made at once', async () => {
    await Promise.all([choose({ speaker: 'headset' }), choose({ ringer: 'desk' })]);
    equal(used(), ['headset', 'desk']);
  });

  it('stay what they are when there is no such device, also if it is a microphone', async () => {
    await choose({ speaker: 'desk' });
    for (const id of ['nonsense', 'mic']) equal(await refusal({ speaker: 'headset', ringer: id }), 'device-not-found');
    equal([...used(), changes], ['desk', 'desk', 1]);
  });

  for (const choice of [undefined, null, 'desk', { speaker: 7 }, { ringer: null }, { screen: 'mic' }]) {
    it(`refuse ${JSON.stringify(choice)}`, async () => equal(await refusal(choice), 'invalid-request'));
  }

  it('give way while they are unplugged: the ringer to the speaker, the speaker to the default', async () => {
    await choose({ speaker: 'desk', ringer: 'headset' });
    await replug('default', 'desk');
    equal(used(), ['desk', 'desk']);
    await replug('default');
    equal(used(), ['', '']);
    await replug('default', 'desk', 'headset');
    equal(used(), ['desk', 'headset']);
  });

  it('are those that were chosen before, as soon as the browser names them', async () => {
    preferences = { ...DEFAULT_PREFERENCES, speaker: { id: 'desk', label: '' } };
    change = Promise.withResolvers();
    const later = use();
    equal(later.speaker, '');
    await change.promise;
    equal([later.speaker, later.ringer], ['desk', 'desk']);
    later.close();
  });

  it('are found by their names where the browser has given them other ids since', async () => {
    const named = { kind: 'audiooutput', deviceId: 'new', label: 'Desk' };
    navigator.mediaDevices.enumerateDevices = async () => [named] as never;
    preferences = { ...DEFAULT_PREFERENCES, speaker: { id: 'old', label: 'Desk' } };
    await outputs.refresh();
    equal(used(), ['new', 'new']);
  });

  it('can be chosen while another that was chosen is unplugged', async () => {
    await choose({ speaker: 'headset' });
    await replug('default', 'desk');
    equal(await refusal({ ringer: 'desk' }), 'none');
    equal(used(), ['', 'desk']);
  });

  describe('in a browser that has only one', () => {
    const kinds = [AudioContext, HTMLMediaElement].map((kind) => kind.prototype);
    const real = kinds.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'setSinkId')!);

    beforeEach(() => kinds.forEach((prototype) => Reflect.deleteProperty(prototype, 'setSinkId')));
    afterEach(() => kinds.forEach((prototype, at) => Object.defineProperty(prototype, 'setSinkId', real[at]!)));

    it('cannot be chosen, but for the default', async () => {
      equal(await refusal({ speaker: 'desk' }), 'unsupported-browser');
      equal(await refusal({ ringer: 'desk' }), 'unsupported-browser');
      equal(await refusal({ speaker: '', ringer: 'default' }), 'none');
    });
  });
});
