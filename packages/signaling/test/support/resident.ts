import assert from 'node:assert/strict';

import { type Client, connectAs } from './client.ts';
import { ask } from './http.ts';
import { envelope } from './signals.ts';
import type { TokenOf } from './tokens.ts';

/** How much memory the server's process has, by its own metrics, in MB. */
export async function residentMegabytes(url: string): Promise<number> {
  const { body } = await ask(`${url}/metrics`);
  const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(body)?.[1]);
  assert.ok(bytes > 0, body);
  return bytes / 1e6;
}

/** How much the process of `run-unlimited.ts` keeps that is no garbage, in MB. */
export async function keptMegabytes(url: string): Promise<number> {
  return Number((await ask(`${url}/kept`)).body) / 1e6;
}

const PAIRS = 20;
const SIGNALS = 100;
const LARGE_SDP = 'x'.repeat(30_000);

/**
 * People call each other, signal a lot, hang up and go. After that the process has the memory that it works with: 60 MB have come
 * and gone, and what is garbage by now makes room for more.
 */
export async function warmUp(url: string, tokenOf?: TokenOf): Promise<void> {
  await Promise.all(Array.from({ length: PAIRS }, (_, number) => callOnce(url, number, tokenOf)));
  for (let count = 0; count < 20; count += 1) await residentMegabytes(url);
}

async function callOnce(url: string, number: number, tokenOf?: TokenOf): Promise<void> {
  const names = [`early-${number}`, `late-${number}`] as const;
  const people = await Promise.all(names.map((name) => connectAs(url, name, tokenOf)));
  const [caller, callee] = people as [Client, Client];
  const { call } = await caller.invite(callee.userId);
  await callee.granted('call:accept', { callId: call.id });
  for (let sequence = 0; sequence < SIGNALS; sequence += 1)
    await caller.granted('call:signal', envelope(call.id, callee.userId, { type: 'offer', sdp: LARGE_SDP }, sequence));
  await caller.granted('call:leave', { callId: call.id, reason: 'hung-up' });
  for (const { socket } of people) socket.disconnect();
}
