import type { IceServerConfig } from './public-api.ts';

const checked = new WeakMap<object, boolean>();

/** Whether the browser makes a connection with them; without any, there is nothing against it. Each list is tried once. */
export function areUsable(iceServers: readonly IceServerConfig[] | null): boolean {
  if (!iceServers || typeof RTCPeerConnection === 'undefined') return true;
  const usable = checked.get(iceServers) ?? canConnectWith(iceServers);
  checked.set(iceServers, usable);
  return usable;
}

function canConnectWith(iceServers: readonly IceServerConfig[]): boolean {
  try {
    new RTCPeerConnection({ iceServers: iceServers.map(listOfUrls) }).close();
    return true;
  } catch {
    return false;
  }
}

/** As the protocol has it: URLs always a list. */
export function listOfUrls({ urls, ...rest }: IceServerConfig) {
  return { ...rest, urls: typeof urls === 'string' ? [urls] : [...urls] };
}
