/** The two kinds of media of every link. */
export const KINDS = ['audio', 'video'] as const;
export type Kind = (typeof KINDS)[number];
