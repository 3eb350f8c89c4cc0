/** Somebody who calls or is called. */
export interface User {
  readonly userId: string;
  /** The one whom they call, or who calls them. */
  readonly peerId: string;
  /** Which address of this machine they connect from. */
  readonly address: string;
}

/** A call that is played. */
export interface PlayedCall {
  readonly number: number;
  readonly caller: User;
  readonly callee: User;
}

/** A connection of one user to a server. */
export interface Client {
  /** Sends a message of a call; one that has to wait for what the server says before is sent as soon as that is there. */
  send(call: PlayedCall, step: number): void;
  close(): void;
}

/** Hears what clients find. */
export interface Listener {
  /** A message left for the server. */
  sent(): void;
  /** A message of the call came out at the other end. */
  arrived(call: number, step: number): void;
  /** The server refused something, or a connection was lost. */
  failed(what: string): void;
}

export type Connect = (user: User, listener: Listener) => Promise<Client>;
