import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { Server as SocketServer } from 'socket.io';
import { io, type Socket } from 'socket.io-client';

import type { SignalingOptions, SignalingServer } from '../src/index.ts';
import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { envelope, offer } from './support/signals.ts';
import { listening, spawnProgram } from './support/standalone.ts';

const EXAMPLE = new URL('../../../examples/express/', import.meta.url);

/** The example's server, as far as it is used here. */
interface Host extends AsyncDisposable {
  readonly url: string;
  readonly chat: SocketServer;
  readonly signaling: SignalingServer;
  close(): Promise<void>;
}

async function startHost(): Promise<Host> {
  const module = (await import(new URL('host.js', EXAMPLE).href)) as {
    startHost(settings: { calls: Partial<SignalingOptions> }): Promise<Omit<Host, typeof Symbol.asyncDispose>>;
  };
  const host = await module.startHost({ calls: { databaseUrl: 'sqlite::memory:', logger: 'silent' } });
  return { ...host, [Symbol.asyncDispose]: () => host.close() };
}

/** Signs in as a browser does; resolves with the cookie. */
async function signIn(url: string, user: string): Promise<string> {
  const body = new URLSearchParams({ user, next: '/with/ben' });
  const { headers, status } = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  assert.equal(status, 302);
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A device of the user, with a token as the example's page gets it. */
async function deviceOf(url: string, user: string): Promise<Client> {
  const { body } = await ask(`${url}/call-token`, { headers: { Cookie: await signIn(url, user) } });
  const { token } = JSON.parse(body) as { token: string };
  return Client.connect(url, user, { auth: { token } });
}

async function joinChat(url: string, user: string): Promise<Socket> {
  const chat = io(url, { extraHeaders: { Cookie: await signIn(url, user) }, forceNew: true, reconnection: false });
  await once(chat as never, 'connect');
  return chat;
}

/** What one says in the host's chat, the other hears. */
async function chats(one: Socket, other: Socket): Promise<void> {
  const said = once(other as never, 'said', { signal: AbortSignal.timeout(10_000) });
  one.emit('say', 'hello');
  assert.deepEqual(await said, [{ by: 'ann', text: 'hello' }]);
}

/** One rings, the other answers, and a signal goes between them. */
async function call(one: Client, other: Client): Promise<string> {
  const { call: made } = await one.invite(other.userId);
  await other.notice('call:ring', ({ call: rung }) => rung.id === made.id);
  await other.granted('call:accept', { callId: made.id });
  await signals(one, other, made.id, 0);
  return made.id;
}

async function signals(one: Client, other: Client, callId: string, sequence: number): Promise<void> {
  await one.granted('call:signal', envelope(callId, other.userId, offer, sequence));
  await other.notice('call:signal', (notice) => notice.callId === callId && notice.sequence === sequence);
}

describe('the example with Express', () => {
  it('answers its own routes', async () => {
    await using host = await startHost();
    const stranger = await ask(`${host.url}/with/ben`);
    assert.match(stranger.body, /Who are you\?/);
    assert.equal((await ask(`${host.url}/call-token`)).status, 401);
    const { status, body } = await ask(`${host.url}/with/ben`, { headers: { Cookie: await signIn(host.url, 'ann') } });
    assert.equal(status, 200);
    assert.match(body, /<call-window user-id="ann" peer-id="ben" token="eyJ[\w.-]+"><\/call-window>/);
    assert.match((await ask(`${host.url}/page.js`)).body, /getToken/);
    assert.equal((await ask(`${host.url}/nothing`)).status, 404);
    for (const hostile of ['/with/%22%3E%3Cscript%3E', '/with/a%20b']) {
      const refused = await ask(host.url + hostile);
      assert.equal(refused.status, 404);
      assert.doesNotMatch(refused.body, /<script>/);
    }
  });

  it('has calls beside its routes, and its own headers on its own pages only', async () => {
    await using host = await startHost();
    assert.equal((await ask(`${host.url}/healthz`)).body, '{"status":"ok"}');
    assert.equal((await ask(`${host.url}/api/communication/calls`)).status, 401);
    const page = await ask(`${host.url}/with/ben`);
    assert.equal(page.headers['content-security-policy'], undefined);
  });

  it('has a chat and calls at once, over one port', async () => {
    await using host = await startHost();
    const [ann, ben] = [await deviceOf(host.url, 'ann'), await deviceOf(host.url, 'ben')];
    const [annChats, benChats] = [await joinChat(host.url, 'ann'), await joinChat(host.url, 'ben')];
    await call(ann, ben);
    await chats(annChats, benChats);
    await assert.rejects(Client.connect(host.url, 'ann', { auth: { token: 'forged' } }), /not valid/);
    const stranger = io(host.url, { forceNew: true, reconnection: false });
    const [refusal] = (await once(stranger as never, 'connect_error')) as [Error];
    assert.match(refusal.message, /Sign in first/);
    assert.deepEqual([ben.noticesOf('call:ring').length, annChats.connected], [1, true]);
  });

  it('goes on chatting when the calls are closed', async () => {
    await using host = await startHost();
    const ann = await deviceOf(host.url, 'ann');
    const [annChats, benChats] = [await joinChat(host.url, 'ann'), await joinChat(host.url, 'ben')];
    const gone = once(ann.socket as never, 'disconnect');
    await host.signaling.close();
    await gone;
    await chats(annChats, benChats);
    await chats(await joinChat(host.url, 'ann'), benChats);
    assert.equal((await ask(`${host.url}/healthz`)).status, 404);
    assert.equal((await ask(`${host.url}/with/ben`)).status, 200);
  });

  it('goes on calling when the chat is closed', async () => {
    await using host = await startHost();
    const [ann, ben] = [await deviceOf(host.url, 'ann'), await deviceOf(host.url, 'ben')];
    const chat = await joinChat(host.url, 'ann');
    const callId = await call(ann, ben);
    const gone = once(chat as never, 'disconnect');
    // It closes the HTTP server, and waits until nobody is connected to it any more.
    const closed = host.chat.close();
    await gone;
    await signals(ann, ben, callId, 1);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    await call(ben, ann);
    await host.signaling.close();
    await closed;
  });

  it('is a program that lets everybody go and ends by itself when it is told to', async () => {
    const script = fileURLToPath(new URL('start.js', EXAMPLE));
    const program = spawnProgram({ PORT: '0' }, [], script);
    program.stderr.resume();
    const exited = once(program, 'exit');
    const url = await listening(program);
    program.stdout.resume();
    const [ann, ben] = [await deviceOf(url, 'ann'), await deviceOf(url, 'ben')];
    const chat = await joinChat(url, 'ann');
    await call(ann, ben);
    const gone = [ann.socket, ben.socket, chat].map((socket) => once(socket as never, 'disconnect'));
    program.kill('SIGTERM');
    await Promise.all(gone);
    assert.deepEqual(await exited, [0, null]);
  });
});
