/** What stands for a person: a checked picture, or initials on a ground of their own. */

const SAFE_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'blob:']);
const TINTS = 10;

/**
 * The URL as an image may load it, or null: http, https, blob and `data:image/` pass, everything else (`javascript:` first of
 * all) is taken for no picture. Relative URLs count from the document's base.
 */
export function safePictureUrl(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url, document.baseURI)) return null;
  const parsed = new URL(url, document.baseURI);
  const isImageData = parsed.protocol === 'data:' && /^image\//i.test(parsed.pathname);
  return SAFE_PROTOCOLS.has(parsed.protocol) || isImageData ? parsed.href : null;
}

/** One or two letters for a name: of its first and its last word. */
export function initialsOf(name: string): string {
  const wordsOfName = name.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first, last] = [wordsOfName.at(0), wordsOfName.length > 1 ? wordsOfName.at(-1) : undefined];
  return [first, last].map(firstLetter).join('') || '?';
}

function firstLetter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]\p{M}*/u)?.[0].toLocaleUpperCase() ?? '';
}

/** Number of the ground for a user: always the same one for the same id. */
export function tintOf(userId: string): number {
  let hash = 7;
  for (const character of userId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash % TINTS;
}
