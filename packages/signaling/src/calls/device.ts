import type { Person } from '../protocol/index.ts';

/** A connected page of a person. */
export interface Device {
  readonly person: Person;
  readonly deviceId: string;
}
