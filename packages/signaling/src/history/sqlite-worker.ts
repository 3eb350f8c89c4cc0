import { parentPort, workerData } from 'node:worker_threads';

import { SqliteFile } from './sqlite-file.ts';
import type { SqliteQuestion, SqliteReply } from './sqlite-thread.ts';

// Runs in a thread of its own: `SqliteThread` starts it, and asks it one thing after the other.
const file = new SqliteFile(workerData as string);

parentPort?.on('message', (question: SqliteQuestion | 'close') => {
  if (question !== 'close') return parentPort?.postMessage(reply(question));
  file.close();
  parentPort?.close();
});

function reply({ id, sql, parameters }: SqliteQuestion): SqliteReply {
  try {
    return { id, answer: file.run(sql, parameters) };
  } catch (error) {
    return { id, error };
  }
}
