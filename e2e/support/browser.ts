import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** Fake devices, no throttling, loopback candidates: what a call needs where there is neither camera nor network. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--mute-audio',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
];

export interface BrowserOptions {
  /** `granted`: devices open without a prompt. `asked`: each context's own permissions count. */
  readonly permissions?: 'granted' | 'asked';
  readonly autoplay?: 'allowed' | 'by-gesture';
  readonly flags?: readonly string[];
  /** Cameras and microphones that exist, as Chromium's fake device says it. */
  readonly fakeDevices?: string;
}

/** A real Chromium with fake devices. */
export function launchBrowser(options?: BrowserOptions): Promise<Browser> {
  return chromium.launch(launchOptions(options));
}

/** How playwright has to launch it. */
export function launchOptions(options: BrowserOptions = {}): LaunchOptions {
  const { permissions = 'granted', autoplay = 'allowed', flags = [], fakeDevices = 'fps=15' } = options;
  return {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...FLAGS,
      `--use-fake-device-for-media-stream=${fakeDevices}`,
      ...(permissions === 'granted' ? ['--use-fake-ui-for-media-stream'] : []),
      ...(autoplay === 'allowed' ? ['--autoplay-policy=no-user-gesture-required'] : []),
      ...flags,
    ],
  };
}

/** Closes everybody's windows, whatever state a test left them in. */
export async function closeContexts(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}
