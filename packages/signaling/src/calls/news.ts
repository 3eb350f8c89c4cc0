import type { CallRecord } from './call-record.ts';
import { isCorroborated } from './claimed-call.ts';

/** What a history tells of a call. */
const TOLD = ['kind', 'rangAt', 'answeredAt', 'endedAt'] as const;

/** Whether the record has something to tell that it had not before. That somebody is away for a moment is nothing. */
export function isNews(before: CallRecord | undefined, record: CallRecord): boolean {
  if (!isCorroborated(record)) return false;
  if (before === undefined || !isCorroborated(before)) return true;
  return TOLD.some((what) => before[what] !== record[what]) || joined(before) !== joined(record);
}

/** The record, if anything of it was told. */
export function known(record: CallRecord | undefined): CallRecord | undefined {
  return record !== undefined && isCorroborated(record) ? record : undefined;
}

function joined({ participants }: CallRecord): number {
  return participants.filter(({ joinOrder }) => joinOrder !== null).length;
}
