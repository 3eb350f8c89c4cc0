import { BlackoutFault } from './blackout-fault.js';
import { DeviceFault } from './device-fault.js';
import { LinkFault } from './link-fault.js';
import { PageFault } from './page-fault.js';
import { SignalingFault } from './signaling-fault.js';

/** How long what does not last for ever lasts. */
const OUTAGE_MS = 10_000;

/**
 * @typedef {import('./fault-record.js').Sign} Sign
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} hint
 * @property {'signaling' | 'link' | 'blackout' | 'microphone' | 'camera' | 'reload' | 'crash'} icon
 * @property {() => Sign} sign what shows that it has healed
 * @property {() => string} [missing] what it lacks at the moment; empty if nothing
 * @property {() => void | Promise<void>} begin
 * @property {() => void | Promise<void>} [end] undoes it
 * @property {number} [lastsMs] after which it ends by itself; before that nothing can heal
 * @property {string} [undo] what the button says while it waits for the click that ends it
 */

/**
 * Takes the browser's doors to the network and the devices into its hands, before the widget finds them.
 *
 * @param {(sign: Sign) => void} saw
 * @returns {Fault[]}
 */
export function installFaults(saw) {
  const signaling = new SignalingFault();
  const page = new PageFault();
  const devices = new DeviceFault((kind) => saw(kind));
  const blackout = new BlackoutFault(() => links.connections);
  const links = new LinkFault((connection) => blackout.watch(connection));
  return [
    droppingSignaling(signaling),
    killingLink(links),
    blackingOut(blackout, links, saw),
    ...unplugging(devices),
    ...leaving(page, links),
  ];
}

/**
 * @param {SignalingFault} signaling
 * @returns {Fault}
 */
function droppingSignaling(signaling) {
  return {
    name: 'Drop signaling',
    hint: 'for 10 s',
    icon: 'signaling',
    sign: () => 'signaling',
    begin: () => signaling.begin(),
    end: () => signaling.end(),
    lastsMs: OUTAGE_MS,
  };
}

/**
 * @param {LinkFault} links
 * @returns {Fault}
 */
function killingLink(links) {
  return {
    name: 'Kill link',
    hint: 'for good',
    icon: 'link',
    missing: () => noCall(links),
    sign: () => 'call',
    begin: () => links.kill(),
  };
}

/**
 * @param {BlackoutFault} blackout
 * @param {LinkFault} links
 * @param {(sign: Sign) => void} saw
 * @returns {Fault}
 */
function blackingOut(blackout, links, saw) {
  return {
    name: 'Black out media',
    hint: 'for 10 s',
    icon: 'blackout',
    missing: () => (BlackoutFault.isPossible ? noCall(links) : 'this browser can’t do that'),
    sign: () => 'pictures',
    begin: () => blackout.begin(),
    end() {
      blackout.end();
      void blackout.healed().then(() => saw('pictures'));
    },
    lastsMs: OUTAGE_MS,
  };
}

/** @param {LinkFault} links */
function noCall(links) {
  return links.connections.length > 0 ? '' : 'there is no call to break';
}

/**
 * @param {PageFault} page
 * @param {LinkFault} links
 * @returns {Fault[]}
 */
function leaving(page, links) {
  const sign = () => (links.connections.length > 0 ? 'call' : 'signaling');
  return [
    { name: 'Reload', hint: 'with a goodbye', icon: 'reload', sign, begin: () => page.reload() },
    { name: 'Crash', hint: 'without one', icon: 'crash', sign, begin: () => page.crash() },
  ];
}

/**
 * @param {DeviceFault} devices
 * @returns {Fault[]}
 */
function unplugging(devices) {
  const kinds = /** @type {const} */ ([
    ['audio', 'microphone'],
    ['video', 'camera'],
  ]);
  return kinds.map(([kind, word]) => ({
    name: `Unplug ${word}`,
    hint: 'the one in use',
    icon: word,
    sign: () => kind,
    begin: () => devices.unplug(kind),
    end: () => devices.plugIn(kind),
    undo: `Plug ${word} in`,
  }));
}
