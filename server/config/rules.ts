import { keyRules, productionKeyRules } from './key-rules.ts';
import { isLoopback, type Rule, when } from './rule.ts';
import type { Environment } from './schema.ts';

const production: Rule[] = [
  ({ ISSUER }) =>
    when(ISSUER === undefined, 'ISSUER: set the public URL of this server; production has no default'),
  (_, issuer) =>
    when(
      issuer?.startsWith('http:') === true && !isLoopback(issuer),
      'ISSUER: use https://; plain http is accepted for a loopback host alone',
    ),
  ({ DATABASE_URL }) =>
    when(DATABASE_URL === undefined, 'DATABASE_URL: set it; the embedded PostgreSQL is for development'),
  ({ TACET_MAIL_URL }) =>
    when(TACET_MAIL_URL === undefined, 'TACET_MAIL_URL: set it; without mail nobody can confirm an address'),
  ({ TACET_THROTTLE_SCALE }) =>
    when(TACET_THROTTLE_SCALE !== 1, 'TACET_THROTTLE_SCALE: remove it; production has one set of throttles'),
  ...productionKeyRules,
];

const development: Rule[] = [
  (_, issuer) =>
    when(
      issuer !== undefined && !isLoopback(issuer),
      'ISSUER: set TACET_MODE=production for a public host; development shows letters and secrets to everybody',
    ),
];

const always: Rule[] = [
  ({ REDIS_URL, TACET_WORKERS }) =>
    when(
      REDIS_URL === undefined && TACET_WORKERS > 1,
      'TACET_WORKERS: set REDIS_URL, or 1; processes cannot share what is in the memory of one',
    ),
  ({ PORT, TACET_METRICS_PORT }) =>
    when(TACET_METRICS_PORT === PORT, 'TACET_METRICS_PORT: use another port than PORT'),
  ({ TACET_TLS_CERT, TACET_TLS_KEY }) =>
    when(
      TACET_TLS_CERT !== undefined && TACET_TLS_KEY === undefined,
      'TACET_TLS_KEY: set it beside TACET_TLS_CERT',
    ),
  ({ TACET_TLS_CERT, TACET_TLS_KEY }) =>
    when(
      TACET_TLS_KEY !== undefined && TACET_TLS_CERT === undefined,
      'TACET_TLS_CERT: set it beside TACET_TLS_KEY',
    ),
  ({ TACET_TLS_CERT }, issuer) =>
    when(
      TACET_TLS_CERT !== undefined && issuer?.startsWith('http:') === true,
      'ISSUER: use https://, since TACET_TLS_CERT makes this server speak https itself',
    ),
  ({ TACET_TLS_CLIENT_CA, TACET_TLS_CERT }) =>
    when(
      TACET_TLS_CLIENT_CA !== undefined && TACET_TLS_CERT === undefined,
      'TACET_TLS_CERT: set it beside TACET_TLS_CLIENT_CA; certificates come with TLS',
    ),
  ({ TACET_CLIENT_CERTIFICATE_HEADER: header, TACET_TRUSTED_PROXIES }) =>
    when(
      header !== undefined && TACET_TRUSTED_PROXIES.length === 0,
      'TACET_TRUSTED_PROXIES: name the proxy that sends TACET_CLIENT_CERTIFICATE_HEADER; nobody else is believed',
    ),
  ({ TACET_COUNTRY_HEADER: header, TACET_TRUSTED_PROXIES }) =>
    when(
      header !== undefined && TACET_TRUSTED_PROXIES.length === 0,
      'TACET_TRUSTED_PROXIES: name the proxy that sends TACET_COUNTRY_HEADER; nobody else is believed',
    ),
  ({ TACET_CLIENT_CERTIFICATE_HEADER: header, TACET_CLIENT_VERIFY_HEADER: verified }) =>
    when(
      verified !== undefined && header === undefined,
      'TACET_CLIENT_CERTIFICATE_HEADER: set it beside TACET_CLIENT_VERIFY_HEADER',
    ),
  ({ TACET_TRUSTED_ISSUERS: trusted }, issuer) =>
    when(
      trusted.some((one) => one.issuer === issuer),
      'TACET_TRUSTED_ISSUERS: name others only; what this server signs is no assertion to itself',
    ),
  ({ TACET_TRUSTED_PROXIES }) =>
    when(
      TACET_TRUSTED_PROXIES.some((range) => range.endsWith('/0')),
      'TACET_TRUSTED_PROXIES: name your proxies; a range that holds everybody lets everybody choose their address',
    ),
  ({ TACET_REFRESH_IDLE_SECONDS: idle, TACET_REFRESH_ABSOLUTE_SECONDS: absolute }) =>
    when(idle > absolute, 'TACET_REFRESH_IDLE_SECONDS: use at most TACET_REFRESH_ABSOLUTE_SECONDS'),
  ({ TACET_SESSION_IDLE_SECONDS: idle, TACET_SESSION_ABSOLUTE_SECONDS: absolute }) =>
    when(idle > absolute, 'TACET_SESSION_IDLE_SECONDS: use at most TACET_SESSION_ABSOLUTE_SECONDS'),
  ({ TACET_SIGNING_KEY_PUBLISH_SECONDS: publish, TACET_SIGNING_KEY_SECONDS: life }) =>
    when(publish >= life, 'TACET_SIGNING_KEY_PUBLISH_SECONDS: use less than TACET_SIGNING_KEY_SECONDS'),
  ...keyRules,
];

/** Every rule that is broken, a line each. `issuer` is undefined when it is not usable as it stands. */
export function brokenRules(env: Environment, issuer: string | undefined): string[] {
  const rules = [...(env.TACET_MODE === 'production' ? production : development), ...always];
  return rules.map((rule) => rule(env, issuer)).filter((line) => line !== undefined);
}

/**
 * What is wrong with the text of an issuer; undefined when it is exact. RFC 8414 §2 allows a path, this version does
 * not: its discovery documents lie at the root.
 */
export function issuerProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'ISSUER: must be a URL such as https://id.example.com';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'ISSUER: must begin with https://';
  if (url.username !== '' || url.password !== '') return 'ISSUER: must not hold a user name or password';
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return 'ISSUER: must not hold a query or fragment';
  if (url.pathname !== '/') return 'ISSUER: must not hold a path; give this server a host name of its own';
  if (text.endsWith('/')) return 'ISSUER: must not end in a slash';
  // Compared byte for byte by every client, so there is one way to write it.
  return text === url.origin ? undefined : `ISSUER: write it as ${url.origin}`;
}
