import type { Generated } from 'kysely';

import type { CallKind, RecordedEnd } from '../protocol/index.ts';

/** What is kept of calls, and which tokens were withdrawn. Times in milliseconds since 1970 (UTC). No session description, no address, nothing that was said. */
export interface Tables {
  readonly calls: CallsTable;
  readonly participants: ParticipantsTable;
  readonly nodes: NodesTable;
  readonly webhooks: WebhooksTable;
  readonly revocations: RevocationsTable;
}

interface CallsTable {
  readonly id: string;
  /** Of the record that this row was made from: an older one never replaces it. */
  readonly version: number;
  readonly kind: CallKind;
  readonly caller_id: string;
  readonly created_at: number;
  /** When the first device of somebody called said that it rings. */
  readonly rang_at: number | null;
  readonly answered_at: number | null;
  readonly ended_at: number | null;
  readonly end_reason: RecordedEnd | null;
  /** Whose act ended it; null when nobody's did. */
  readonly ended_by: string | null;
  /** The server process that looks after the call. */
  readonly node_id: string;
}

interface ParticipantsTable {
  readonly call_id: string;
  readonly user_id: string;
  readonly name: string | null;
  /** 0 for the caller, then in the order of joining; null for whoever never joined. */
  readonly join_order: number | null;
  /** As in `calls`: one's own history is in the order of it. */
  readonly created_at: number;
  /** 1 when this user has erased it from their own history. */
  readonly erased: Generated<number>;
}

interface NodesTable {
  readonly id: string;
  /** When the process last said that it lives. */
  readonly alive_at: number;
}

interface WebhooksTable {
  /** Names the message; told with it, so that whoever hears it twice knows. */
  readonly id: string;
  readonly call_id: string;
  readonly event: string;
  readonly body: string;
  readonly created_at: number;
  /** When it is to be tried, or tried again. */
  readonly next_at: number;
  readonly attempts: number;
  readonly delivered_at: number | null;
}

interface RevocationsTable {
  readonly user_id: string;
  /** Whatever was issued until then counts for nothing. */
  readonly revoked_at: number;
  /** By the clock of the process that wrote it, which may have been long after. */
  readonly written_at: number;
}
