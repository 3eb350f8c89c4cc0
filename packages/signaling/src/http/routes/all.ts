import type { Route } from '../route.ts';
import { eraseCalls, findCall, listCalls } from './calls.ts';
import { iceServers } from './ice-servers.ts';

/** Everything that can be asked for under the API's path, besides its description. */
export const ROUTES: readonly Route[] = [iceServers, listCalls, findCall, eraseCalls];
