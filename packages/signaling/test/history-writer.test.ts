import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallRecord } from '../src/calls/call-record.ts';
import { HistoryWriter, MAX_WAITING } from '../src/history/history-writer.ts';
import { ManualClock } from './support/manual-clock.ts';
import { after, annCancels, callTo } from './support/people.ts';

/** What the log was told. */
function listeningLog() {
  const errors: string[] = [];
  return {
    errors,
    info: () => undefined,
    warn: () => undefined,
    error: (_: object, text: string) => errors.push(text),
  };
}

/** A database that takes nothing until it is mended. */
function brokenDatabase() {
  const database = { isMended: false, saved: [] as CallRecord[] };
  const save = async (records: readonly CallRecord[]): Promise<void> => {
    if (!database.isMended) throw new Error('out of order');
    database.saved.push(...records);
  };
  return Object.assign(database, { save });
}

describe('calls that wait for a database that is out of order', () => {
  it('are written when it is back, the latest version of each', async () => {
    const [database, clock] = [brokenDatabase(), new ManualClock()];
    const writer = new HistoryWriter({ save: database.save, clock, log: listeningLog() as never });
    const call = callTo('ben');
    writer.note(call);
    await writer.settled();
    for (let calls = 0; calls < 1_000; calls += 1) writer.note(callTo('cleo'));
    const canceled = after(call, annCancels);
    writer.note(canceled);
    database.isMended = true;
    clock.advance(5_000);
    await writer.settled();
    assert.deepEqual([writer.waiting, database.saved.length], [0, 1_001]);
    assert.deepEqual(
      database.saved.filter(({ id }) => id === call.id),
      [canceled],
    );
  });

  it('are given up from a number on, the oldest first, and the log and the count say so', async () => {
    const [database, clock, log] = [brokenDatabase(), new ManualClock(), listeningLog()];
    const writer = new HistoryWriter({ save: database.save, clock, log: log as never });
    const [oldest, goesOn] = [after(callTo('ben'), annCancels), callTo('ben')];
    for (const record of [oldest, goesOn]) writer.note(record);
    await writer.settled();
    const template = after(callTo('ben'), annCancels);
    for (let calls = 0; calls < MAX_WAITING; calls += 1) writer.note({ ...template, id: String(calls) });
    assert.deepEqual([writer.waiting, writer.lost], [MAX_WAITING, 1], 'one that goes on is noted again');
    writer.note(after(goesOn, annCancels));
    assert.deepEqual([writer.waiting, writer.lost], [MAX_WAITING, 2]);
    assert.deepEqual(log.errors.length, 2, `${log.errors}`);
    database.isMended = true;
    clock.advance(5_000);
    await writer.settled();
    const saved = new Set(database.saved.map(({ id }) => id));
    assert.deepEqual(
      [oldest.id, '0', '1', goesOn.id].map((id) => saved.has(id)),
      [false, false, true, true],
    );
  });
});

describe('whoever asks the history while calls go on without a pause', () => {
  it('waits for those that were noted before, and for no more', async () => {
    let goesOn = true;
    const save = async (): Promise<void> => {
      if (goesOn) writer.note(callTo('ben'));
    };
    const writer = new HistoryWriter({ save, clock: new ManualClock(), log: listeningLog() as never });
    writer.note(callTo('ben'));
    await writer.settled();
    assert.equal(writer.waiting, 1);
    goesOn = false;
    await writer.settled();
    assert.equal(writer.waiting, 0);
  });
});

describe('a call that changes while others are written', () => {
  it('is written with them, and no empty batch follows', async () => {
    const [clock, sizes] = [new ManualClock(), [] as number[]];
    const save = async (records: readonly CallRecord[]): Promise<void> => void sizes.push(records.length);
    const writer = new HistoryWriter({ save, clock, log: listeningLog() as never });
    const call = callTo('ben');
    writer.note(call);
    writer.note({ ...callTo('cleo'), version: 2 });
    await writer.written(call.id);
    clock.advance(1_000);
    await writer.close();
    assert.deepEqual(sizes, [2]);
  });
});
