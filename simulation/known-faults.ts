/**
 * Where a law does not hold yet: each one says what is wrong, and excuses the calls that it befalls, so that the rest can
 * be looked at. Whoever mends one sets it to `false`, sees the law hold, and removes it.
 */
export const knownFaults = {
  /** A device whose invite was granted unheard, twice, gives up without telling the server, which has it in the call. */
  unheardGrantIsForgotten: true,
  /** A caller who hears of the grant only once the call has been answered opens no link, and nobody else does. */
  callAnsweredBeforeItsGrantIsNotLinked: true,
  /** Whoever was cut off while inviting is granted the repeated invite, and stays `away`: signals to them only wait. */
  repeatedInviteDoesNotBringBack: true,
  /** A caller whose link comes up before they hear of the answer never says what they send. */
  linkBeforeTheAnswerIsNotAnnounced: true,
  /** A second ring for the same call that took longer on its way than the first makes it ring longer. */
  lateSecondRingProlongs: true,
  /** A ring that is overtaken by the news that another device has answered sounds to its end. */
  ringAfterTheAnswerElsewhereSounds: true,
  /** A device that slept through an answer and the end of the call tells the recorded end, not `answered-elsewhere`. */
  answerSleptThroughIsNotTold: true,
};

/** The calls of one device that need not keep the laws, for a reason that is known. */
export class Excuses {
  readonly #callIds = new Set<string>();
  #all = false;

  /** @param callId left out where the fault may befall any call of the device */
  add(fault: keyof typeof knownFaults, callId?: string): void {
    if (!knownFaults[fault]) return;
    if (callId === undefined) this.#all = true;
    else this.#callIds.add(callId);
  }

  has(callId: string): boolean {
    return this.#all || this.#callIds.has(callId);
  }
}
