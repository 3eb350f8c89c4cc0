import process from 'node:process';

import { startDemo } from './server/start-demo.js';
import { readSettings } from './server/settings.js';

/** Starts the demo and prints what to open. */
async function main() {
  const demo = await startDemo(readSettings(process.env));
  process.stdout.write(welcome(demo.url));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void demo.close().finally(() => process.exit(0)));
}

/** @param {string} url */
function welcome(url) {
  return `
  Linden is running. Open these two links in two windows:

    Ann  ${url}/?user=ann&peer=ben
    Ben  ${url}/?user=ben&peer=ann

  Press Ctrl+C to stop.

`;
}

/**
 * @param {any} error
 * @returns {unknown} what to tell whoever started the demo
 */
function explain(error) {
  if (error.code === 'EADDRINUSE')
    return `Port ${error.port} is in use. Choose another one, such as PORT=${error.port + 1}.`;
  if (!error.setting) return error.message ?? error;
  // The signaling server names its options; here they were set as variables of the same names.
  return error.message.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, variableOf);
}

/** @param {string} option */
function variableOf(option) {
  return option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

main().catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});
