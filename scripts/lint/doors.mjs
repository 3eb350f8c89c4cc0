/**
 * What reaches beyond the page, to devices, to other tabs and to whoever looks elsewhere, is touched by the files named here only.
 *
 * @typedef {object} Door
 * @property {string[]} files
 * @property {string[]} [globals]
 * @property {{ object?: string, property: string }[]} [properties]
 * @property {string} why said to whoever goes another way
 */

const widget = 'packages/widget/src/';
const adapters = `${widget}adapters/`;

/** @type {Door[]} */
const doors = [
  {
    files: [`${adapters}local-media.ts`],
    properties: [{ property: 'getUserMedia' }],
    why: 'Only adapters/local-media.ts opens devices, so that one place can close them.',
  },
  {
    files: [`${adapters}screen-capture.ts`],
    properties: [{ property: 'getDisplayMedia' }],
    why: 'Only adapters/screen-capture.ts captures screens, so that one place can stop it.',
  },
  {
    files: [`${adapters}attention.ts`],
    globals: ['Notification'],
    properties: [{ object: 'document', property: 'title' }],
    why: 'Only adapters/attention.ts shows notifications and touches the title, so that one place can take them back.',
  },
  {
    files: [`${adapters}ring-turn.ts`, `${adapters}call-lock.ts`],
    properties: [{ object: 'navigator', property: 'locks' }],
    why: 'Only adapters/ring-turn.ts and adapters/call-lock.ts take locks, so that it can be said who waits for whom.',
  },
  {
    files: [`${adapters}kept-calls.ts`],
    globals: ['sessionStorage'],
    why: 'Only adapters/kept-calls.ts keeps anything for a tab, so that one place can say what is left in it.',
  },
  {
    files: [`${adapters}preferences.ts`],
    globals: ['localStorage'],
    why: 'Only adapters/preferences.ts stores anything for good, so that one place can say what is left in a browser.',
  },
  {
    files: [`${adapters}screen-awake.ts`],
    properties: [{ object: 'navigator', property: 'wakeLock' }],
    why: 'Only adapters/screen-awake.ts keeps the screen on, so that one place can let it go dark.',
  },
  {
    files: [`${adapters}vibration.ts`],
    properties: [{ object: 'navigator', property: 'vibrate' }],
    why: 'Only adapters/vibration.ts shakes a phone, so that one place can stop it.',
  },
  {
    files: [`${adapters}media-controls.ts`, `${widget}elements/picture-in-picture-api.ts`],
    properties: [{ property: 'mediaSession' }],
    why: "Only adapters/media-controls.ts and elements/picture-in-picture-api.ts speak to the system's controls, so that they can be cleared.",
  },
  {
    files: [`${adapters}silenced-rings.ts`],
    globals: ['BroadcastChannel'],
    why: 'Only adapters/silenced-rings.ts talks to other tabs, so that one place checks what they say.',
  },
];

/**
 * ESLint's configuration for the widget's sources: every door is closed to all but its own file.
 *
 * @param {readonly string[]} noBrowser what `call/` may not touch besides
 */
export function closedDoors(noBrowser) {
  // As a global, `window` is known to hold the others.
  const languageOptions = { globals: { window: /** @type {const} */ ('readonly') } };
  const elsewhere = { files: [`${widget}**/*.ts`], languageOptions, rules: closing(doors) };
  const call = { files: [`${widget}call/**/*.ts`], rules: closing(doors, noBrowser) };
  const atDoors = doors.map((own) => ({ files: own.files, rules: closing(doors.filter((door) => door !== own)) }));
  return [elsewhere, call, ...atDoors];
}

/**
 * @param {readonly Door[]} closed
 * @param {readonly string[]} [besides]
 */
function closing(closed, besides = []) {
  const properties = closed.flatMap(({ properties = [], why }) => properties.map((one) => ({ ...one, message: why })));
  const names = closed.flatMap(({ globals = [], why }) => globals.map((name) => ({ name, message: why })));
  /** @type {import('eslint').Linter.RulesRecord} */
  const rules = {
    'no-restricted-properties': ['error', ...properties],
    'no-restricted-globals': ['error', { globals: [...besides, ...names], checkGlobalObject: true }],
  };
  return rules;
}
