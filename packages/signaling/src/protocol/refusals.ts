import * as v from 'valibot';

/** Why a request was not granted. Refusals of a handshake arrive as `connect_error` with `data: { code }`. */
export const RefusalCode = v.picklist([
  'unauthenticated',
  'token-expired',
  'not-permitted',
  'invalid-request',
  'rate-limited',
  'already-in-call',
  'no-such-call',
  'unsupported-protocol',
  'internal-error',
]);
export type RefusalCode = v.InferOutput<typeof RefusalCode>;

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** For a developer's eyes, in English; the widget has its own words for people. */
  readonly message: string;
}

/** The one answer that every request gets. */
export type Reply<Grant> = { readonly ok: true; readonly grant: Grant } | Refusal;

export const Refusal = v.object({ ok: v.literal(false), code: RefusalCode, message: v.string() });

/** Schema of a reply whose grant has the given schema. */
export function replyOf<Grant extends v.GenericSchema>(grant: Grant) {
  return v.variant('ok', [v.object({ ok: v.literal(true), grant }), Refusal]);
}
