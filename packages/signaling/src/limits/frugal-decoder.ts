import { Decoder } from 'socket.io-parser';

/** The most lists and objects in a message. A call that is claimed has about a dozen of them, a contact list one. */
export const MAX_BRACKETS = 1_000;

/** Reads what Socket.io does, but nothing that costs little to send and much to keep: attachments, and brackets within brackets. */
export class FrugalDecoder extends Decoder {
  constructor() {
    super({ maxAttachments: 0 });
  }

  /** @throws when the sender is to be disconnected */
  override add(packet: unknown): void {
    if (typeof packet === 'string' && hasTooManyBrackets(packet)) throw new Error('too many lists and objects');
    super.add(packet);
  }
}

/** Those in texts count, too: nobody's have a thousand. */
function hasTooManyBrackets(packet: string): boolean {
  return packet.length > MAX_BRACKETS && packet.split(/[[{]/, MAX_BRACKETS + 2).length > MAX_BRACKETS + 1;
}
