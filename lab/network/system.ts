import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a command to its end. Throws with what it said when it fails. */
export async function system(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, args);
  return stdout;
}

/** Words of a command line, as one writes them: none of ours holds a space. */
export const words = (text: string): string[] => text.trim().split(/\s+/);
