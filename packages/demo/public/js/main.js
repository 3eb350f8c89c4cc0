import { Api, ApiError } from './api.js';
import { byId } from './dom.js';
import { hideLogin, setLoginNotice, showLogin } from './login-view.js';
import { MessagesView } from './messages-view.js';
import { setUpThemeSwitch } from './theme.js';

const RETRY_MS = 2000;

const api = new Api();
/** @type {import('./api.js').Account[]} */
let accounts = [];
/** @type {MessagesView | null} */
let view = null;

async function start() {
  setUpThemeSwitch(byId('theme-switch'), (theme) => view?.setTheme(theme));
  byId('sign-out').addEventListener('click', () => void signOut());
  byId('back').addEventListener('click', goBack);
  window.addEventListener('popstate', () => view?.open(queried('peer')));
  accounts = await untilReached(() => api.accounts());
  const userId = queried('user') ?? api.rememberedUserId();
  if (userId === null) return chooseAccount();
  if (accounts.some((account) => account.id === userId)) return signIn(userId);
  chooseAccount();
  setLoginNotice(`There is no account called “${userId}”. Choose one of these.`);
}

/** @param {string} userId */
async function signIn(userId) {
  try {
    const { user, token } = await untilReached(() => api.login(userId));
    history.replaceState(null, '', hrefOf({ user: user.id, peer: queried('peer') }));
    hideLogin();
    view?.stop();
    view = new MessagesView(api, { user, token, accounts }, { onOpen: openPeer, hrefOf: hrefOfPeer });
    view.open(queried('peer'));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    chooseAccount();
    setLoginNotice(error.message);
  }
}

async function signOut() {
  view?.stop();
  view = null;
  history.replaceState(null, '', hrefOf({ user: null, peer: null }));
  chooseAccount();
  await api.logout();
}

function chooseAccount() {
  setLoginNotice('');
  showLogin(accounts, (userId) => void signIn(userId));
}

/** @param {string} peerId */
function openPeer(peerId) {
  if (queried('peer') === peerId) return view?.open(peerId);
  // From one conversation to the next is no step of its own: "back" leads to the list.
  const isStep = queried('peer') === null;
  const address = hrefOfPeer(peerId);
  if (isStep) history.pushState({ fromList: true }, '', address);
  else history.replaceState(history.state, '', address);
  view?.open(peerId);
}

function goBack() {
  if (history.state?.fromList) return history.back();
  history.replaceState(null, '', hrefOf({ user: queried('user'), peer: null }));
  view?.open(null);
}

/** @param {string} name */
function queried(name) {
  return new URLSearchParams(location.search).get(name) || null;
}

/** @param {string} peerId */
function hrefOfPeer(peerId) {
  return hrefOf({ user: queried('user'), peer: peerId });
}

/**
 * @param {{ user: string | null, peer: string | null }} place
 * @returns {string} the address of that place; what else the address says stays
 */
function hrefOf(place) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(place)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `/${query.size ? `?${query}` : ''}`;
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
async function untilReached(act) {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'unreachable') throw error;
      showLogin(accounts, (userId) => void signIn(userId));
      setLoginNotice('Linden can’t be reached. Trying again…');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

void start();
