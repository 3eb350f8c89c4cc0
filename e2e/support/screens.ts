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
