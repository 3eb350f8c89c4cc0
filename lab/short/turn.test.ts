import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { Running } from '../network/running.ts';
import { shippedSettings } from '../servers/turn-server.ts';
import { TurnClient } from './turn-client.ts';

const SECRET = 'north';
const PORT = 34_780;

const own = (folder: string): string => `
listening-ip=127.0.0.1
relay-ip=127.0.0.1
relay-ip=::1
listening-port=${PORT}
realm=turn.invalid
static-auth-secret=${SECRET}
userdb=${join(folder, 'turn.db')}
pidfile=${join(folder, 'turnserver.pid')}
log-file=stdout
simple-log
no-tls
no-dtls
`;

/** As the signaling server makes them. */
function credentials(seconds: number, secret = SECRET) {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:ann`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}

const IPV4 = {
  'this machine': '127.0.0.1',
  'a private network': '10.1.2.3',
  'another private network': '172.16.0.1',
  'a home network': '192.168.1.1',
  'a provider’s network': '100.64.0.1',
  'the metadata of a cloud': '169.254.169.254',
  'no address at all': '0.0.0.0',
  'this network': '0.1.2.3',
  'a multicast group': '224.0.0.1',
  everybody: '255.255.255.255',
  'a network for benchmarks': '198.18.0.1',
};
const IPV6 = {
  'this machine': '::1',
  'no address at all': '::',
  'this machine in IPv4': '::ffff:127.0.0.1',
  'the metadata of a cloud in IPv4': '::ffff:169.254.169.254',
  'a private network in translated IPv4': '64:ff9b::10.0.0.1',
  'a private network by 6to4': '2002:a00:1::1',
  'a private network': 'fd00::1',
  'the link’s own network': 'fe80::1',
  'a multicast group': 'ff02::1',
};

describe('coturn with the settings that are shipped', () => {
  let folder: string;
  let turn: Running;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'call-window-turn-'));
    const settings = join(folder, 'turnserver.conf');
    await writeFile(settings, `${await shippedSettings()}${own(folder)}`, { mode: 0o600 });
    turn = Running.start('turnserver', ['-c', settings]);
    await turn.says(/Total General servers/);
  });

  after(async () => {
    await turn.end('SIGKILL');
    await rm(folder, { recursive: true });
  });

  for (const [family, targets, allowed] of [
    ['IPv4', IPV4, '203.0.113.7'],
    ['IPv6', IPV6, '2620:fe::fe'],
  ] as const) {
    it(`relays to public ${family} addresses`, async () => {
      using client = await TurnClient.connect('127.0.0.1', PORT, credentials(600));
      assert.deepEqual([await client.allocate(family), await client.permit(allowed)], [0, 0]);
    });

    for (const [what, target] of Object.entries(targets)) {
      it(`does not relay to ${what} by ${family} (${target})`, async () => {
        using client = await TurnClient.connect('127.0.0.1', PORT, credentials(600));
        assert.deepEqual([await client.allocate(family), await client.permit(target)], [0, 403]);
      });
    }
  }

  it('refuses passwords that are wrong or have expired', async () => {
    for (const wrong of [credentials(600, 'south'), credentials(-60), { username: 'ann', password: 'ann' }]) {
      using client = await TurnClient.connect('127.0.0.1', PORT, wrong);
      assert.equal(await client.allocate('IPv4'), 401);
    }
  });
});
