import type { Refusal, RefusalCode } from './protocol/index.ts';

/** The answer to a request that isn't granted. */
export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}

/** One answer for unknown calls, ended ones and those of other people, so that it tells a stranger nothing. */
export function refuseUnknownCall(): Refusal {
  return refuse('no-such-call', 'There is no such call.');
}

/** The answer to a request that is granted. */
export function grant<Grant>(granted: Grant): { readonly ok: true; readonly grant: Grant } {
  return { ok: true, grant: granted };
}
