/** What `--help` says. */
export const USAGE = `call-window-signaling: the signaling server behind <call-window>

Set up by environment variables; lists are separated by commas or spaces.

  PORT, HOST            where to listen; 3000, and 127.0.0.1 while identity is open, else 0.0.0.0
  AUTH_SECRET           signs the users' tokens (JWT, HS256), at least 32 bytes
  AUTH_JWKS_URL         where the keys are that sign them instead (RS256, ES256, EdDSA);
                        without either, identity is open: anybody on this machine can be anybody
  AUTH_ISSUER           the iss claim that tokens must have
  AUTH_AUDIENCE         the aud claim that tokens must have
  ALLOWED_ORIGINS       origins whose pages may connect, or *; default: the server's own
  TRUST_PROXY           how many proxies' X-Forwarded-For counts for addresses; 0
  ADMIN_TOKEN           bearer token to revoke users' tokens by HTTP, at least 32 bytes; nobody can
  METRICS_TOKEN         bearer token for /metrics; without it, this machine only
  DATABASE_URL          where calls are kept: sqlite:<path>, sqlite::memory: or postgres://...;
                        sqlite:./calls.db
  HISTORY_RETENTION_DAYS  for how many days after their end; 365, 0: for ever
  WEBHOOK_URL           told of calls: call.started, call.ended, call.missed; nobody
  WEBHOOK_SECRET        signs what it is told (Standard Webhooks), at least 32 bytes
  RULES_URL             asked whom users may see and call; everybody may
  RULES_SECRET          signs the questions, at least 32 bytes
  STUN_URLS, TURN_URLS  the ICE servers to hand out; none
  TURN_SECRET           static-auth-secret of the TURN servers
  TURN_TTL_SECONDS      how long TURN passwords are valid; 21600
  RING_TIMEOUT_SECONDS  how long a call rings; 45
  GRACE_SECONDS         how long a lost participant may take to return; 60`;
