import type { Client, Connect, Listener, User } from './clients/client.ts';

/** So many connections of one address: servers allow each only so many, and so many a minute. */
const USERS_OF_ADDRESS = 100;

/** How many connect at a time. */
const AT_A_TIME = 16;

/** Two who call each other. */
export type Pair = readonly [User, User];

/** People in pairs, each of whom comes from one of many addresses of this machine (127.0.0.0/8, RFC 1122 §3.2.1.3). */
export function pairsOf(connections: number): readonly Pair[] {
  return Array.from({ length: connections / 2 }, (_, index) => [
    { userId: `user-${2 * index}`, peerId: `user-${2 * index + 1}`, address: addressOf(2 * index) },
    { userId: `user-${2 * index + 1}`, peerId: `user-${2 * index}`, address: addressOf(2 * index + 1) },
  ]);
}

function addressOf(user: number): string {
  const network = Math.floor(user / USERS_OF_ADDRESS);
  return `127.1.${Math.floor(network / 250)}.${(network % 250) + 1}`;
}

export type Clients = ReadonlyMap<string, Client>;

/** Connects them all, a few at a time. */
export async function connectAll(pairs: readonly Pair[], connect: Connect, listener: Listener): Promise<Clients> {
  const clients = new Map<string, Client>();
  const waiting = pairs.flat().values();
  const connectSome = async (): Promise<void> => {
    for (const user of waiting) clients.set(user.userId, await connect(user, listener));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, connectSome));
  return clients;
}

export function disconnectAll(clients: Clients): void {
  for (const client of clients.values()) client.close();
}
