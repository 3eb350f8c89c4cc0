/** `npm run gallery`: the table of all states, for people to look at. PORT changes where (3100). */
import process from 'node:process';

import { serveGallery } from './serve.mjs';

const gallery = await serveGallery({ port: Number(process.env.PORT ?? 3100), fresh: true });
console.log(`Every element in every state: ${gallery.origin}\nCtrl-C ends it.`);
process.once('SIGINT', gallery.stop).once('SIGTERM', gallery.stop);
