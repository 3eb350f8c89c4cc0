/** The host's rules. Whoever may not be seen is to the watcher as if they did not exist, and can't be called either. */
export interface HostRules {
  /** Whether `watcher` may know whether `user` is there. */
  readonly canSee: (watcher: string, user: string) => boolean | Promise<boolean>;
  /** Whether `caller` may ring `callee`, whom they may see. */
  readonly authorizeCall: (caller: string, callee: string) => boolean | Promise<boolean>;
}

/** Without rules everybody may see and call everybody. */
export const NO_RULES: HostRules = { canSee: () => true, authorizeCall: () => true };
