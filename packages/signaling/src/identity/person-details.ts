const MAX_NAME_LENGTH = 200;
const MAX_PICTURE_LENGTH = 2048;

// Marks that change the direction of the text after them, beyond the name itself (Unicode UAX #9, §2).
const UNSEEN = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
const IMAGE_DATA = /^data:image\/(png|jpeg|webp|gif|avif|svg\+xml)[;,]/i;
const ANY_PAGE = 'https://page.invalid';

/** The name as others may see it: one line, at most 200 UTF-16 units, `null` when nothing is left. */
export function cleanName(name: string | undefined): string | null {
  return cleanText(name).slice(0, MAX_NAME_LENGTH).replace(HALF_CHARACTER, '').trim() || null;
}

/** What somebody wrote as others may see it: one line, without marks that are not seen. */
export function cleanText(text: string | undefined): string {
  return (text ?? '').toWellFormed().replace(/\s+/g, ' ').replace(UNSEEN, '').trim();
}

/** The picture's URL if others may load it: http(s), image data, or a path on the page's own origin; else `null`. */
export function cleanPicture(picture: string | undefined): string | null {
  const text = (picture ?? '').trim();
  if (text === '' || text.length > MAX_PICTURE_LENGTH || !text.isWellFormed()) return null;
  return isWebUrl(text) || IMAGE_DATA.test(text) || isOwnPath(text) ? text : null;
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Resolved like a browser would, so that `//host`, `/\host` and `java\nscript:` are seen for what they are. */
function isOwnPath(text: string): boolean {
  return !URL.canParse(text) && URL.parse(text, ANY_PAGE)?.origin === ANY_PAGE;
}
