/**
 * The people of the demo. A real host has a user table and a sign-in; here everybody who opens the page picks a tile.
 *
 * @typedef {object} Account
 * @property {string} id what the token's `sub` says
 * @property {string} name
 * @property {string} role
 * @property {string} picture path on this server, so that the page's policy can stay `img-src 'self'`
 */

/** @type {readonly Account[]} */
export const ACCOUNTS = Object.freeze([
  Object.freeze({ id: 'ann', name: 'Ann', role: 'Physiotherapist', picture: '/pictures/ann.svg' }),
  Object.freeze({ id: 'ben', name: 'Ben', role: 'Client', picture: '/pictures/ben.svg' }),
  Object.freeze({ id: 'cleo', name: 'Cleo', role: 'Client', picture: '/pictures/cleo.svg' }),
  Object.freeze({ id: 'dov', name: 'Dov', role: 'Front desk', picture: '/pictures/dov.svg' }),
]);

/**
 * @param {unknown} id
 * @returns {Account | undefined}
 */
export function findAccount(id) {
  return ACCOUNTS.find((account) => account.id === id);
}
