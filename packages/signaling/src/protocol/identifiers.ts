import * as v from 'valibot';

/** Who a person is, as the token's `sub` says: 1–128 characters, no white space (lists are separated by it), no control characters. */
export const UserId = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[^\s\p{C}]+$/u));

/** Identifier of one call, made by the server. */
export const CallId = v.pipe(v.string(), v.uuid());

/** Identifier that a client gives a request or itself, so that a repeated one is recognised. */
export const ClientMadeId = v.pipe(v.string(), v.uuid());

/** The longest message that goes with a decline, in UTF-16 code units. */
export const MAX_DECLINE_MESSAGE_LENGTH = 140;

export const CallKind = v.picklist(['video', 'voice']);
export type CallKind = v.InferOutput<typeof CallKind>;

/** A moment on the server's clock, in milliseconds since 1970. */
export const Instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
