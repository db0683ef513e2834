import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PRODUCTION, problemsOf } from './problems-of.ts';

describe('the configuration', () => {
  const refused: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'a name and its file',
      { REDIS_URL: 'redis://x', REDIS_URL_FILE: '/x' },
      'REDIS_URL: set either REDIS_URL or REDIS_URL_FILE, not both',
    ],
    ['a file that is not there', { REDIS_URL_FILE: '/x' }, 'REDIS_URL_FILE: the file cannot be read'],
    [
      'a misspelt name',
      { TACET_TRUSTED_PROXY: '10.0.0.1' },
      'TACET_TRUSTED_PROXY: no such setting; did you mean TACET_TRUSTED_PROXIES?',
    ],
    [
      'a misspelt file',
      { TACET_MAIL_URI_FILE: '/x' },
      'TACET_MAIL_URI_FILE: no such setting; did you mean TACET_MAIL_URL_FILE?',
    ],
    [
      'the path of a path',
      { TACET_TLS_CERT_FILE: '/x' },
      'TACET_TLS_CERT_FILE: no such setting; did you mean TACET_TLS_CERT?',
    ],
    ['a port that is none', { PORT: '4242x' }, 'PORT: must be a whole number from 1 to 65535'],
    ['port 0', { PORT: '0' }, 'PORT: must be a whole number from 1 to 65535'],
    ['a number in other clothes', { PORT: '1e3' }, 'PORT: must be a whole number from 1 to 65535'],
    [
      'a lifetime beyond its bounds',
      { TACET_CODE_SECONDS: '601' },
      'TACET_CODE_SECONDS: must be a whole number of seconds from 1 to 600',
    ],
    ['an unknown mode', { TACET_MODE: 'prod' }, 'TACET_MODE: must be development or production'],
    [
      'another database',
      { DATABASE_URL: 'mysql://u:hunter2@x' },
      'DATABASE_URL: must be a URL that begins with postgres:// or postgresql://',
    ],
    [
      'no range',
      { TACET_TRUSTED_PROXIES: '10.0.0.0/33' },
      'TACET_TRUSTED_PROXIES: must list at most 64 addresses or CIDR ranges, separated by commas',
    ],
    [
      'a sender with a second header',
      { TACET_MAIL_FROM: 'a@b.c\r\nBcc: x@y.z' },
      'TACET_MAIL_FROM: must be an address, or Name <address>',
    ],
    [
      'workers without Redis',
      { TACET_WORKERS: '2' },
      'TACET_WORKERS: set REDIS_URL, or 1; processes cannot share what is in the memory of one',
    ],
    [
      'metrics at the port of everybody',
      { TACET_METRICS_PORT: '4242' },
      'TACET_METRICS_PORT: use another port than PORT',
    ],
    [
      'metrics at any port',
      { TACET_METRICS_PORT: '0' },
      'TACET_METRICS_PORT: must be a whole number from 1 to 65535',
    ],
    [
      'metrics at no address',
      { TACET_METRICS_HOST: 'here and there' },
      'TACET_METRICS_HOST: must be an address or a host name',
    ],
    [
      'a certificate without its key',
      { TACET_TLS_CERT: '/c' },
      'TACET_TLS_KEY: set it beside TACET_TLS_CERT',
    ],
    ['a key without its certificate', { TACET_TLS_KEY: '/k' }, 'TACET_TLS_CERT: set it beside TACET_TLS_KEY'],
    [
      'https that calls itself http',
      { TACET_TLS_CERT: '/c', TACET_TLS_KEY: '/k', ISSUER: 'http://localhost:4242' },
      'ISSUER: use https://, since TACET_TLS_CERT makes this server speak https itself',
    ],
    [
      'trust in everybody',
      { TACET_TRUSTED_PROXIES: '0.0.0.0/0' },
      'TACET_TRUSTED_PROXIES: name your proxies; a range that holds everybody lets everybody choose their address',
    ],
    [
      'a public development server',
      { ISSUER: 'https://id.example.com' },
      'ISSUER: set TACET_MODE=production for a public host; development shows letters and secrets to everybody',
    ],
    [
      'an issuer that is no URL',
      { ISSUER: 'id.example.com' },
      'ISSUER: must be a URL such as https://id.example.com',
    ],
    ['an issuer of another scheme', { ISSUER: 'ftp://localhost' }, 'ISSUER: must begin with https://'],
    [
      'an issuer with a path',
      { ISSUER: 'http://localhost:4242/auth' },
      'ISSUER: must not hold a path; give this server a host name of its own',
    ],
    [
      'an issuer with a query',
      { ISSUER: 'http://localhost:4242?a' },
      'ISSUER: must not hold a query or fragment',
    ],
    [
      'an issuer with an empty fragment',
      { ISSUER: 'http://localhost:4242#' },
      'ISSUER: must not hold a query or fragment',
    ],
    [
      'an issuer with a name',
      { ISSUER: 'http://a:b@localhost:4242' },
      'ISSUER: must not hold a user name or password',
    ],
    ['an issuer with a slash', { ISSUER: 'http://localhost:4242/' }, 'ISSUER: must not end in a slash'],
    [
      'an issuer in capitals',
      { ISSUER: 'http://LOCALHOST:4242' },
      'ISSUER: write it as http://localhost:4242',
    ],
    [
      'an issuer with the usual port',
      { ISSUER: 'http://localhost:80' },
      'ISSUER: write it as http://localhost',
    ],
    [
      'production on http',
      { ...PRODUCTION, ISSUER: 'http://id.example.com' },
      'ISSUER: use https://; plain http is accepted for a loopback host alone',
    ],
    [
      'production without an issuer',
      { ...PRODUCTION, ISSUER: '' },
      'ISSUER: set the public URL of this server; production has no default',
    ],
    [
      'production without a database',
      { ...PRODUCTION, DATABASE_URL: '' },
      'DATABASE_URL: set it; the embedded PostgreSQL is for development',
    ],
    [
      'production without mail',
      { ...PRODUCTION, TACET_MAIL_URL: '' },
      'TACET_MAIL_URL: set it; without mail nobody can confirm an address',
    ],
    [
      'production with loose throttles',
      { ...PRODUCTION, TACET_THROTTLE_SCALE: '10' },
      'TACET_THROTTLE_SCALE: remove it; production has one set of throttles',
    ],
    [
      'a session that idles for longer than it lives',
      { TACET_SESSION_ABSOLUTE_SECONDS: '60' },
      'TACET_SESSION_IDLE_SECONDS: use at most TACET_SESSION_ABSOLUTE_SECONDS',
    ],
  ];
  for (const [what, env, line] of refused) {
    it(`refuses ${what}`, () => assert.deepEqual(problemsOf(env), [line]));
  }
});
