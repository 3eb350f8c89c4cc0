import { fileURLToPath } from 'node:url';

import type { Connect } from './clients/client.ts';
import { connectToPeerServer } from './clients/peer.ts';
import { connectToPlainSockets } from './clients/plain-socket.ts';
import { connectToSocketIo } from './clients/socket-io.ts';
import { product } from './product.ts';
import { COLLECTING, ServerProcess } from './server-process.ts';
import type { Subject } from './subject.ts';

/** The servers that are compared, the one that the others are measured by among them. */
export const REFERENCE = 'socket.io';

export const SUBJECTS: readonly Subject[] = [
  relay('ws', 'plain-socket', connectToPlainSockets),
  relay(REFERENCE, 'socket-io', connectToSocketIo),
  relay('peer', 'peer', connectToPeerServer),
  product,
];

/** A server that hands messages on and knows nothing of calls. */
function relay(name: string, file: string, connectTo: (url: string) => Connect): Subject {
  return {
    name,
    async start({ cores, folder, flags }) {
      const script = fileURLToPath(new URL(`./servers/${file}.ts`, import.meta.url));
      const server = await ServerProcess.start({
        script,
        core: cores.server,
        folder,
        flags: [...COLLECTING, ...flags],
      });
      return { server, connect: connectTo(server.url), settle: async () => 0, stop: () => server.stop() };
    },
  };
}
