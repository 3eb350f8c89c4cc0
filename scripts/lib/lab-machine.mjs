/** What the laboratory needs of a machine: whether it can run here, and what has to be installed for it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { installFromDebian } from './debian.mjs';

/** Programs, and Debian's packages that hold them. */
const programs = {
  ip: 'iproute2',
  tc: 'iproute2',
  iptables: 'iptables',
  sysctl: 'procps',
  turnserver: 'coturn',
  tcpdump: 'tcpdump',
  socat: 'socat',
  openssl: 'openssl',
};

/** @param {string} program */
const isInstalled = (program) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) =>
    existsSync(join(folder, program)),
  );

/**
 * @param {{ platform: string, isRoot: boolean, hasNamespaces: () => boolean }} machine
 * @returns {string | undefined} why no laboratory can be built on such a machine, whatever is installed
 */
export function whyUnfit({ platform, isRoot, hasNamespaces }) {
  if (platform !== 'linux') return `it needs Linux with its network namespaces, and this is ${platform}`;
  if (!isRoot) return 'it needs root, to make network namespaces';
  if (!hasNamespaces()) return 'it needs to make network namespaces, which this container does not allow';
  return undefined;
}

/**
 * Finds out whether the laboratory can run here, and installs what is missing where that can be done.
 *
 * @param {Record<string, string>} [more] further programs that are needed
 * @returns {Promise<string | undefined>} what stands in its way
 */
export async function whyNoLab(more = {}) {
  const unfit = whyUnfit({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasNamespaces: () => spawnSync('unshare', ['--net', '--mount', 'true']).status === 0,
  });
  if (unfit) return unfit;
  const wanted = Object.entries({ ...programs, ...more });
  const findMissing = () => wanted.filter(([program]) => !isInstalled(program));
  if (findMissing().length > 0) await installFromDebian([...new Set(findMissing().map(([, name]) => name))]);
  const missing = findMissing().map(([program, name]) => `${program} (Debian's package ${name})`);
  return missing.length > 0 ? `it needs ${missing.join(', ')}` : undefined;
}
