import { PostgresDialect } from 'kysely';

const CONNECT_MILLISECONDS = 5_000;
const QUERY_MILLISECONDS = 10_000;
const MAX_CONNECTIONS = 5;

/** PostgreSQL's type of whole numbers with 64 bits, which its driver leaves as text: times fit into a double. */
const INT8 = 20;

/** A server of PostgreSQL, connected to when it is first needed. */
export function postgresDialect(connectionString: string): PostgresDialect {
  return new PostgresDialect({
    pool: async () => {
      const { default: pg } = await import('pg');
      const pool = new pg.Pool({
        connectionString,
        max: MAX_CONNECTIONS,
        connectionTimeoutMillis: CONNECT_MILLISECONDS,
        query_timeout: QUERY_MILLISECONDS,
        types: { getTypeParser: parserOf(pg.types) },
      });
      // A connection that breaks, in use or not, is replaced; without listeners it would end the process.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
      return pool;
    },
  });
}

type Parser = (text: string) => unknown;

function parserOf(types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => unknown }) {
  return (oid: number, format?: 'text' | 'binary'): Parser =>
    oid === INT8 ? Number : (types.getTypeParser(oid, format) as Parser);
}
