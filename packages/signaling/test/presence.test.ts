import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { startServer } from './support/start-server.ts';

const OFFLINE = { name: null, picture: null, reachable: false };

describe('presence', () => {
  it('says who is there and what they are called', async () => {
    await using server = await startServer();
    await server.connect('ben', { auth: { name: 'Ben', picture: '/ben.png' } });
    const ann = await server.connect('ann');
    const { presence } = await ann.granted('presence:watch', { users: ['ben', 'cleo'] });
    assert.deepEqual(presence, [
      { userId: 'ben', name: 'Ben', picture: '/ben.png', reachable: true },
      { userId: 'cleo', ...OFFLINE },
    ]);
  });

  it('tells when the first device connects and when the last one is gone', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    await ann.granted('presence:watch', { users: ['ben'] });
    const phone = await server.connect('ben');
    await ann.notice('presence:changed', ({ presence }) => presence.reachable);
    const laptop = await server.connect('ben');
    phone.socket.disconnect();
    laptop.socket.disconnect();
    await ann.notice('presence:changed', ({ presence }) => !presence.reachable);
    assert.deepEqual(
      ann.noticesOf('presence:changed').map(({ presence }) => presence.reachable),
      [true, false],
    );
  });

  it('tells no more of those who are no longer watched', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    await ann.granted('presence:watch', { users: ['ben'] });
    await ann.granted('presence:watch', { users: ['cleo'] });
    await server.connect('ben');
    await server.connect('cleo');
    const { presence } = await ann.notice('presence:changed');
    assert.equal(presence.userId, 'cleo');
  });

  it('shows somebody who may not be seen exactly like somebody who is offline', async () => {
    await using server = await startServer({ canSee: (watcher, user) => !(watcher === 'eve' && user === 'ben') });
    const ben = await server.connect('ben', { auth: { name: 'Ben' } });
    const ann = await server.connect('ann');
    await ann.granted('presence:watch', { users: ['ben'] });
    const eve = await server.connect('eve');
    const { presence } = await eve.granted('presence:watch', { users: ['ben', 'cleo'] });
    assert.deepEqual(presence, [
      { userId: 'ben', ...OFFLINE },
      { userId: 'cleo', ...OFFLINE },
    ]);
    ben.socket.disconnect();
    await ann.notice('presence:changed', (notice) => !notice.presence.reachable);
    await server.connect('ben');
    await ann.notice('presence:changed', (notice) => notice.presence.reachable);
    await eve.settled();
    assert.deepEqual(eve.notices, []);
  });

  it('does not flicker when a device connects anew before its old connection is given up', async () => {
    await using server = await startServer();
    const ben = await server.connect('ben');
    const ann = await server.connect('ann');
    await ann.granted('presence:watch', { users: ['ben'] });
    const gone = new Promise((resolve) => ben.socket.once('disconnect', resolve));
    await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await gone;
    await ann.settled();
    assert.deepEqual(ann.notices, []);
  });

  it('is told of a whole contact list at once, and of no more people than that', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const users = Array.from({ length: 200 }, (_, index) => `user-${index}`);
    const { presence } = await ann.granted('presence:watch', { users });
    assert.equal(presence.length, 200);
    assert.equal(await ann.refused('presence:watch', { users: [...users, 'one-more'] }), 'invalid-request');
  });
});
