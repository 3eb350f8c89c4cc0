import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { Webhook } from 'standardwebhooks';

export const WEBHOOK_SECRET = 'what the host and the server know, and nobody else';

export interface Received {
  readonly id: string;
  readonly type: string;
  readonly data: {
    readonly call: { readonly id: string; readonly endReason: string | null; readonly endedBy: string | null };
  };
}

/** A host that is told of calls, and takes only what is signed. */
export class Receiver extends EventEmitter {
  readonly received: Received[] = [];
  /** Statuses of the next answers, before all others are 204. */
  readonly answers: number[] = [];
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(WEBHOOK_SECRET, { format: 'raw' }).verify(body, headers) as Omit<Received, 'id'>;
      const status = this.answers.shift() ?? 204;
      if (status < 300) this.received.push({ id: headers['webhook-id']!, ...message });
      response.writeHead(status).end();
      this.emit('request');
    });
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/calls`;
  }

  [Symbol.dispose](): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
