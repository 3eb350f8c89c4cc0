/** What `--help` says. */
export const USAGE = `call-window-signaling: the signaling server behind <call-window>

Set up by environment variables; lists are separated by commas or spaces.

  PORT, HOST            where to listen; 3000, and 127.0.0.1 without AUTH_SECRET, else 0.0.0.0
  AUTH_SECRET           signs the users' tokens (JWT, HS256), at least 32 bytes;
                        without it anybody on this machine can be anybody
  AUTH_ISSUER           the iss claim that tokens must have
  AUTH_AUDIENCE         the aud claim that tokens must have
  ALLOWED_ORIGINS       origins whose pages may connect, or *; default: the server's own
  STUN_URLS, TURN_URLS  the ICE servers to hand out; none
  TURN_SECRET           static-auth-secret of the TURN servers
  TURN_TTL_SECONDS      how long TURN passwords are valid; 21600
  RING_TIMEOUT_SECONDS  how long a call rings; 45
  GRACE_SECONDS         how long a lost participant may take to return; 60`;
