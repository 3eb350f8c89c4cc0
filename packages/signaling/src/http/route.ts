import type * as v from 'valibot';

import type { CallHistory } from '../history/call-history.ts';
import type { IceServersFor } from '../ice-servers/ice-servers.ts';
import type { Problem } from './problem.ts';

/** What the routes work with. */
export interface RouteParts {
  readonly history: Pick<CallHistory, 'page' | 'find' | 'erase'>;
  readonly iceServersFor: IceServersFor;
  readonly turnTtlSeconds: number;
}

/** What a request comes to: a body, nothing to say (204), or a problem. */
export type RouteAnswer = { readonly body: unknown } | 'done' | { readonly problem: Problem };

/** What an address may say, by name: in the braces of the path, and in the query. */
export type Parameters = v.ObjectSchema<v.ObjectEntries, undefined>;

/** One thing that can be asked for under `/api/communication`, as the server answers it and as its description says. */
export interface Route {
  readonly method: 'GET' | 'DELETE';
  /** As OpenAPI writes it: `/calls/{callId}`. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  /** What a body looks like; undefined where there is none. */
  readonly body: v.GenericSchema | undefined;
  readonly problems: readonly Problem[];
  readonly answer: (parts: RouteParts, userId: string, parameters: unknown) => Promise<RouteAnswer>;
}

interface RouteOf<Schema extends Parameters> extends Omit<Route, 'parameters' | 'answer'> {
  readonly parameters: Schema;
  readonly answer: (parts: RouteParts, userId: string, parameters: v.InferOutput<Schema>) => Promise<RouteAnswer>;
}

/** Ties what a route is asked with to the schema that it was checked by. */
export function route<Schema extends Parameters>(definition: RouteOf<Schema>): Route {
  return definition as Route;
}
