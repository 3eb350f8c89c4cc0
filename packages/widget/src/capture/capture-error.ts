import { CallError, type CallErrorCode } from '../call/call-error.ts';

/** What `getUserMedia` rejects with (W3C Media Capture and Streams §10.2), in the words of this product. */
const ERROR_CODES: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'device-not-found',
  OverconstrainedError: 'device-not-found',
  NotReadableError: 'device-in-use',
  AbortError: 'device-in-use',
};

export function captureError(cause: unknown, device: CallError['device']): CallError {
  if (cause instanceof CallError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  return new CallError(ERROR_CODES[name] ?? 'device-in-use', { cause, device });
}

/** A microphone that does not exist is one to go without; every other obstacle is in the way of the call. */
export function unlessMissing(problem: CallError | null): CallError | null {
  if (problem && !isMissing(problem)) throw problem;
  return problem;
}

/** Whether there is no such device. */
export function isMissing(error: unknown): boolean {
  return error instanceof CallError && error.code === 'device-not-found';
}

/** Whether nobody waits for the device any more. */
export function isCanceled(error: unknown): boolean {
  return error instanceof CallError && error.code === 'canceled';
}
