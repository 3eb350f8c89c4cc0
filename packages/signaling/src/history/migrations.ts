import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

import type { Tables } from './tables.ts';

/** Each is run once, in the order of their names; one that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-calls': {
    up: (db) => createCalls(db),
  },
  '002-webhooks': {
    up: (db) => createWebhooks(db),
  },
  '003-revocations': {
    up: (db) => createRevocations(db),
  },
};

/** Brings the database up to what this version needs. Several processes may do so at once. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}

// No migration knows the tables' types: those are of the newest version.
type AnyDatabase = Parameters<NonNullable<Migration['up']>>[0];

async function createCalls(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'varchar(16)', (column) => column.notNull())
    .addColumn('caller_id', 'varchar(255)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('rang_at', 'bigint')
    .addColumn('answered_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'varchar(32)')
    .addColumn('ended_by', 'varchar(255)')
    .addColumn('node_id', 'varchar(64)', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('calls_open').on('calls').columns(['ended_at', 'node_id']).execute();
  await db.schema
    .createTable('nodes')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('alive_at', 'bigint', (column) => column.notNull())
    .execute();
  await createParticipants(db);
}

async function createParticipants(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('participants')
    .addColumn('call_id', 'varchar(64)', (column) => column.notNull().references('calls.id').onDelete('cascade'))
    .addColumn('user_id', 'varchar(255)', (column) => column.notNull())
    .addColumn('name', 'varchar(200)')
    .addColumn('join_order', 'integer')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('erased', 'integer', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('participants_pk', ['call_id', 'user_id'])
    .execute();
  const history = ['user_id', 'created_at desc', 'call_id desc'];
  await db.schema.createIndex('participants_history').on('participants').columns(history).execute();
}

async function createWebhooks(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'varchar(128)', (column) => column.primaryKey())
    .addColumn('call_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('event', 'varchar(32)', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('delivered_at', 'bigint')
    .execute();
  await db.schema.createIndex('webhooks_due').on('webhooks').columns(['delivered_at', 'next_at']).execute();
}

async function createRevocations(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable('revocations')
    .addColumn('user_id', 'varchar(255)', (column) => column.primaryKey())
    .addColumn('revoked_at', 'bigint', (column) => column.notNull())
    .addColumn('written_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('revocations_written').on('revocations').column('written_at').execute();
}
