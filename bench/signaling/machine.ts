import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which cores of the machine the two sides have to themselves; undefined where they have to share. */
export interface Cores {
  readonly server: number | undefined;
  readonly generator: number | undefined;
}

/** Finds a core for each side, where there are two and `taskset` (util-linux) is there to pin processes to them. */
export function findCores(): Cores {
  const [server, generator] = coresIn(/^Cpus_allowed_list:\s*(\S+)/m.exec(readProc('self/status'))?.[1] ?? '');
  return generator === undefined || !hasTaskset() ? { server: undefined, generator: undefined } : { server, generator };
}

/** @param list as Linux writes it, such as `0-2,5` */
export function coresIn(list: string): readonly number[] {
  return list.split(',').flatMap((part) => {
    const [first = '', last = first] = part.split('-');
    return first === '' ? [] : Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
  });
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Keeps this process, with all its threads, on one core. */
export function pinItself(core: number): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(process.pid)], {
    stdio: 'ignore',
  });
}

/** The command that runs another one on a core. */
export function pinned(core: number | undefined, command: readonly string[]): readonly string[] {
  return core === undefined ? command : ['taskset', '--cpu-list', String(core), ...command];
}

/** What a process has had of the CPU so far, in the kernel and out of it, all threads together, in milliseconds. */
export function cpuOf(pid: number): number {
  return ticksIn(readProc(`${pid}/stat`)) * millisecondsPerTick();
}

/** `utime` and `stime` of a line of proc_pid_stat(5); the command before them is in brackets and may hold anything. */
export function ticksIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** What all processes together have had so far, in milliseconds. */
export function cpuOfAll(): number {
  return busyTicksIn(readProc('stat')) * millisecondsPerTick();
}

/** `user`, `nice` and `system` of the first line of proc_stat(5). */
export function busyTicksIn(stat: string): number {
  const [, user, nice, system] = stat.split(/\s+/);
  return Number(user) + Number(nice) + Number(system);
}

let tick: number | undefined;

function millisecondsPerTick(): number {
  tick ??= 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return tick;
}

function readProc(path: string): string {
  return readFileSync(`/proc/${path}`, 'utf8');
}
