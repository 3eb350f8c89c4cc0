import type { Notice, RecordedEnding, RequestPayload } from '../../src/protocol/index.ts';
import type { Client } from './client.ts';
import type { RunningServer } from './start-server.ts';

export type Invitation = RequestPayload<'call:invite'>;

/** Ann's call to Ben, ringing on one device of his. */
export async function ring(server: RunningServer) {
  const ann = await server.connect('ann');
  const ben = await server.connect('ben');
  const { call } = await ann.invite('ben');
  await ben.notice('call:ring');
  return { ann, ben, callId: call.id };
}

/** Ann and Ben, talking. */
export async function talk(server: RunningServer) {
  const ringing = await ring(server);
  await ringing.ben.granted('call:accept', { callId: ringing.callId });
  return ringing;
}

export async function endingOf(client: Client): Promise<RecordedEnding | null> {
  const { call } = await client.notice('call:changed', ended);
  return call.ended;
}

export const ended = ({ call }: Notice<'call:changed'>): boolean => call.phase === 'ended';
