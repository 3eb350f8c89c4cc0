import { type Browser, chromium, firefox } from 'playwright-core';

import { FLAGS } from '../../e2e/support/browser.ts';

export type BrowserName = 'chromium' | 'firefox';

/** A real browser with devices that make their own pictures and sounds. The servers here sign for themselves. */
export function launch(name: BrowserName): Promise<Browser> {
  return name === 'chromium' ? launchChromium() : launchFirefox();
}

/** Loopback is for connections within one page, here addresses are real; and of two lists of features the last one counts. */
const LEFT_OUT = /^--(allow-loopback-in-peer-connection|disable-features=.*)$/;

/** Addresses made up for privacy cannot be looked up from one network in another. The rest would ask Google about the page. */
const NOT_WANTED = ['WebRtcHideLocalIpsWithMdns', 'AutofillServerCommunication', 'OptimizationHints'];

/** After twenty seconds Chromium asks its maker for models, whatever page is open; no feature that can be left out stops it. */
const OWN_BUSINESS = 'MAP optimizationguide-pa.googleapis.com ~NOTFOUND';

function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    handleSIGINT: false,
    args: [
      ...FLAGS.filter((flag) => !LEFT_OUT.test(flag)),
      `--disable-features=${NOT_WANTED.join()}`,
      `--host-resolver-rules=${OWN_BUSINESS}`,
      '--use-fake-device-for-media-stream=fps=30',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--ignore-certificate-errors',
    ],
  });
}

function launchFirefox(): Promise<Browser> {
  return firefox.launch({
    // Debian's own, spoken to by WebDriver BiDi.
    channel: 'moz-firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    handleSIGINT: false,
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'permissions.default.camera': 1,
      'permissions.default.microphone': 1,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
    },
  });
}
