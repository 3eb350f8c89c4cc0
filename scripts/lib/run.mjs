/** Child processes, as the scripts need them. Runs on Node 18, for `with-node.mjs` uses it. */
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a command to its end with this process's output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it or it could not be started
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // Windows starts `npm.cmd` through a shell only.
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32', ...options });
    const stopForwarding = forwardSignals(child);
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      stopForwarding();
      resolve(1);
    });
    child.on('exit', (code) => {
      stopForwarding();
      resolve(code ?? 1);
    });
  });
}

/**
 * Hands a request to stop on to a child, so that nothing outlives `npm start` or `npm test`.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops handing on
 */
export function forwardSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const handlers = signals.map((signal) => {
    const forward = () => void child.kill(signal);
    process.on(signal, forward);
    return () => void process.off(signal, forward);
  });
  return () => handlers.forEach((stop) => stop());
}
