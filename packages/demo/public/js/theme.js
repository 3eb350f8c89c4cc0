import { icon } from './icons.js';

const KEY = 'linden-theme';

/** @typedef {'light' | 'dark'} Theme */

/**
 * @returns {Theme | 'auto'} what was asked for by link or switch; `auto` follows the system
 */
export function chosenTheme() {
  const choice = document.documentElement.dataset.theme;
  return choice === 'light' || choice === 'dark' ? choice : 'auto';
}

/**
 * Lets the switch go between light and dark.
 *
 * @param {HTMLButtonElement} button
 * @param {(theme: Theme) => void} onChange
 */
export function setUpThemeSwitch(button, onChange) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const show = () => showNext(button, other(current(system)));
  system.addEventListener('change', show);
  button.addEventListener('click', () => {
    const theme = other(current(system));
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEY, theme);
    forgetLinkedTheme();
    show();
    onChange(theme);
  });
  show();
}

/** @param {MediaQueryList} system */
function current(system) {
  const choice = chosenTheme();
  return choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice;
}

/** @param {Theme} theme */
function other(theme) {
  return theme === 'dark' ? 'light' : 'dark';
}

/**
 * @param {HTMLButtonElement} button
 * @param {Theme} next
 */
function showNext(button, next) {
  const words = `Switch to ${next} theme`;
  button.setAttribute('aria-label', words);
  button.title = words;
  button.replaceChildren(icon(next === 'dark' ? 'moon' : 'sun'));
}

/** The switch outlives the link that the page was opened by. */
function forgetLinkedTheme() {
  const url = new URL(location.href);
  url.searchParams.delete('theme');
  history.replaceState(history.state, '', url);
}
