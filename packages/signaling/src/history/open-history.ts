import type { Clock } from '../clock.ts';
import type { RevocationStore } from '../identity/revocations.ts';
import type { Log } from '../observability/log.ts';
import type { Settings } from '../settings.ts';
import { Outbox, putEvents } from '../webhooks/outbox.ts';
import { Webhooks } from '../webhooks/webhooks.ts';
import { CallHistory } from './call-history.ts';
import { Database } from './database.ts';
import { RevocationTable } from './revocation-table.ts';

type HistorySettings = Pick<
  Settings,
  'databaseUrl' | 'historyRetentionDays' | 'graceSeconds' | 'webhookUrl' | 'webhookSecret'
>;

export interface OpenHistory {
  readonly history: CallHistory;
  readonly revocations: RevocationStore;
  /** Writes what waits, and lets go of the database. */
  close(): Promise<void>;
}

/** The history, the revocations, and, where the host wants to be told of calls, what tells it: all in one database. */
export function openHistory(settings: HistorySettings, clock: Clock, log: Log): OpenHistory {
  const { databaseUrl, historyRetentionDays: retentionDays, graceSeconds, webhookUrl: url } = settings;
  const database = new Database(databaseUrl);
  const history = new CallHistory({
    ...{ database, retentionDays, clock, log },
    graceMs: graceSeconds * 1000,
    beside: async (db, calls) => (url === undefined ? undefined : putEvents(db, calls, clock.now())),
  });
  const outbox = new Outbox(database);
  const secret = settings.webhookSecret ?? '';
  const webhooks = url === undefined ? null : new Webhooks({ url, secret, outbox, clock, log });
  return {
    history,
    revocations: new RevocationTable(database),
    async close() {
      await webhooks?.close();
      await history.close();
      await database.close();
    },
  };
}
