/** Who has put the other on hold: the local user, somebody else, or both of them. */
export type CallHold = 'none' | 'local' | 'remote' | 'both';
