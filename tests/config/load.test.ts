import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from '../../server/config/load.ts';
import { PRODUCTION, noFile, problemsOf } from './problems-of.ts';

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

  it('measures nothing unless asked, and then tells this machine alone, in both modes', () => {
    assert.equal(loadConfig({}, noFile).metrics, undefined);
    const asked = { TACET_METRICS_PORT: '9464' };
    const loopback = { host: '127.0.0.1', port: 9464 };
    assert.deepEqual(loadConfig(asked, noFile).metrics, loopback);
    assert.deepEqual(loadConfig({ ...PRODUCTION, ...asked }, noFile).metrics, loopback);
    const wider = { ...asked, TACET_METRICS_HOST: '10.0.0.5' };
    assert.deepEqual(loadConfig(wider, noFile).metrics, { ...loopback, host: '10.0.0.5' });
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
      TACET_REGISTRATION: 'everybody',
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
