import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readPacket } from '../network/capture.ts';

describe('a line of tcpdump', () => {
  it('names both ends with their ports', () =>
    assert.deepEqual(readPacket('IP 10.1.0.2.40000 > 203.0.113.3.3478: UDP, length 28'), {
      from: '10.1.0.2',
      to: '203.0.113.3',
      fromPort: 40_000,
      toPort: 3478,
      asksFor: undefined,
    }));

  it('may be of a protocol without ports', () => {
    const packet = readPacket('IP 192.0.2.1 > 10.1.0.2: ICMP host 10.2.0.2 unreachable, length 36');
    assert.deepEqual([packet?.from, packet?.to, packet?.toPort], ['192.0.2.1', '10.1.0.2', undefined]);
  });

  it('may be of the other version of the protocol', () => {
    const packet = readPacket('IP6 fe80::1.5353 > ff02::fb.5353: 0 PTR (QM)? _x._udp.local. (30)');
    assert.deepEqual([packet?.from, packet?.to, packet?.toPort], ['fe80::1', 'ff02::fb', 5353]);
  });

  it('tells which name is looked up', () => {
    const packet = readPacket('IP 10.1.0.2.41862 > 203.0.113.2.53: 6948+ A? stun.example.com. (37)');
    assert.deepEqual([packet?.toPort, packet?.asksFor], [53, 'stun.example.com']);
  });

  it('is no packet when tcpdump speaks of itself', () =>
    assert.equal(readPacket('listening on lan, link-type EN10MB (Ethernet), snapshot length 262144 bytes'), undefined));
});
