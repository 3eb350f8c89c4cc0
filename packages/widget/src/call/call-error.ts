/** Every way in which a call can be refused or hindered, as hosts see it in `call-error` and in rejected promises. */
export type CallErrorCode =
  | 'permission-denied'
  | 'device-not-found'
  | 'device-in-use'
  | 'insecure-context'
  | 'unsupported-browser'
  | 'unauthenticated'
  | 'token-expired'
  | 'not-permitted'
  | 'invalid-request'
  | 'rate-limited'
  | 'already-in-call'
  | 'signaling-unreachable'
  | 'connection-failed'
  | 'canceled';

/** An error with a code for the program, a sentence for the developer and, where there is one, the cause. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;
  /** The device that it is about, where it is about one. */
  readonly device: 'camera' | 'microphone' | 'both' | 'screen' | undefined;

  constructor(code: CallErrorCode, options: { message?: string; cause?: unknown; device?: CallError['device'] } = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.device = options.device;
  }
}

/** The error itself if it is one of ours, otherwise a new one around it. */
export function asCallError(error: unknown, code: CallErrorCode): CallError {
  return error instanceof CallError ? error : new CallError(code, { cause: error });
}

/** What the signaling server refused, with its own code beside the one that hosts see. */
export class SignalingRefusal extends CallError {
  readonly refusal: string;

  constructor(code: CallErrorCode, refusal: string, message: string) {
    super(code, { message });
    this.refusal = refusal;
  }
}
