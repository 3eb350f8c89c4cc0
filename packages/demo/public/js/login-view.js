import { byId, element, setNotice } from './dom.js';

/**
 * Shows the accounts to choose from.
 *
 * @param {readonly import('./api.js').Account[]} accounts
 * @param {(userId: string) => void} onChoice
 */
export function showLogin(accounts, onChoice) {
  byId('tiles').replaceChildren(...accounts.map((account) => tile(account, onChoice)));
  byId('messages').hidden = true;
  byId('login').hidden = false;
  document.title = 'Sign in · Linden';
}

export function hideLogin() {
  byId('login').hidden = true;
}

/** @param {string} text */
export function setLoginNotice(text) {
  setNotice(byId('login-notice'), text);
}

/**
 * @param {import('./api.js').Account} account
 * @param {(userId: string) => void} onChoice
 */
function tile({ id, name, role, picture }, onChoice) {
  const button = element(
    'button',
    { type: 'button', class: 'tile' },
    element('img', { class: 'picture', src: picture, alt: '', width: 96, height: 96 }),
    element('span', { class: 'tile-name' }, name),
    ' ',
    element('span', { class: 'tile-role' }, role),
  );
  button.addEventListener('click', () => onChoice(id));
  return element('li', {}, button);
}
