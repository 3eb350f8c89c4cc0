import * as v from 'valibot';

import { IceServer } from '../../protocol/index.ts';
import { route } from '../route.ts';

export const iceServers = route({
  method: 'GET',
  path: '/ice-servers',
  summary: 'The STUN and TURN servers that the user may use now, with passwords that hold for `ttlSeconds`.',
  parameters: v.object({}),
  body: v.object({ iceServers: v.array(IceServer), ttlSeconds: v.number() }),
  problems: [],
  answer: async ({ iceServersFor, turnTtlSeconds }, userId) => ({
    body: { iceServers: iceServersFor(userId), ttlSeconds: turnTtlSeconds },
  }),
});
