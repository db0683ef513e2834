import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { newClient, newClientSecret, toMetadata } from '../../server/clients/new-client.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { equalInConstantTime, fingerprint } from '../../server/platform/digest.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { welch } from '../attacks/statistics.ts';
import { keyringParts } from '../keyring/parts.ts';
import { authenticator, clientStore, ISSUER, spa, standingClock } from './parts.ts';
import { assertionClaims, assertionForm, secretJwt } from './signer.ts';

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const web: Client = { ...spa, id: 'web', type: 'web', authMethod: 'client_secret_basic' };

type World = ReturnType<typeof authenticator>;

async function outcome(
  { authenticate }: World,
  request: Parameters<World['authenticate']>[0],
): Promise<string> {
  try {
    return (await authenticate(request)).id;
  } catch (error) {
    if (error instanceof ProblemError) return `${error.code} ${error.details.retryAfterSeconds}`;
    assert.ok(error instanceof OAuthError, String(error));
    return error.code;
  }
}

describe('CA-12 guessing at a secret', () => {
  const secret = 'cs_right';
  const open = () => {
    const jwt: Client = { ...web, id: 'other', secretDigests: [fingerprint(secret)] };
    const clients = clientStore({ ...web, secretDigests: [fingerprint(secret)] }, jwt);
    return authenticator(clients, { throttleScale: 1 });
  };
  const guess = (world: World, wrong = true, id = 'web', addressPrefix = '192.0.2.0/24') =>
    outcome(world, { form: {}, authorization: basic(id, wrong ? 'wrong' : secret), addressPrefix });

  it('is slowed down after twenty, and never locked', async () => {
    const world = open();
    for (let n = 0; n < 20; n += 1) assert.equal(await guess(world), 'invalid_client');
    assert.equal(await guess(world), 'too_many_attempts 2');
    assert.equal(await guess(world, false), 'too_many_attempts 2', 'no oracle while it waits');
    world.clock.turn(2);
    assert.equal(await guess(world, false), 'web');
    assert.equal(await guess(world), 'invalid_client', 'who knew it has a fresh start');

    for (let n = 0; n < 19; n += 1) await guess(world);
    const waits = [2, 10, 60, 60];
    for (const seconds of waits) {
      assert.equal(await guess(world), `too_many_attempts ${seconds}`);
      world.clock.turn(seconds);
      assert.equal(await guess(world), 'invalid_client');
    }
    world.clock.turn(3_600);
    assert.equal(await guess(world), 'invalid_client');
  });

  it('hinders no other client, and nobody in another network', async () => {
    const world = open();
    for (let n = 0; n < 25; n += 1) await guess(world);
    assert.equal(await guess(world, false, 'other'), 'other');
    assert.equal(await guess(world, false, 'web', '198.51.100.0/24'), 'web');
  });

  it('costs who does not guess no round trip, and looks the same for clients that are not there', async () => {
    const world = open();
    for (let n = 0; n < 50; n += 1) assert.equal(await guess(world, false), 'web');
    assert.deepEqual(world.asked, []);
    for (let n = 0; n < 20; n += 1) assert.equal(await guess(world, true, `made-up-${n}`), 'invalid_client');
    assert.equal(await guess(world, true, 'made-up-20'), 'too_many_attempts 2');
    assert.equal(new Set(world.asked).size, 1, 'names that somebody made up fill no memory');
  });
});

describe('★CA-04 the comparison of a secret', () => {
  it('takes as long for a guess that begins right as for one that begins wrong', () => {
    const kept = fingerprint('cs_Qk3vT0s-a_9Qk3vT0s-a_9Qk3vT0s-a_9Qk3vT0s-a_9');
    const near = `${kept.slice(0, -1)}${kept.endsWith('A') ? 'B' : 'A'}`;
    const far = `${kept.startsWith('A') ? 'B' : 'A'}${kept.slice(1)}`;
    const time = (guess: string) => {
      const started = process.hrtime.bigint();
      for (let n = 0; n < 10; n += 1) equalInConstantTime(guess, kept);
      return Number(process.hrtime.bigint() - started);
    };
    for (let n = 0; n < 2_000; n += 1) time(n % 2 === 0 ? near : far);
    const measured: number[] = [];
    // A gap that is there is there again; one of a busy machine is not.
    while (measured.length < 3 && Math.min(...measured) >= 4.5) {
      const times: [number[], number[]] = [[], []];
      for (let n = 0; n < 20_000; n += 1) times[n % 2]?.push(time(n % 2 === 0 ? near : far));
      measured.push(Math.abs(welch(...times)));
    }
    assert.ok(Math.min(...measured) < 4.5, `t = ${measured.join(', ')}`);
  });

  it('is one of digests: what lies in the database opens nothing', async () => {
    const { client, secret = '' } = newClient(
      { client_name: 'Notes', redirect_uris: ['https://app.test/cb'] },
      {
        clock: standingClock(),
        config: { mode: 'production', resources: [] },
        grantTypes: ['authorization_code', 'refresh_token'],
      },
    );
    const world = authenticator(clientStore(client));
    assert.equal(await outcome(world, { form: {}, authorization: basic(client.id, secret) }), client.id);
    const [digest = ''] = client.secretDigests;
    assert.equal(
      await outcome(world, { form: {}, authorization: basic(client.id, digest) }),
      'invalid_client',
    );
  });
});

describe('client_secret_jwt', () => {
  async function open(t: TestContext, settings: Client['settings'] = {}) {
    const keyring = await openKeyring(keyringParts(t));
    const made = newClientSecret('client_secret_jwt', 'hs', { keyring });
    const older = newClientSecret('client_secret_jwt', 'hs', { keyring });
    const sealedSecrets = [made?.sealed ?? '', older?.sealed ?? ''];
    const secretDigests = [made?.digest ?? '', older?.digest ?? ''];
    const client: Client = {
      ...web,
      id: 'hs',
      authMethod: 'client_secret_jwt',
      settings,
      secretDigests,
      sealedSecrets,
    };
    const thief: Client = { ...client, id: 'thief' };
    const world = authenticator(clientStore(client, thief), { sealer: keyring.sealer('client-secret') });
    const jwt = (secret: string, alg = 'HS256', id = 'hs') =>
      secretJwt(secret, assertionClaims(id, ISSUER, world.clock.nowSeconds()), alg);
    const ask = (assertion: string) => outcome(world, { form: assertionForm(assertion) });
    return { client, secret: made?.secret ?? '', older: older?.secret ?? '', jwt, ask };
  }

  it('OIDC Core §9 takes HS256, HS384 and HS512 with either of two secrets, each assertion once', async (t) => {
    const { secret, older, jwt, ask } = await open(t);
    assert.ok(secret.length >= 64, 'RFC 7518 §3.2: as long as the hash of HS512');
    for (const alg of ['HS256', 'HS384', 'HS512']) assert.equal(await ask(jwt(secret, alg)), 'hs');
    const once = jwt(older);
    assert.deepEqual([await ask(once), await ask(once)], ['hs', 'invalid_client']);
    assert.equal(await ask(jwt('another')), 'invalid_client');
    assert.equal(await ask(jwt(secret, 'none')), 'invalid_client');
  });

  it('takes the one algorithm that is registered, and none from a FAPI client', async (t) => {
    const narrow = await open(t, { tokenEndpointAuthSigningAlg: 'HS512' });
    assert.equal(await narrow.ask(narrow.jwt(narrow.secret)), 'invalid_client');
    assert.equal(await narrow.ask(narrow.jwt(narrow.secret, 'HS512')), 'hs');
    const fapi = await open(t, { tacetProfile: 'fapi2' });
    assert.equal(await fapi.ask(fapi.jwt(fapi.secret)), 'invalid_client');
  });

  it('CA-02 does not take the secret itself', async (t) => {
    const { secret, client } = await open(t);
    const world = authenticator(clientStore(client));
    assert.equal(
      await outcome(world, { form: { client_id: 'hs', client_secret: secret } }),
      'invalid_client',
    );
    assert.equal(await outcome(world, { form: {}, authorization: basic('hs', secret) }), 'invalid_client');
  });

  it('keeps the secret sealed, for this client alone, and tells it to nobody', async (t) => {
    const { client, secret, jwt, ask } = await open(t);
    const kept = JSON.stringify(client);
    assert.ok(!kept.includes(secret) && !kept.includes(Buffer.from(secret).toString('base64url')));
    assert.doesNotMatch(JSON.stringify(toMetadata(client)), /ecret(?!_(basic|jwt|post|expires))/);
    // Copied into another row by who can write to the database, it opens for nobody.
    assert.equal(await ask(jwt(secret, 'HS256', 'thief')), 'invalid_client');
  });
});
