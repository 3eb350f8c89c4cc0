/** Whether keys by themselves do anything in a call. */
export type ShortcutSetting = 'on' | 'off';

/** What a key can press in a call. */
export type ShortcutName =
  'microphone' | 'camera' | 'screen' | 'hold' | 'full-screen' | 'minimise' | 'picture-in-picture' | 'list';

/** The key of each, as a keyboard names it (W3C UI Events `key`, `aria-keyshortcuts`). */
export const SHORTCUT_KEYS: Readonly<Record<ShortcutName, string>> = {
  microphone: 'M',
  camera: 'V',
  screen: 'S',
  hold: 'H',
  'full-screen': 'F',
  minimise: 'N',
  'picture-in-picture': 'P',
  list: '?',
};

const NAMES = Object.keys(SHORTCUT_KEYS) as ShortcutName[];
const LATIN = /^[a-z]$/i;
const LETTER = /^Key([A-Z])$/;

/** What the key of an event is for; on keyboards of other scripts the key counts that has the letter on a Latin one. */
export function shortcutOf({ key, code, shiftKey }: KeyboardEvent): ShortcutName | null {
  const letter = LATIN.test(key) ? key.toUpperCase() : (LETTER.exec(code)?.[1] ?? null);
  const pressed = key === '?' ? key : shiftKey ? null : letter;
  return NAMES.find((name) => SHORTCUT_KEYS[name] === pressed) ?? null;
}
