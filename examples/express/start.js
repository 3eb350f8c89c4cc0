import process from 'node:process';

import { startHost } from './host.js';

const { PORT = 3000, AUTH_SECRET, DATABASE_URL } = process.env;
const host = await startHost({ port: Number(PORT), authSecret: AUTH_SECRET, calls: { databaseUrl: DATABASE_URL } });
console.log(`The host listens on ${host.url} (in two browsers: /with/ben for Ann, /with/ann for Ben)`);

// When everything is closed, nothing keeps the process.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void host.close());
