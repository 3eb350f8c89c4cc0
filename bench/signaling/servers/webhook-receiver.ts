/** The host that is told of calls: takes everything, and says how much it was when it is asked. */
import { createServer } from 'node:http';

import { listen } from './listen.ts';

const taken = { count: 0 };

process.on('message', () => process.send?.(taken.count));
listen(
  createServer((request, response) => {
    taken.count += 1;
    request.resume();
    response.writeHead(204).end();
  }),
);
