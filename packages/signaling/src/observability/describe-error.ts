import { isIP } from 'node:net';

/** An error as the log has it. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

/** Causes have causes, and might have themselves. */
const MAX_CAUSES = 5;

/** Of a source in a stack it is the place that counts. */
const WEB_ADDRESS = /\b(?!(?:file|node):)[a-z][a-z\d+.-]*:\/\/\S+/gi;
/** JSON, as the header of a JWT is, begins with `{"` (RFC 7515 §3.3). */
const TOKEN = /\beyJ[\w-]+(?:\.[\w-]*)*/g;
const MAYBE_NETWORK_ADDRESS = /(?<!\w)[\da-f]*[.:][\da-f.:]+(?!\w)/gi;

/**
 * What of an error may be read by whoever reads logs: what it is, its text and where it came from. Libraries hang all sorts of things
 * on their errors (a URL with its password, the address that was called, rows of a table): nothing else is taken over.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: typeof error === 'string' ? censor(error) : '' };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message: censor(message),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(stack !== undefined && { stack: censor(stack) }),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

/** In a word why nothing came of a request. Texts of such errors may quote what was answered. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

/** The text without web addresses, network addresses and tokens. */
function censor(text: string): string {
  return text
    .replace(WEB_ADDRESS, '[url]')
    .replace(TOKEN, '[token]')
    .replace(MAYBE_NETWORK_ADDRESS, (found) => (isNetworkAddress(found) ? '[address]' : found));
}

/** With a port, or at the end of a sentence, or not. */
function isNetworkAddress(text: string): boolean {
  const address = text.replace(/[.:]+$/, '');
  return isIP(address) !== 0 || isIP(address.replace(/:\d+$/, '')) !== 0;
}
