/**
 * Ends TLS in front of the demo, as the README asks for: `tls-proxy.ts CERTIFICATE KEY ADDRESS PORT`. It outlives a server
 * that is killed, as such proxies do.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer } from 'node:tls';

const [certificate = '', key = '', address = '', port = ''] = process.argv.slice(2);

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (outer) => {
  const inner = connect(Number(port), '127.0.0.1');
  inner.setNoDelay(true);
  outer.setNoDelay(true);
  // What breaks on one side is closed on the other; that is all there is to do about it.
  pipeline(outer, inner, () => undefined);
  pipeline(inner, outer, () => undefined);
});
server.on('tlsClientError', () => undefined);
server.listen(443, address, () => console.log('ready'));
