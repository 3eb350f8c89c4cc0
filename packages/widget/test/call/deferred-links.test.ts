import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createDeferredLinks } from '../../src/adapters/deferred-links.ts';
import type { Link, LinkOptions, LinkPort } from '../../src/call/ports.ts';
import { Log } from '../fakes/log.ts';

/** An engine whose links write down everything they are asked. */
class RecordingEngine implements LinkPort {
  readonly did = new Log<string>();

  open({ userId }: LinkOptions): Link {
    const did = (what: string): void => this.did.add(`${userId} ${what}`);
    did('open');
    return {
      deliver: ({ type }, sequence) => did(`deliver ${type} ${sequence}`),
      openGate: () => did('openGate'),
      send: ({ type }) => did(`send ${type}`),
      restart: () => did('restart'),
      useIceServers: () => did('useIceServers'),
      stats: async () => null,
      close: () => did('close'),
    };
  }
}

function setUp() {
  const engine = new RecordingEngine();
  const loads: PromiseWithResolvers<LinkPort>[] = [];
  const links = createDeferredLinks(() => {
    const load = Promise.withResolvers<LinkPort>();
    loads.push(load);
    return load.promise;
  });
  const reports = new Log<string>();
  const open = (userId = 'ben'): Link =>
    links.open({
      userId,
      role: 'initiator',
      gate: 'open',
      iceServers: [],
      relayOnly: false,
      listener: {
        signal: () => undefined,
        changed: (link) => reports.add(`${userId} ${link}`),
        quiet: () => undefined,
        mediaArrived: () => undefined,
        rated: () => undefined,
        pictureIs: () => undefined,
        said: () => undefined,
      },
    });
  return { engine, loads, links, reports, open };
}

const renegotiate = { type: 'renegotiate', renegotiate: true } as const;

/** Everything that can be asked of an open link, in an order that matters. */
function useFully(link: Link): void {
  link.deliver(renegotiate, 0);
  link.openGate();
  link.deliver(renegotiate, 1);
  link.restart();
  link.useIceServers([]);
  link.send({ type: 'goodbye', reason: 'hung-up' });
}

const FULL_USE = [
  'open',
  'deliver renegotiate 0',
  'openGate',
  'deliver renegotiate 1',
  'restart',
  'useIceServers',
  'send goodbye',
];

describe('links whose engine is still being loaded', () => {
  it('do afterwards what they were asked, in the same order', async () => {
    const { engine, loads, open } = setUp();
    useFully(open());
    assert.deepEqual(engine.did.entries, []);
    loads[0]!.resolve(engine);
    await engine.did.first((did) => did === 'ben send goodbye');
    assert.deepEqual(
      engine.did.entries,
      FULL_USE.map((did) => `ben ${did}`),
    );
  });

  it('load the engine once, however many there are', async () => {
    const { engine, loads, links, open } = setUp();
    links.preload();
    open('ben');
    open('cleo');
    assert.equal(loads.length, 1);
    loads[0]!.resolve(engine);
    await engine.did.first((did) => did === 'cleo open');
    assert.deepEqual(engine.did.entries, ['ben open', 'cleo open']);
  });

  it('do at once what they are asked when the engine is there', async () => {
    const { engine, loads, open } = setUp();
    const link = open();
    loads[0]!.resolve(engine);
    await engine.did.first((did) => did === 'ben open');
    await Promise.resolve();
    link.send({ type: 'goodbye', reason: 'hung-up' });
    link.close();
    assert.deepEqual(engine.did.entries, ['ben open', 'ben send goodbye', 'ben close'], 'a page that goes cannot wait');
  });

  it('are never opened when they were closed before it was there', async () => {
    const { engine, loads, open } = setUp();
    open('ben').close();
    open('cleo');
    loads[0]!.resolve(engine);
    await engine.did.first((did) => did === 'cleo open');
    assert.deepEqual(engine.did.entries, ['cleo open']);
  });
});

describe('an engine that cannot be loaded', () => {
  it('fails the links that wait for it, each once, and throws nothing at whoever uses them', async () => {
    const { loads, reports, open } = setUp();
    const cleo = open('cleo');
    useFully(cleo);
    cleo.close();
    const link = open('ben');
    link.deliver(renegotiate, 0);
    link.openGate();
    loads[0]!.reject(new Error('offline'));
    await reports.first((report) => report === 'ben failed');
    link.send({ type: 'goodbye', reason: 'hung-up' });
    link.close();
    assert.deepEqual(reports.entries, ['ben failed'], 'the closed one has nothing to report');
  });

  it('is tried again by the next link', async () => {
    const { engine, loads, reports, open } = setUp();
    open('ben');
    loads[0]!.reject(new Error('offline'));
    await reports.first((report) => report === 'ben failed');
    open('cleo').openGate();
    assert.equal(loads.length, 2);
    loads[1]!.resolve(engine);
    await engine.did.first((did) => did === 'cleo openGate');
    assert.deepEqual(engine.did.entries, ['cleo open', 'cleo openGate']);
  });

  it('is tried again after a failed preload, which nobody hears of', async () => {
    const { engine, loads, links, reports, open } = setUp();
    links.preload();
    loads[0]!.reject(new Error('offline'));
    await new Promise((resolve) => setImmediate(resolve));
    open();
    loads[1]!.resolve(engine);
    await engine.did.first((did) => did === 'ben open');
    assert.deepEqual(reports.entries, []);
  });

  it('fails a link that it refuses to open', async () => {
    const { loads, reports, open } = setUp();
    open();
    loads[0]!.resolve({
      open: () => {
        throw new Error('no RTCPeerConnection');
      },
    });
    assert.equal(await reports.next(), 'ben failed');
  });
});
