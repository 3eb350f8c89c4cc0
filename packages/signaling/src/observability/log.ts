import { type Logger, pino } from 'pino';

import { describeError } from './describe-error.ts';

/** What the server needs of a logger; pino and its children fit. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** The given logger, or one of its own: JSON lines on standard output, or nothing. However it tells of errors, these say nothing private. */
export function logFrom(logger: Logger | 'silent' | undefined): Log {
  if (logger === 'silent') return pino({ level: 'silent' });
  const told = logger ?? pino({ name: 'call-window-signaling' });
  return told.child({}, { serializers: { err: (error: unknown) => describeError(error) } });
}
