import { type Logger, pino } from 'pino';

/** What the server needs of a logger; pino and its children fit. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** The given logger, or one of its own: JSON lines on standard output, or nothing. */
export function logFrom(logger: Logger | 'silent' | undefined): Log {
  if (logger === 'silent') return pino({ level: 'silent' });
  return logger ?? pino({ name: 'call-window-signaling' });
}
