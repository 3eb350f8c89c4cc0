/** What a program and all that it started have had of the CPU, by proc_pid_stat(5): Linux only. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** @typedef {{ total: number, threads: Map<string, number> }} Cpu seconds so far; threads by the kind of their process and their name */

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    // It ended while it was looked for.
    return '';
  }
}

/** @param {string} folder of numbers, as for processes and threads @returns {string[]} */
function numbersIn(folder) {
  try {
    return readdirSync(`/proc/${folder}`).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** @param {string} stat a line of proc_pid_stat(5); the command in brackets may hold anything */
function parse(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
    parent: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  };
}

/** @param {number} root process id @returns {string[]} its id and those of all that descend from it */
function treeOf(root) {
  const all = numbersIn('').map((id) => ({ id, parent: parse(read(`${id}/stat`)).parent }));
  const tree = [String(root)];
  for (const parent of tree) tree.push(...all.filter((one) => String(one.parent) === parent).map(({ id }) => id));
  return tree;
}

/** @param {string} id of one of Chromium's processes, which say on their command line what they are for */
function kindOf(id) {
  const command = read(`${id}/cmdline`);
  const [, service] = /--utility-sub-type=(\w+)/.exec(command) ?? [];
  const [, type = 'browser'] = /--type=([\w-]+)/.exec(command) ?? [];
  return service ?? type;
}

let ticksPerSecond = 0;

/** @param {number} ticks */
function seconds(ticks) {
  ticksPerSecond ||= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks / ticksPerSecond;
}

/** @param {number} root process id @returns {Cpu} */
export function cpuOfTree(root) {
  /** @type {Cpu} */
  const cpu = { total: 0, threads: new Map() };
  for (const id of treeOf(root)) {
    const stat = read(`${id}/stat`);
    if (stat === '') continue;
    cpu.total += seconds(parse(stat).ticks);
    const kind = kindOf(id);
    for (const thread of numbersIn(`${id}/task`)) {
      const { name, ticks } = parse(read(`${id}/task/${thread}/stat`));
      const label = `${kind}: ${name}`;
      if (ticks > 0) cpu.threads.set(label, (cpu.threads.get(label) ?? 0) + seconds(ticks));
    }
  }
  return cpu;
}

/** @returns {number} seconds that all programs together have had so far */
export function cpuOfMachine() {
  const [, user, nice, system] = read('stat').split(/\s+/);
  return seconds(Number(user) + Number(nice) + Number(system));
}
