/** What a hostile client could send by HTTP, made from a seed. */
import fc, { type Arbitrary } from 'fast-check';

import { PROTOTYPE_NAMES } from './hostile-events.ts';

/** One HTTP request, as far as a client can be made to send it. */
export interface HttpInput {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATHS = [
  ...[
    '/healthz',
    '/readyz',
    '/metrics',
    '/call-window.js',
    '/call-window.js.map',
    '/call-window/',
    '/call-window/chunks/',
  ],
  ...['/call-window/socket.io/', '/api/communication/', '/api/communication/calls', '/api/communication/calls/'],
  ...['/api/communication/ice-servers', '/api/communication/openapi.json', '/api/communication/users/nobody/sessions'],
];

const segment = fc.oneof(
  fc.constantFrom(
    '',
    '%',
    '%00',
    '%ff',
    '%E0%A4%A',
    '..',
    '../..',
    '%2e%2e%2f',
    '..%5c',
    '%2e%2e/package.json',
    ';',
    '*',
  ),
  fc.constantFrom(
    'users/%ff/sessions',
    'users/%20/sessions',
    'users//sessions',
    'users/a%2Fb/sessions',
    ...PROTOTYPE_NAMES,
  ),
  fc.uuid(),
  fc.string({ maxLength: 20 }).map(encodeURIComponent),
  fc.constant('x'.repeat(4_000)),
);

const parameter = fc
  .tuple(
    fc.constantFrom('limit', 'cursor', 'callId', 'sid', 'EIO', 'transport', 't', '__proto__', 'b64', 'j'),
    fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1',
        '100',
        '101',
        '999',
        '1e2',
        '4',
        '3',
        'polling',
        'websocket',
        'webtransport',
        '%',
        '%00',
      ),
      fc.base64String({ maxLength: 60 }).map((text) => text.replace(/=+$/, '')),
      fc.tuple(fc.nat(), fc.uuid()).map((parts) => Buffer.from(parts.join(' ')).toString('base64url')),
      fc.constant(Buffer.from('999999999999999 __proto__').toString('base64url')),
    ),
  )
  .map(([name, value]) => `${name}=${value}`);

/** Requests to every path, with `tokens` of users and of nobody. */
export function httpRequests(tokens: readonly string[], ids: Arbitrary<string>): Arbitrary<HttpInput> {
  const bearer = fc
    .oneof(fc.constantFrom(...tokens), fc.base64String({ maxLength: 40 }))
    .map((token) => `Bearer ${token}`);
  const path = fc
    .tuple(
      fc.constantFrom(...PATHS),
      fc.option(fc.oneof(segment, ids), { nil: '' }),
      fc.array(parameter, { maxLength: 3 }),
    )
    .map(([base, rest, query]) => `${base}${rest}${query.length > 0 ? `?${query.join('&')}` : ''}`);
  const headers = fc.record(
    {
      Authorization: fc.oneof(bearer, fc.constantFrom('Basic x', 'Bearer', 'bearer  ', `Bearer ${'x'.repeat(5_000)}`)),
      Origin: fc.constantFrom('null', 'https://evil.example', '://', 'http://[', 'x'.repeat(300)),
      Range: fc.constantFrom('bytes=5-1', 'bytes=-', 'bytes=0-0,1-1', 'lines=1-'),
      'If-None-Match': fc.constantFrom('*', 'W/"', '"x"'),
      'Accept-Encoding': fc.constantFrom('br;q=0', 'gzip, br', '*', ';;;'),
      'X-User-Id': fc.constantFrom('ann', '__proto__', ' '),
      'X-Forwarded-For': fc.constantFrom('1.2.3.4', 'a, b, c', '::'),
      'Content-Type': fc.constantFrom('application/json', 'application/octet-stream', 'text/plain', 'x'),
    },
    { requiredKeys: [] },
  );
  const method = fc.constantFrom(
    'GET',
    'GET',
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
  );
  const body = fc.constantFrom('', '{}', '{', '4', '40{}', '40{}\x1e42["x"]', '\x1e\x1e', 'b', nestedText(20_000));
  return fc.record({ method, path, headers, body });
}

function nestedText(depth: number): string {
  return '['.repeat(depth);
}

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
const SOCKETS = 'GET /call-window/socket.io/?EIO=4&transport=websocket';

/** What is no HTTP, or hardly. */
export function brokenHttp(): Arbitrary<string> {
  const written = fc.constantFrom(
    ...[
      'GET / HTTP/1.1\r\n\r\n',
      'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      '\x16\x03\x01\x02\0',
    ],
    ...[
      'GET http://[::1/healthz HTTP/1.1\r\nHost: x\r\n\r\n',
      'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //x HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    ...[
      'POST /readyz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nx',
    ],
    'POST /call-window/socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'POST /api/communication/calls HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: the unexpected\r\n\r\n',
    `${SOCKETS} HTTP/1.1\r\nHost: x\r\n${UPGRADE}Sec-WebSocket-Key: bad\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    `${SOCKETS} HTTP/1.1\r\nHost: x\r\n${UPGRADE}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 7\r\n\r\n`,
    `${SOCKETS}&sid=__proto__ HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n\r\n`,
    `${SOCKETS} HTTP/1.1\r\nHost: x\r\n${UPGRADE}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n\x89\xff\x88`,
    `POST ${SOCKETS.slice(4)} HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n`,
    `GET /elsewhere HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n`,
  );
  const spoiled = fc.tuple(written, fc.nat(80), fc.string({ unit: 'binary', maxLength: 8 }));
  return fc.oneof(
    written,
    spoiled.map(([text, at, junk]) => text.slice(0, at) + junk + text.slice(at)),
    spoiled.map(([text, at]) => text.slice(0, at)),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
}
