import type { Announcer } from '../packages/signaling/src/calls/announcer.ts';
import { type CallRecord, isLive, viewOf } from '../packages/signaling/src/calls/call-record.ts';
import { MemoryDeadlines } from '../packages/signaling/src/calls/deadlines.ts';
import type { StoredChange } from '../packages/signaling/src/calls/call-registry.ts';
import type { Device } from '../packages/signaling/src/calls/device.ts';
import { MemoryMailbox } from '../packages/signaling/src/calls/mailbox.ts';
import { MemoryCallRegistry } from '../packages/signaling/src/calls/memory-call-registry.ts';
import { Switchboard } from '../packages/signaling/src/calls/switchboard.ts';
import type { Clock } from '../packages/signaling/src/clock.ts';
import { callHandlers, callSequels } from '../packages/signaling/src/handlers/calls.ts';
import { setupTimesHandlers } from '../packages/signaling/src/handlers/setup-times.ts';
import { relayHandlers } from '../packages/signaling/src/handlers/relay.ts';
import type { Notice, NoticeName, Refusal, Reply, RequestName } from '../packages/signaling/src/protocol/index.ts';

type Handler = (device: Device, payload: unknown, arrivedAt: number) => Promise<Reply<unknown>>;

const silent = { info: () => undefined, warn: () => undefined, error: (details: unknown) => console.error(details) };

const uncounted = { relayed: () => undefined, connected: () => undefined };

export const RING_TIMEOUT_MS = 45_000;
export const GRACE_MS = 60_000;

export interface Connection {
  readonly device: Device;
  /** `received` is called when the device has said that it has it. */
  notify<Name extends NoticeName>(name: Name, notice: Notice<Name>, received?: () => void): void;
}

/** The signaling server without its sockets: everything from the request handlers inwards is the real one. */
export class SimulatedServer implements Announcer {
  readonly #clock: Clock;
  readonly #connections = new Map<string, Connection>();
  #switchboard!: Switchboard;
  #handlers!: Readonly<Partial<Record<RequestName, Handler>>>;
  #registry!: RecordingRegistry;
  /** What servers before this one have recorded. */
  #past: readonly CallRecord[] = [];
  /** Calls that a server before this one knew. Whoever was in one may still claim it. */
  readonly forgotten = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start();
  }

  /** The server is killed and started again. What was going on then is over for it, and for nobody else. */
  restart(): void {
    this.#switchboard.stop();
    for (const { id } of this.records) this.forgotten.add(id);
    const live = new Set(this.records.filter(isLive).map(({ id }) => id));
    this.#past = this.history.filter(({ id }) => !live.has(id));
    this.#connections.clear();
    this.#start();
  }

  #start(): void {
    const clock = this.#clock;
    this.#registry = new RecordingRegistry();
    const [registry, mailbox] = [this.#registry, new MemoryMailbox()];
    this.#switchboard = new Switchboard({
      ...{ registry, mailbox, clock, announcer: this, log: silent, ringTimeoutMs: RING_TIMEOUT_MS, graceMs: GRACE_MS },
      note: () => Promise.resolve(),
      deadlines: (onDue) => new MemoryDeadlines(clock, onDue),
      iceServersFor: () => [],
      iceSeconds: null,
      isConnected: (device) => this.#connections.has(device.deviceId),
      calleeFor: async (_caller, userId) => ({
        person: { userId, name: null, picture: null },
        reachable: this.#devicesOf(userId).length > 0,
      }),
    });
    this.#handlers = {
      ...callHandlers(this.#switchboard),
      ...relayHandlers({ registry, mailbox, announcer: this, metrics: uncounted }),
      ...setupTimesHandlers({ registry, metrics: uncounted }),
    } as Partial<Record<RequestName, Handler>>;
  }

  /** Every version of every call, in the order they were stored. */
  get history(): readonly CallRecord[] {
    return [...this.#past, ...this.#registry.history];
  }

  /** The latest version of each call. */
  get records(): readonly CallRecord[] {
    return [...new Map(this.history.map((record) => [record.id, record])).values()];
  }

  handle(device: Device, name: RequestName, payload: unknown): Promise<Reply<unknown>> {
    const handler = this.#handlers[name];
    if (!handler) throw new Error(`nobody handles ${name}`);
    return handler(device, payload, 0);
  }

  /** What follows once the device has been sent the grant. */
  follow(device: Device, name: RequestName, payload: unknown): void {
    const sequel = callSequels(this.#switchboard)[name] as ((device: Device, payload: unknown) => unknown) | undefined;
    sequel?.(device, payload);
  }

  /** What arrives with the last breath of a page. */
  handleAtOnce(device: Device, name: RequestName, payload: object): void {
    void this.handle(device, name, payload);
  }

  connect(connection: Connection): void {
    const { device } = connection;
    const isBack = this.#connections.has(device.deviceId);
    this.#connections.set(device.deviceId, connection);
    void (isBack ? this.#switchboard.deviceGone(device) : Promise.resolve()).then(() =>
      this.#switchboard.greet(device),
    );
  }

  /** The server notices that a connection is lost; one that was superseded meanwhile is nothing to notice. */
  disconnect(connection: Connection): void {
    if (this.#connections.get(connection.device.deviceId) !== connection) return;
    this.#connections.delete(connection.device.deviceId);
    void this.#switchboard.deviceGone(connection.device);
  }

  ring(record: CallRecord, userId: string): void {
    for (const connection of this.#devicesOf(userId)) this.#ring(record, connection);
  }

  ringDevice(record: CallRecord, _userId: string, deviceId: string): void {
    const connection = this.#connections.get(deviceId);
    if (connection) this.#ring(record, connection);
  }

  callChanged(record: CallRecord, userIds: readonly string[]): void {
    for (const userId of userIds)
      for (const connection of this.#devicesOf(userId))
        connection.notify('call:changed', {
          call: viewOf(record, userId, connection.device.deviceId),
          now: this.#clock.now(),
        });
  }

  signal(notice: Notice<'call:signal'>, userId: string): boolean {
    const devices = this.#devicesOf(userId);
    for (const connection of devices) connection.notify('call:signal', notice);
    return devices.length > 0;
  }

  signalDevice(notice: Notice<'call:signal'>, _userId: string, deviceId: string, received: () => void): boolean {
    this.#connections.get(deviceId)?.notify('call:signal', notice, received);
    return this.#connections.has(deviceId);
  }

  presenceChanged(): void {
    // Nobody watches presence here.
  }

  #devicesOf(userId: string): readonly Connection[] {
    return [...this.#connections.values()].filter(({ device }) => device.person.userId === userId);
  }

  #ring(record: CallRecord, connection: Connection): void {
    const { person, deviceId } = connection.device;
    const now = this.#clock.now();
    connection.notify('call:ring', {
      ...{
        call: viewOf(record, person.userId, deviceId),
        iceServers: [],
        iceSeconds: null,
        graceSeconds: GRACE_MS / 1000,
        now,
      },
    });
  }
}

/** Remembers every version of every call. */
class RecordingRegistry extends MemoryCallRegistry {
  readonly history: CallRecord[] = [];

  override async update(...args: Parameters<MemoryCallRegistry['update']>): Promise<StoredChange | Refusal> {
    return this.#note(await super.update(...args));
  }

  override async decideAmong(...args: Parameters<MemoryCallRegistry['decideAmong']>): Promise<StoredChange | Refusal> {
    return this.#note(await super.decideAmong(...args));
  }

  #note(change: StoredChange | Refusal): StoredChange | Refusal {
    if (!change.ok) return change;
    this.history.push(change.record);
    return change;
  }
}
