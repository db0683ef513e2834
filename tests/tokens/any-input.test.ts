import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type World, isAlive, openWorld, tokensOf } from './world.ts';

const RUNS = 2_000;
const CODES =
  /^(invalid_(request|client|grant|scope|token)|unauthorized_client|unsupported_grant_type|insufficient_scope)$/;
const PLAIN = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;
const NAMES = [
  ...[
    'grant_type',
    'code',
    'code_verifier',
    'redirect_uri',
    'refresh_token',
    'scope',
    'token',
    'token_type_hint',
  ],
  ...[
    'client_id',
    'client_secret',
    'client_assertion',
    'access_token',
    'id_token_hint',
    'state',
    '__proto__',
  ],
  ...['post_logout_redirect_uri', 'constructor'],
];

describe('DOD-N11 DOD-S11 whatever is sent', () => {
  let world: World;
  let values: readonly string[];
  let alive = '';
  let starts: readonly string[];
  before(async () => {
    world = await openWorld();
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const by = await world.client();
    const { tokens, code, verifier } = await tokensOf(world, by);
    alive = tokens.access_token ?? '';
    const known = `client_id=${spa.client.id}`;
    starts = [
      '',
      known,
      ...['authorization_code', 'refresh_token'].map((type) => `${known}&grant_type=${type}`),
    ];
    values = [
      ...['authorization_code', 'refresh_token', 'password', 'openid', 'openid email', code, verifier],
      ...[spa.client.id, by.client.id, tokens.refresh_token ?? '', tokens.id_token ?? ''],
      ...['', '\0', '\uD800', 'x'.repeat(9_000), '%', '"\\', 'https://app.example/callback'],
    ];
  });
  after(() => world.close());

  const text = () => fc.oneof(fc.constantFrom(...values), fc.string({ unit: 'binary' }), fc.string());
  const pairs = () =>
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), text()), { maxLength: 8 });
  const request = () =>
    fc.record({
      start: fc.constantFrom(...starts),
      fields: pairs(),
      cut: fc.nat({ max: 40 }),
      type: fc.constantFrom(
        ...Array(6).fill('application/x-www-form-urlencoded'),
        'application/json',
        'text/plain',
        '',
      ),
      authorization: fc.oneof(
        fc.constant(undefined),
        fc
          .tuple(fc.constantFrom('Basic', 'Bearer', 'bearer', 'DPoP', ''), fc.base64String())
          .map((parts) => parts.join(' ')),
      ),
    });

  for (const path of ['/token', '/revoke', '/introspect', '/userinfo', '/logout']) {
    it(`${path} refuses in its own words, or does what it should`, async () => {
      await fc.assert(
        fc.asyncProperty(request(), async ({ start, fields, cut, type, authorization }) => {
          const encoded = fields.map((pair) =>
            pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='),
          );
          const whole = [start, ...encoded].join('&');
          const body = cut < 20 ? whole : whole.slice(0, Math.max(0, whole.length - cut));
          const headers = {
            ...(type && { 'Content-Type': type }),
            ...(authorization && { Authorization: authorization }),
          };
          const answer = await world.fetch(path, { method: 'POST', body, headers });
          const said = await answer.text();
          assert.ok(answer.status < 500, `${answer.status} ${said}`);
          if (path === '/logout' || answer.status < 300) return;
          const { error, error_description } = JSON.parse(said);
          assert.match(error, CODES);
          assert.match(error_description, PLAIN);
        }),
        { numRuns: RUNS },
      );
      if (path === '/userinfo') assert.equal(await isAlive(world, alive), true);
    });
  }
});
