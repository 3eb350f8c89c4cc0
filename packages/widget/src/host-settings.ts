import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

import type { IceServerConfig } from './public-api.ts';

/** What hosts set on the element, by attribute or by property. */
export abstract class HostSettings extends LitElement {
  /** Who the local user is; must equal the token's `sub` when a token is used. */
  @property({ attribute: 'user-id' }) userId = '';
  /** Signed identity (JWT, RFC 7519). */
  @property() token: string | null = null;
  /** Brings a token; asked before the old one ends, and when it is refused. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | null = null;
  /** Origin of the signaling server; where the script came from unless it is set. */
  @property() server: string | null = null;
  /** The local user's name, where no token carries one. */
  @property({ attribute: 'display-name' }) displayName: string | null = null;
  /** The local user's picture, where no token carries one. */
  @property({ attribute: 'avatar-url' }) avatarUrl: string | null = null;
  /** The user, or the users separated by spaces, that the buttons call. Without one there are no buttons. */
  @property({ attribute: 'peer-id' }) peerId: string | null = null;
  /** The peer's name, until the server says one. */
  @property({ attribute: 'peer-name' }) peerName: string | null = null;
  /** URL of the peer's picture, until the server says one. */
  @property({ attribute: 'peer-avatar' }) peerAvatar: string | null = null;
  /** `overlay` covers the viewport, `inline` fills the element's own box. */
  @property() display: 'overlay' | 'inline' = 'overlay';
  /** `auto` is light or dark as the person prefers it. */
  @property() theme: 'auto' | 'light' | 'dark' = 'auto';
  /** `off`: no key does anything in a call but on the control that has the focus. */
  @property() shortcuts: 'on' | 'off' = 'on';
  /** URL of a sound that replaces the built-in ringtone, or `off`. */
  @property() ringtone: string | null = null;
  /** URL of a sound that replaces the built-in ringback, which the caller hears while it rings; or `off`. */
  @property() ringback: string | null = null;
  /** It rings to be seen, without a sound. */
  @property({ type: Boolean, attribute: 'do-not-disturb' }) doNotDisturb = false;
  /** Only relay candidates are gathered, sent and used: nobody learns an IP address. */
  @property({ type: Boolean, attribute: 'relay-only' }) relayOnly = false;
  /** Replaces the ICE servers that the signaling server hands out. */
  @property({ attribute: false }) iceServers: readonly IceServerConfig[] | null = null;
}
