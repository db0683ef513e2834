import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, loadConfig } from '../../server/config/load.ts';

const PRODUCTION = {
  TACET_MODE: 'production',
  ISSUER: 'https://id.example.com',
  DATABASE_URL: 'postgres://tacet:hunter2@db/tacet',
  TACET_MAIL_URL: 'smtps://tacet:hunter2@mail:465',
};

const noFile = (): string => {
  throw new Error('ENOENT: hunter2');
};

function problemsOf(env: Readonly<Record<string, string>>, readFile = noFile): readonly string[] {
  try {
    loadConfig(env, readFile);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.message, error.lines.join('\n'));
    return error.lines;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing on a laptop', () => {
    const config = loadConfig({}, noFile);
    assert.equal(config.mode, 'development');
    assert.equal(config.issuer, 'http://localhost:4242');
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 4242);
    assert.equal(config.dataDir, '.data');
    assert.equal(config.keysDir, 'keys');
    assert.equal(config.databaseUrl, undefined);
    assert.equal(config.lifetimes.codeSeconds, 60);
    assert.equal(config.lifetimes.refreshAbsoluteSeconds, 30 * 86_400);
    assert.equal(loadConfig({ PORT: '5000' }, noFile).issuer, 'http://localhost:5000');
  });

  it('takes what production needs', () => {
    const config = loadConfig({ ...PRODUCTION, TACET_TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' }, noFile);
    assert.equal(config.host, '0.0.0.0');
    assert.equal(config.mailFrom, 'Tacet <no-reply@id.example.com>');
    assert.equal(config.databaseUrl?.reveal(), PRODUCTION.DATABASE_URL);
    assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', 'fd00::/8']);
  });

  it('is frozen to the bottom', () => {
    const config = loadConfig({ TACET_EGRESS_ALLOW: '10.0.0.1' }, noFile);
    for (const part of [config, config.lifetimes, config.trustedProxies, config.egressAllow]) {
      assert.ok(Object.isFrozen(part));
    }
  });

  it('lets NODE_ENV say nothing, and an empty variable as much', () => {
    assert.equal(
      loadConfig({ NODE_ENV: 'production', TACET_MODE: '', ISSUER: '' }, noFile).mode,
      'development',
    );
  });

  it('reads NAME_FILE, without the line end, for secrets and all else', () => {
    const files: Readonly<Record<string, string>> = {
      '/run/db': `${PRODUCTION.DATABASE_URL}\n`,
      '/run/level': 'warn',
    };
    const { DATABASE_URL: _, ...rest } = PRODUCTION;
    const env = { ...rest, DATABASE_URL_FILE: '/run/db', TACET_LOG_LEVEL_FILE: '/run/level' };
    const config = loadConfig(env, (path) => files[path] ?? '');
    assert.equal(config.databaseUrl?.reveal(), PRODUCTION.DATABASE_URL);
    assert.equal(config.logLevel, 'warn');
  });

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
      'invites',
      { TACET_REGISTRATION: 'invite' },
      'TACET_REGISTRATION: invite is not available in this version; use open or closed',
    ],
    [
      'approval',
      { TACET_REGISTRATION: 'approval' },
      'TACET_REGISTRATION: approval is not available in this version; use open or closed',
    ],
    [
      'workers without Redis',
      { TACET_WORKERS: '2' },
      'TACET_WORKERS: set REDIS_URL, or 1; processes cannot share what is in the memory of one',
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

  for (const issuer of [
    'http://localhost:4242',
    'http://127.0.0.1:80801'.slice(0, -1),
    'http://[::1]:8080',
    'http://as.localhost',
  ]) {
    it(`takes ${issuer} in both modes`, () => {
      assert.deepEqual(problemsOf({ ISSUER: issuer }), []);
      assert.deepEqual(problemsOf({ ...PRODUCTION, ISSUER: issuer }), []);
    });
  }

  for (const issuer of [
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
  ]) {
    it(`does not take ${issuer} for a laptop`, () => assert.equal(problemsOf({ ISSUER: issuer }).length, 1));
  }

  it('tells everything at once', () => {
    const lines = problemsOf({
      TACET_MODE: 'production',
      PORT: 'x',
      TACET_WORKER: '2',
      TACET_WORKERS: '2',
      ISSUER: 'https://id.example.com/',
      TACET_REGISTRATION: 'invite',
      REDIS_URL_FILE: '/none',
    });
    assert.deepEqual(lines.map((line) => line.split(':')[0]).toSorted(), [
      'DATABASE_URL',
      'ISSUER',
      'PORT',
      'REDIS_URL_FILE',
      'TACET_MAIL_URL',
      'TACET_REGISTRATION',
      'TACET_WORKER',
      'TACET_WORKERS',
    ]);
  });

  it('repeats no value in any line', () => {
    const wrong = Object.fromEntries(
      [
        'ISSUER',
        'PORT',
        'HOST',
        'DATABASE_URL',
        'REDIS_URL',
        'TACET_MAIL_URL',
        'TACET_MODE',
        'TACET_MAIL_FROM',
      ].map((name) => [name, `hunter2 in ${name}`]),
    );
    const lines = [...problemsOf(wrong), ...problemsOf({ REDIS_URL_FILE: 'hunter2' })];
    assert.equal(lines.length, 9);
    assert.doesNotMatch(lines.join(), /hunter2/);
  });
});
