import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import { describeConfig } from '../../server/config/docs.ts';
import { loadConfig } from '../../server/config/load.ts';
import { noFile, problemsOf, PRODUCTION } from './problems-of.ts';

const URL_THERE = 'https://bao.internal:8200';
const AT = { TACET_TRANSIT_URL: URL_THERE };
const TOKEN = { TACET_TRANSIT_AUTH: 'token', TACET_TRANSIT_TOKEN: 'hvs.hunter2' };
const APPROLE = {
  TACET_TRANSIT_AUTH: 'approle',
  TACET_TRANSIT_ROLE_ID: 'hunter2-role',
  TACET_TRANSIT_SECRET_ID: 'hunter2-secret',
};

describe('where key-encryption keys are held', () => {
  it('is this machine, unless the operator says otherwise', () => {
    assert.deepEqual(loadConfig({}).keys, { provider: 'local', transit: undefined });
  });

  it('takes each way to log in, and prints no secret of any', () => {
    const ways = [
      [TOKEN, { method: 'token', mayChange: false }],
      [APPROLE, { method: 'approle', mount: 'approle' }],
      [
        { TACET_TRANSIT_AUTH: 'kubernetes', TACET_TRANSIT_ROLE: 'tacet', TACET_TRANSIT_AUTH_MOUNT: 'k8s/eu' },
        {
          method: 'kubernetes',
          mount: 'k8s/eu',
          role: 'tacet',
          jwtFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        },
      ],
    ] as const;
    for (const [env, expected] of ways) {
      const config = loadConfig({ TACET_KEY_PROVIDER: 'transit', ...AT, ...env });
      const { login, ...rest } = config.keys.transit ?? { login: undefined };
      assert.deepEqual({ ...login, ...expected }, login);
      assert.deepEqual(rest, {
        url: URL_THERE,
        namespace: undefined,
        mount: 'transit',
        key: 'tacet',
        caFile: undefined,
      });
      const printed = inspect(config, { depth: 9 }) + JSON.stringify([config, describeConfig(config)]);
      assert.doesNotMatch(printed, /hunter2/);
    }
  });

  it('reads the secret of a login from a file, anew each time, and falls back on the one of the start', () => {
    const files: Record<string, string> = { '/run/token': 'hvs.first\n' };
    const readFile = (path: string) => files[path] ?? noFile();
    const env = { ...AT, TACET_TRANSIT_AUTH: 'token', TACET_TRANSIT_TOKEN_FILE: '/run/token' };
    const { login } = loadConfig(env, readFile).keys.transit ?? {};
    const seen = ['hvs.first\n', 'hvs.second', '', 'two lines\nof it', undefined].map((text) => {
      if (text === undefined) delete files['/run/token'];
      else files['/run/token'] = text;
      return login?.method === 'token' && login.mayChange && login.token.reveal();
    });
    assert.deepEqual(seen, ['hvs.first', 'hvs.second', 'hvs.first', 'hvs.first', 'hvs.first']);
    assert.doesNotMatch(inspect(login, { depth: 9 }) + JSON.stringify(login), /hvs/);
  });

  it('keeps the way to a transit server while moving back to this machine', () => {
    const { keys } = loadConfig({ TACET_KEY_PROVIDER: 'local', ...AT, ...TOKEN });
    assert.deepEqual([keys.provider, keys.transit?.url], ['local', URL_THERE]);
  });

  it('takes plain http to a loopback host, in production too', () => {
    for (const url of ['http://127.0.0.1:8200', 'http://localhost:8200/', 'http://[::1]:8200']) {
      const { keys } = loadConfig({ ...PRODUCTION, TACET_TRANSIT_URL: url, ...TOKEN });
      assert.equal(keys.transit?.url, url.replace(/\/$/, ''));
    }
  });

  const refused: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['an unknown provider', { TACET_KEY_PROVIDER: 'vault' }, 'TACET_KEY_PROVIDER: must be local or transit'],
    [
      'transit without a server',
      { TACET_KEY_PROVIDER: 'transit' },
      'TACET_TRANSIT_URL: set it; TACET_KEY_PROVIDER=transit keeps its key there',
    ],
    [
      'a login without a server',
      TOKEN,
      'TACET_TRANSIT_URL: set it beside the other TACET_TRANSIT_ settings, or remove those',
    ],
    [
      'a server without a login',
      AT,
      'TACET_TRANSIT_AUTH: set it to token, approle or kubernetes, beside TACET_TRANSIT_URL',
    ],
    [
      'a login without its secret',
      { ...AT, ...APPROLE, TACET_TRANSIT_SECRET_ID: '' },
      'TACET_TRANSIT_SECRET_ID: set it; TACET_TRANSIT_AUTH=approle logs in with it',
    ],
    [
      'the secret of another login',
      { ...AT, ...APPROLE, TACET_TRANSIT_TOKEN: 'hvs.hunter2' },
      'TACET_TRANSIT_TOKEN: remove it; TACET_TRANSIT_AUTH=approle has no use for it',
    ],
    [
      'KMS-C09 plain http in production',
      { ...PRODUCTION, ...TOKEN, TACET_TRANSIT_URL: 'http://bao.internal:8200' },
      'TACET_TRANSIT_URL: use https://; plain http is accepted for a loopback host alone',
    ],
    [
      'authorities of a connection that has none',
      { ...TOKEN, TACET_TRANSIT_URL: 'http://127.0.0.1:8200', TACET_TRANSIT_CA_FILE: '/ca.crt' },
      'TACET_TRANSIT_CA_FILE: remove it, or use https:// in TACET_TRANSIT_URL',
    ],
    [
      'a URL with a name and a password',
      { ...TOKEN, TACET_TRANSIT_URL: 'https://a:b@bao.internal' },
      'TACET_TRANSIT_URL: must be https://, a host and a port alone',
    ],
    [
      'a URL with a path',
      { ...TOKEN, TACET_TRANSIT_URL: 'https://bao.internal/v1' },
      'TACET_TRANSIT_URL: must be https://, a host and a port alone',
    ],
    [
      'a mount that leads elsewhere',
      { ...AT, ...TOKEN, TACET_TRANSIT_MOUNT: 'transit/../sys' },
      'TACET_TRANSIT_MOUNT: must be a path of plain names, without a slash at either end',
    ],
    [
      'a key whose name would not fit an envelope',
      { ...AT, ...TOKEN, TACET_TRANSIT_KEY: 'tacet.production' },
      'TACET_TRANSIT_KEY: must be at most 40 letters, digits, - and _',
    ],
    [
      'a token of two lines',
      { ...AT, TACET_TRANSIT_AUTH: 'token', TACET_TRANSIT_TOKEN: 'a\r\nX-Vault-Token: b' },
      'TACET_TRANSIT_TOKEN: must be printable characters without a space',
    ],
  ];
  for (const [what, env, line] of refused) {
    it(`refuses ${what}`, () => assert.ok(problemsOf(env).includes(line), problemsOf(env).join('\n')));
  }
});
