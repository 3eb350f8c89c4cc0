import type { SignalingStatus } from '../../src/call/ports.ts';
import { Connection, type Identity, PACES, type SignalingSocket } from '../../src/signaling-socket/connection.ts';
import { equal } from '../elements/support.ts';

type Hear = (...values: never[]) => void;

/** What a connection does with its socket, in order; what the socket says is up to the test. */
class FakeSocket {
  connected = false;
  /** False before it is to connect, and once the server has refused. */
  active = false;
  readonly deeds: string[] = [];
  /** How long each question may have gone unanswered, in milliseconds. */
  readonly timeouts: number[] = [];
  readonly pace = { first: 0, longest: 0, timeout: 0 };
  answer = Promise.withResolvers<unknown>();
  readonly #heard = new Map<string, Hear>();
  readonly io = {
    on: (event: string, hear: Hear) => void this.#heard.set(event, hear),
    reconnectionDelay: (value: number) => void (this.pace.first = value),
    reconnectionDelayMax: (value: number) => void (this.pace.longest = value),
    timeout: (value: number) => void (this.pace.timeout = value),
  };

  on(event: string, hear: Hear): void {
    this.#heard.set(event, hear);
  }

  timeout(milliseconds: number): { emitWithAck: (name: string) => Promise<unknown> } {
    this.timeouts.push(milliseconds);
    return {
      emitWithAck: (name) => {
        this.deeds.push(name);
        return this.answer.promise;
      },
    };
  }

  connect(): void {
    this.active = true;
    this.deeds.push('connect');
  }

  disconnect(): void {
    this.connected = this.active = false;
    this.deeds.push('disconnect');
  }

  says(event: string, ...values: unknown[]): void {
    this.#heard.get(event)?.(...(values as never[]));
  }

  opens(): void {
    this.connected = this.active = true;
    this.says('connect');
    this.deeds.length = 0;
  }

  isLost(): void {
    this.connected = false;
    this.says('disconnect', 'transport close');
    this.deeds.length = 0;
  }

  refuses(code = 'not-permitted'): void {
    this.active = false;
    this.says('connect_error', Object.assign(new Error('no'), { data: { code } }));
    this.deeds.length = 0;
  }
}

const IDENTITY: Identity = {
  userId: 'ann',
  name: null,
  picture: null,
  token: () => Promise.resolve(null),
  canRenew: () => false,
};

/** Everything that was promised by now is done. */
const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));

describe('a connection to the signaling server', () => {
  let socket: FakeSocket;
  let connection: Connection;
  let statuses: SignalingStatus[];

  beforeEach(() => {
    socket = new FakeSocket();
    statuses = [];
    connection = new Connection(socket as unknown as SignalingSocket, IDENTITY);
    connection.listen({
      statusChanged: (status) => statuses.push(status),
      rang: () => undefined,
      callChanged: () => undefined,
      signalReceived: () => undefined,
      presenceChanged: () => undefined,
    });
  });

  afterEach(() => {
    connection.close();
    Reflect.deleteProperty(document, 'hidden');
  });

  const comesOnline = (): boolean => dispatchEvent(new Event('online'));
  const isLookedAt = (): boolean => {
    // The test's own page may lie behind another one's.
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    return document.dispatchEvent(new Event('visibilitychange'));
  };

  for (const [what, happens] of [
    ['the network is back', comesOnline],
    ['the page is looked at again', isLookedAt],
  ] as const) {
    it(`is asked whether it carries anything when ${what}, and kept if it does`, async () => {
      socket.opens();
      happens();
      equal(socket.deeds, ['connection:check']);
      socket.answer.resolve({ ok: true });
      await settled();
      equal([socket.deeds, statuses], [['connection:check'], ['connected']]);
    });

    it(`is tried at once when ${what} and it was lost`, () => {
      socket.opens();
      socket.isLost();
      happens();
      equal(socket.deeds, ['disconnect', 'connect']);
    });
  }

  it('is given up for a new one when it does not answer twice', async () => {
    socket.opens();
    socket.answer.reject(new Error('operation has timed out'));
    await connection.check();
    equal(socket.deeds, ['connection:check', 'connection:check', 'disconnect', 'connect']);
    equal(statuses, ['connected', 'disconnected']);
  });

  it('is kept when only one answer was late', async () => {
    socket.opens();
    const late = socket.answer;
    const checked = connection.check();
    socket.answer = Promise.withResolvers<unknown>();
    late.reject(new Error('operation has timed out'));
    socket.answer.resolve({ ok: true });
    await checked;
    equal([socket.deeds, statuses], [['connection:check', 'connection:check'], ['connected']]);
  });

  it('may take four times as long for an answer as the last one took, within reason', async () => {
    socket.opens();
    socket.answer.resolve({ ok: true });
    for (const milliseconds of [10, 300, 9_000]) {
      connection.answered(milliseconds);
      await connection.check();
    }
    equal(socket.timeouts, [450, 1_200, 4_000]);
  });

  it('may take twice as long for the second answer', async () => {
    socket.opens();
    connection.answered(300);
    socket.answer.reject(new Error('operation has timed out'));
    await connection.check();
    equal(socket.timeouts, [1_200, 2_400]);
  });

  it('is asked once at a time, and again after that', async () => {
    socket.opens();
    const asked = [connection.check(), connection.check()];
    equal(socket.deeds, ['connection:check']);
    socket.answer.resolve({ ok: true });
    await Promise.all(asked);
    await connection.check();
    equal(socket.deeds, ['connection:check', 'connection:check']);
  });

  it('is not given up twice: one that is being made has not failed yet', () => {
    socket.opens();
    connection.renew();
    connection.renew();
    equal(socket.deeds, ['disconnect', 'connect']);
  });

  it('is tried at once, and again at short intervals, while somebody waits for it', () => {
    socket.opens();
    socket.isLost();
    connection.setPace('hurried');
    connection.setPace('hurried');
    equal([socket.deeds, socket.pace], [['disconnect', 'connect'], PACES.hurried]);
    connection.setPace('calm');
    equal([socket.deeds, socket.pace], [['disconnect', 'connect'], PACES.calm]);
  });

  it('is given time with every third attempt', () => {
    connection.setPace('hurried');
    const timeouts = [1, 2, 3, 4, 5, 6].map((attempt) => {
      socket.says('reconnect_attempt', attempt);
      return socket.pace.timeout;
    });
    const { calm, hurried } = PACES;
    equal(
      timeouts,
      [hurried, hurried, calm, hurried, hurried, calm].map(({ timeout }) => timeout),
    );
  });

  it('is left alone while it is up, however much somebody waits', () => {
    socket.opens();
    connection.setPace('hurried');
    equal(socket.deeds, []);
  });

  it('is not tried again once it was refused, by nobody’s hurry', () => {
    socket.refuses();
    connection.setPace('hurried');
    comesOnline();
    isLookedAt();
    equal([socket.deeds, statuses], [[], ['refused']]);
  });

  it('is tried again after a while when the server could not say who anybody is', async () => {
    const connected = Promise.withResolvers<void>();
    connection.setPace('hurried');
    socket.refuses('internal-error');
    equal(statuses, ['disconnected']);
    socket.connect = () => connected.resolve();
    await connected.promise;
  });

  it('is not made before it is asked for', () => {
    comesOnline();
    connection.setPace('hurried');
    equal(socket.deeds, []);
  });

  it('is tried no more when it is closed', () => {
    socket.opens();
    connection.close();
    socket.deeds.length = 0;
    socket.active = true;
    comesOnline();
    isLookedAt();
    equal(socket.deeds, []);
  });
});
