import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const DISK_BYTES = 4 * 1024 * 1024;
const BLOCK = Buffer.alloc(4096);

/** A folder whose disk a test can fill. */
export interface SmallDisk extends AsyncDisposable {
  readonly folder: string;
  /** From now on this process cannot make files longer. */
  fill(processId: number): Promise<void>;
  makeRoom(processId: number): Promise<void>;
}

/** As small as can be had: a disk of its own for root, for others a limit to what the process may write (Linux both). */
export async function smallDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'call-window-disk-'));
  return process.getuid?.() === 0 ? mountedDisk(folder) : limitedFiles(folder);
}

/** Filled to its last byte: ENOSPC. */
async function mountedDisk(folder: string): Promise<SmallDisk> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => fillUp(ballast),
    makeRoom: () => rm(ballast),
    async [Symbol.asyncDispose]() {
      await run('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

async function fillUp(ballast: string): Promise<void> {
  await using file = await open(ballast, 'w');
  for (;;) {
    try {
      await file.write(BLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}

/** No file may be longer than a database that has just been made (RLIMIT_FSIZE): EFBIG. */
async function limitedFiles(folder: string): Promise<SmallDisk> {
  const limit = (processId: number, bytes: number | 'unlimited') =>
    run('prlimit', [`--pid=${processId}`, `--fsize=${bytes}:`]);
  return {
    folder,
    async fill(processId) {
      const { size } = await stat(join(folder, 'calls.db-wal'));
      await limit(processId, size);
    },
    async makeRoom(processId) {
      await limit(processId, 'unlimited');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
