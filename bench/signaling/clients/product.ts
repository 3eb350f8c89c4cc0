import {
  type CallGrant,
  type CallView,
  type Notice,
  PROTOCOL_VERSION,
  type Reply,
  type RequestName,
  type RequestPayload,
  SOCKET_PATH,
} from 'call-window-signaling/protocol';
import type WebSocket from 'ws';

import { type Act, CALL_SCRIPT } from '../call-script.ts';
import { acknowledgementPacket, eventPacket } from '../engine-io.ts';
import type { Client, Connect, Listener, PlayedCall, User } from './client.ts';
import { closeSocket } from './open-socket.ts';
import { receiverOf } from './relayed.ts';
import { openSocketIo, type Spoken } from './socket-io.ts';

/** The page that the clients say they are. */
export const ORIGIN = 'https://app.example.com';

const LAST_STEP = CALL_SCRIPT.length - 1;
const stepOf = (act: Act): number => CALL_SCRIPT.findIndex((step) => step.act === act);
const STEPS = { invite: stepOf('invite'), ringing: stepOf('ringing'), accept: stepOf('accept'), leave: LAST_STEP };

/** Speaks as the widget does: every request is answered, every signal acknowledged, and the peer's presence watched. */
export function connectToProduct(url: string, tokenOf: (userId: string) => Promise<string>): Connect {
  const calls = new KnownCalls();
  return async (user, listener) => {
    const token = await tokenOf(user.userId);
    const client = new ProductClient(user, listener, calls);
    client.socket = await openSocketIo({
      ...{ url: `${url}${SOCKET_PATH}/?EIO=4&transport=websocket`.replace('http', 'ws'), user, listener },
      headers: { Origin: ORIGIN },
      auth: { protocol: PROTOCOL_VERSION, userId: user.userId, deviceId: crypto.randomUUID(), token },
      receive: (packet, socket) => client.receive(packet, socket),
    });
    await client.watch(user.peerId);
    return client;
  };
}

/** Which call the server means. */
class KnownCalls {
  readonly #latestOfCaller = new Map<string, PlayedCall>();
  readonly #byId = new Map<string, PlayedCall>();

  invited(call: PlayedCall): void {
    this.#latestOfCaller.set(call.caller.userId, call);
  }

  /** The call of this identifier: one that nothing was heard of before is what its caller has begun last. */
  find({ id, callerId }: Pick<CallView, 'id' | 'callerId'>): PlayedCall | undefined {
    const latest = this.#latestOfCaller.get(callerId);
    if (this.#byId.has(id) || latest === undefined) return this.#byId.get(id);
    this.#latestOfCaller.delete(callerId);
    this.#byId.set(id, latest);
    return latest;
  }

  known(id: string): PlayedCall | undefined {
    return this.#byId.get(id);
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}

class ProductClient implements Client {
  socket: WebSocket | undefined;
  readonly #user: User;
  readonly #listener: Listener;
  readonly #calls: KnownCalls;
  readonly #answers = new Map<number, (grant: unknown) => void>();
  #requests = 0;
  /** The call that the server has told this client of. */
  #current: { readonly call: PlayedCall; readonly id: string } | undefined;
  #held: { readonly call: PlayedCall; readonly step: number }[] = [];

  constructor(user: User, listener: Listener, calls: KnownCalls) {
    this.#user = user;
    this.#listener = listener;
    this.#calls = calls;
  }

  watch(userId: string): Promise<unknown> {
    return new Promise((answered) => this.#request('presence:watch', { users: [userId] }, answered));
  }

  send(call: PlayedCall, step: number): void {
    if (step === STEPS.invite) this.#invite(call);
    else if (this.#current?.call === call) this.#say(this.#current.id, call, step);
    else this.#held.push({ call, step });
  }

  close(): void {
    if (this.socket) closeSocket(this.socket);
  }

  receive(packet: Spoken, socket: WebSocket): void {
    if (packet.type === 'acknowledgement') return this.#answered(packet.id, packet.reply as Reply<unknown>);
    if (packet.id !== null) socket.send(acknowledgementPacket(packet.id));
    if (packet.name === 'call:signal') this.#heardSignal(packet.payload as Notice<'call:signal'>);
    else if (packet.name === 'call:changed') this.#heardChange((packet.payload as Notice<'call:changed'>).call);
    else if (packet.name === 'call:ring') this.#heardRing((packet.payload as Notice<'call:ring'>).call);
  }

  #invite(call: PlayedCall): void {
    this.#calls.invited(call);
    this.#listener.sent();
    const invitation = { requestId: crypto.randomUUID(), to: [call.callee.userId], kind: 'video' as const };
    this.#request('call:invite', invitation, (grant) => this.#enter((grant as CallGrant).call));
  }

  #enter(view: CallView): PlayedCall | undefined {
    const call = this.#calls.find(view);
    if (call === undefined) return undefined;
    this.#current = { call, id: view.id };
    for (const held of this.#held.splice(0)) if (held.call === call) this.#say(view.id, call, held.step);
    return call;
  }

  #say(callId: string, call: PlayedCall, step: number): void {
    const { act, body } = CALL_SCRIPT[step]!;
    this.#listener.sent();
    if (act === 'ringing') this.#request('call:ringing', { callId });
    else if (act === 'accept') this.#request('call:accept', { callId });
    else if (act === 'leave') this.#request('call:leave', { callId, reason: 'hung-up' });
    else this.#signal({ callId, to: receiverOf(call, step), attempt: 1, sequence: step, signal: body });
  }

  #signal(envelope: object): void {
    this.#request('call:signal', envelope as RequestPayload<'call:signal'>);
  }

  #request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    answered?: (grant: unknown) => void,
  ): void {
    const id = this.#requests++;
    if (answered) this.#answers.set(id, answered);
    this.socket?.send(eventPacket(name, payload, id));
  }

  #answered(id: number, reply: Reply<unknown>): void {
    if (reply.ok) this.#answers.get(id)?.(reply.grant);
    else this.#listener.failed(reply.code);
    this.#answers.delete(id);
  }

  #heardRing(view: CallView): void {
    const call = this.#enter(view);
    if (call) this.#listener.arrived(call.number, STEPS.invite);
  }

  #heardSignal({ callId, sequence }: Notice<'call:signal'>): void {
    const call = this.#calls.known(callId);
    if (call) this.#listener.arrived(call.number, sequence);
  }

  /** Of each change the one hears who did not make it; whoever made it is told, too. */
  #heardChange({ id, phase, participants }: CallView): void {
    const call = this.#calls.known(id);
    if (call === undefined) return;
    const isCaller = this.#user === call.caller;
    if (phase === 'ended' && !isCaller) {
      this.#calls.forget(id);
      this.#listener.arrived(call.number, STEPS.leave);
    } else if (phase === 'active' && isCaller) this.#listener.arrived(call.number, STEPS.accept);
    else if (isCaller && participants.some(({ standing }) => standing === 'ringing'))
      this.#listener.arrived(call.number, STEPS.ringing);
  }
}
