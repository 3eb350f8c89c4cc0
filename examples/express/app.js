import { fileURLToPath } from 'node:url';

import express from 'express';
import { SignJWT } from 'jose';

import { page } from './page.js';
import { Sessions } from './sessions.js';

const PUBLIC = fileURLToPath(new URL('./public', import.meta.url));
const USER_ID = /^[\w-]{1,64}$/;

/** The host's app: its pages, its sign-in, and one route that vouches for its users towards the calls. */
export function createApp({ sessions, authSecret }) {
  const key = new TextEncoder().encode(authSecret);
  const app = express();
  app.disable('x-powered-by');
  app.use(express.static(PUBLIC));

  app.get('/', (_request, response) => response.redirect('/with/ben'));

  // No password, for the sake of the example.
  app.post('/sign-in', express.urlencoded(), (request, response) => {
    const { user = '', next = '/' } = request.body ?? {};
    if (!USER_ID.test(user)) return response.status(400).send('A user is letters and digits.');
    response.cookie(Sessions.cookie, sessions.open(user), { httpOnly: true, sameSite: 'lax' });
    response.redirect(next.startsWith('/with/') ? next : '/');
  });

  // The page asks for a token here, at first and whenever the one that it has is about to end.
  app.get('/call-token', async (request, response) => {
    const userId = sessions.userOf(request);
    if (userId === undefined) return response.status(401).send('Sign in first.');
    response.set('Cache-Control', 'no-store').json({ token: await mintToken(key, userId) });
  });

  // `<call-window>` stands in any page that the host makes.
  app.get('/with/:peer', async (request, response) => {
    const userId = sessions.userOf(request);
    const { peer } = request.params;
    if (!USER_ID.test(peer)) return response.status(404).send('Nobody of that name.');
    const token = userId && (await mintToken(key, userId));
    response.set('Cache-Control', 'no-store').send(page({ userId, peer, token }));
  });

  return app;
}

/** `sub` is the user, `name` what others see; signed with the secret that the signaling server verifies with. */
function mintToken(key, userId) {
  return new SignJWT({ name: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key);
}
