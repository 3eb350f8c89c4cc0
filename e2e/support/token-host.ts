import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';

import { closeContexts, launchBrowser } from './browser.ts';
import { type Running, startHostPage, startSignaling } from './host-page.ts';
import { Person } from './person.ts';

const SECRET = 'a secret that is long enough for HS256';

/** A token as the host gives it to its users; `lifetime` in jose's words: `1h`, `-1h`, `6s`. */
export function mint(sub: string, lifetime: string, secret = SECRET): Promise<string> {
  return new SignJWT({ name: 'Ann' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret));
}

/** A host whose users have tokens: a page with the script and no element yet, and the server that takes the tokens. */
export class TokenHost {
  readonly #browser: Browser;
  readonly #signaling: Running;
  readonly #site: Running;

  private constructor(browser: Browser, signaling: Running, site: Running) {
    this.#browser = browser;
    this.#signaling = signaling;
    this.#site = site;
  }

  static async start(): Promise<TokenHost> {
    const signaling = await startSignaling({ authSecret: SECRET, allowedOrigins: ['*'] });
    const html = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="${signaling.url}/call-window.js"></script>`;
    const site = await startHostPage(() => ({ html, policy: null }));
    return new TokenHost(await launchBrowser(), signaling, site);
  }

  enter(): Promise<Person> {
    return Person.enter(this.#browser, this.#site.url);
  }

  everybodyLeaves(): Promise<void> {
    return closeContexts(this.#browser);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#site.close();
    await this.#signaling.close();
  }
}
