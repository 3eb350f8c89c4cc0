import { existsSync } from 'node:fs';

import { firefox, type Browser } from 'playwright-core';

/** `npm test` says where it is, and that there is none by saying nothing; a test that is run alone takes Debian's. */
const EXECUTABLE = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr';

/** Why tests with Firefox are left out; false where they can be run. */
export const withoutFirefox = existsSync(EXECUTABLE) ? false : 'there is no Firefox: FIREFOX_PATH may name one';

const PREFERENCES = {
  // Fake devices, opened without a prompt.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Loopback candidates, under their own addresses: there is no network.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
};

/** What a page may do with a device: 1 allows, 2 denies. */
const ALLOWED = 1;
const DENIED = 2;

export interface FirefoxOptions {
  /** Of all pages; Firefox has no permissions for each context. */
  readonly permissions?: 'granted' | 'denied';
}

/** A real Firefox as it is installed, with fake devices; driven by WebDriver BiDi. */
export function launchFirefox({ permissions = 'granted' }: FirefoxOptions = {}): Promise<Browser> {
  const permission = permissions === 'granted' ? ALLOWED : DENIED;
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: EXECUTABLE,
    firefoxUserPrefs: {
      ...PREFERENCES,
      'permissions.default.camera': permission,
      'permissions.default.microphone': permission,
    },
  });
}
