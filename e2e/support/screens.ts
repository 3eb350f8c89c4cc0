import type { ElementHandle } from 'playwright-core';

import type { Person } from './person.ts';

/** Resolves once the screen that `presenter` shares is shown as large as it is. */
export async function seesScreen({ page }: Person, presenter: Person): Promise<void> {
  const video = (await page
    .locator('call-window-screen video[data-shown]')
    .elementHandle()) as ElementHandle<HTMLVideoElement>;
  const { width, height } = await presenter.page.evaluate(() => {
    const open = window.probe.connections.find(({ connectionState }) => connectionState === 'connected');
    return open!.getTransceivers()[2]!.sender.track!.getSettings();
  });
  await page.waitForFunction(([shown, ...size]) => shown.videoWidth === size[0] && shown.videoHeight === size[1], [
    video,
    width,
    height,
  ] as const);
}

/** Resolves once this video has shown so many frames more. */
export async function framesGrow({ page }: Person, selector: string, more: number): Promise<void> {
  const video = (await page.locator(selector).elementHandle()) as ElementHandle<HTMLVideoElement>;
  const before = await video.evaluate((shown) => shown.getVideoPlaybackQuality().totalVideoFrames);
  await page.waitForFunction(([shown, enough]) => shown.getVideoPlaybackQuality().totalVideoFrames >= enough, [
    video,
    before + more,
  ] as const);
}

/** A page that was busy for longer than this has not looked, and knows nothing of the time. */
const BUSY_MILLISECONDS = 60;

/** Notes how long nothing was heard of the other's microphone, at most; to be asked for with `longestSilence`. */
export async function watchVoice(person: Person): Promise<void> {
  await person.page.evaluate((busy) => {
    const connection = window.probe.connections.find(({ connectionState }) => connectionState === 'connected')!;
    const { receiver } = connection.getTransceivers()[0]!;
    let [heardAt, silence, longest, lookedAt] = [0, 0, 0, performance.now()];
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      const timestamp = receiver.getSynchronizationSources()[0]?.timestamp ?? heardAt;
      silence = timestamp > heardAt || now - lookedAt > busy ? 0 : silence + now - lookedAt;
      [heardAt, lookedAt, longest] = [timestamp, now, Math.max(longest, silence)];
      Object.assign(window, { longestSilence: longest });
      setTimeout(() => channel.port2.postMessage(null), 5);
    };
    channel.port2.postMessage(null);
  }, BUSY_MILLISECONDS);
}

/** In milliseconds, since `watchVoice`. */
export function longestSilence(person: Person): Promise<number> {
  return person.page.evaluate(() => (window as unknown as { longestSilence: number }).longestSilence);
}
