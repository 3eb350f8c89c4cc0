import { en } from './en.ts';
import type { Strings } from './strings.ts';

/** The words in use. */
export const words: Strings = en;
