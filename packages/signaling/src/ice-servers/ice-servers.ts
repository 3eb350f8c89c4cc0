import { createHmac } from 'node:crypto';

import type { Clock } from '../clock.ts';
import type { IceServer } from '../protocol/index.ts';

export interface IceSettings {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  readonly turnSecret?: string | undefined;
  readonly turnTtlSeconds: number;
}

/** The ICE servers that a user may use now. */
export type IceServersFor = (userId: string) => readonly IceServer[];

/** Hands out the configured STUN and TURN servers; no others, so that no third party ever hears of a call. */
export function iceServersFrom(settings: IceSettings, clock: Clock): IceServersFor {
  const { stunUrls, turnUrls, turnSecret } = settings;
  const stun: readonly IceServer[] = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }];
  if (turnUrls.length === 0 || turnSecret === undefined) return () => stun;
  return (userId) => [
    ...stun,
    { urls: [...turnUrls], ...turnCredentials(turnSecret, userId, expiry(settings, clock)) },
  ];
}

function expiry({ turnTtlSeconds }: IceSettings, clock: Clock): number {
  return Math.floor(clock.now() / 1000) + turnTtlSeconds;
}

/**
 * Short-lived TURN credentials as coturn's `use-auth-secret` checks them (draft-uberti-behave-turn-rest-00 §2.2): the
 * user name says when they expire, in seconds since 1970, and the password proves that the secret's owner said so.
 */
function turnCredentials(
  secret: string,
  userId: string,
  expiresAt: number,
): Required<Pick<IceServer, 'username' | 'credential'>> {
  const username = `${expiresAt}:${userId}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
