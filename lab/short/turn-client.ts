import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket, type SocketType } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** Methods and attributes of STUN and TURN (RFC 8489 §18, RFC 8656 §17 and §18). */
const ALLOCATE = 0x003;
const CREATE_PERMISSION = 0x008;
const ATTRIBUTE = {
  username: 6,
  integrity: 8,
  error: 9,
  peer: 0x12,
  realm: 0x14,
  nonce: 0x15,
  family: 0x17,
  transport: 0x19,
};
const MAGIC = 0x2112a442;
const UDP = 17;
const FAMILY = { IPv4: 1, IPv6: 2 } as const;
const ANSWER_MILLISECONDS = 5_000;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

type Attributes = ReadonlyMap<number, Buffer>;
type Entry = readonly [number, Buffer];

/** As much of a TURN client as it takes to ask for a relay and for leave to send somewhere. Answers are error codes, 0 for success. */
export class TurnClient {
  readonly #socket: Socket;
  readonly #credentials: Credentials;
  #challenge: readonly Entry[] = [];
  #realm = '';

  private constructor(socket: Socket, credentials: Credentials) {
    this.#socket = socket;
    this.#credentials = credentials;
  }

  static async connect(address: string, port: number, credentials: Credentials): Promise<TurnClient> {
    const type: SocketType = isIPv6(address) ? 'udp6' : 'udp4';
    const socket = createSocket(type);
    socket.connect(port, address);
    await once(socket, 'connect');
    return new TurnClient(socket, credentials);
  }

  async allocate(family: keyof typeof FAMILY): Promise<number> {
    const wanted: Entry[] = [
      [ATTRIBUTE.transport, Buffer.from([UDP, 0, 0, 0])],
      [ATTRIBUTE.family, Buffer.from([FAMILY[family], 0, 0, 0])],
    ];
    // The first answer says what to sign with.
    const challenge = await this.#ask(ALLOCATE, wanted, false);
    const [realm, nonce] = [challenge.get(ATTRIBUTE.realm), challenge.get(ATTRIBUTE.nonce)];
    if (!realm || !nonce) return codeOf(challenge);
    this.#realm = realm.toString();
    this.#challenge = [
      [ATTRIBUTE.username, Buffer.from(this.#credentials.username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ];
    return codeOf(await this.#ask(ALLOCATE, wanted, true));
  }

  async permit(address: string): Promise<number> {
    return codeOf(await this.#ask(CREATE_PERMISSION, [], true, address));
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  async #ask(method: number, wanted: readonly Entry[], isSigned: boolean, peer?: string): Promise<Attributes> {
    const transaction = randomBytes(12);
    const entries = peer === undefined ? wanted : [...wanted, [ATTRIBUTE.peer, xorAddress(peer, transaction)] as const];
    const body = Buffer.concat((isSigned ? [...entries, ...this.#challenge] : entries).map(encode));
    this.#socket.send(isSigned ? this.#sign(method, transaction, body) : message(method, transaction, body, 0));
    const [answer] = (await once(this.#socket, 'message', { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) })) as [
      Buffer,
    ];
    return attributesOf(answer);
  }

  /** RFC 8489 §14.5: over all that stands before it, with a length that includes it. */
  #sign(method: number, transaction: Buffer, body: Buffer): Buffer {
    const { username, password } = this.#credentials;
    const key = createHash('md5').update(`${username}:${this.#realm}:${password}`).digest();
    const unsigned = message(method, transaction, body, 24);
    return Buffer.concat([unsigned, encode([ATTRIBUTE.integrity, createHmac('sha1', key).update(unsigned).digest()])]);
  }
}

function message(method: number, transaction: Buffer, body: Buffer, following: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(method, 0);
  header.writeUInt16BE(body.length + following, 2);
  header.writeUInt32BE(MAGIC, 4);
  return Buffer.concat([header, transaction, body]);
}

/** Padded to a multiple of four bytes. */
function encode([type, value]: Entry): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function attributesOf(answer: Buffer): Attributes {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length;) {
    const [type, length] = [answer.readUInt16BE(at), answer.readUInt16BE(at + 2)];
    found.set(type, answer.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return found;
}

/** RFC 8489 §14.8. */
function codeOf(attributes: Attributes): number {
  const error = attributes.get(ATTRIBUTE.error);
  return error ? error.readUInt8(2) * 100 + error.readUInt8(3) : 0;
}

/** RFC 8489 §14.2. */
function xorAddress(address: string, transaction: Buffer): Buffer {
  const bytes = isIPv6(address) ? bytesOfIPv6(address) : Buffer.from(address.split('.').map(Number));
  const mask = Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), transaction]);
  const head = Buffer.from([0, bytes.length === 4 ? FAMILY.IPv4 : FAMILY.IPv6, 0, 0]);
  head.writeUInt16BE(9 ^ (MAGIC >>> 16), 2);
  return Buffer.concat([head, bytes.map((byte, index) => byte ^ mask[index]!)]);
}

/** The URL parser writes IPv6 in one way; what is missing in it is zero. */
function bytesOfIPv6(address: string): Buffer {
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => text.split(':').filter(Boolean);
  const [left, right] = [groups(before), groups(after)];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
