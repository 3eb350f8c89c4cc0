import { join } from 'node:path';

import { SERVER, TURN_SERVER } from '../network/addresses.ts';
import { system } from '../network/system.ts';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate that the servers have signed themselves, for a day; the browsers of the laboratory are told to take it. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const names = `subjectAltName=IP:${SERVER},IP:${TURN_SERVER}`;
  const subject = ['-subj', '/CN=call-window laboratory', '-addext', names];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', files.key];
  await system('openssl', 'req', '-x509', '-days', '1', ...key, '-out', files.certificate, ...subject);
  return files;
}
