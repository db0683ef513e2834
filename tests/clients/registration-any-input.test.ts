import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { startServer } from '../harness/server.ts';
import { clientSettingMembers } from '../../server/protocol/client-settings.ts';
import { call, MINIMAL, register } from './registering.ts';

const MEMBERS = [
  ...Object.keys(clientSettingMembers),
  ...[
    'redirect_uris',
    'post_logout_redirect_uris',
    'client_name',
    'client_uri',
    'policy_uri',
    'tos_uri',
    'scope',
  ],
  ...['application_type', 'token_endpoint_auth_method', 'grant_types', 'response_types', 'default_max_age'],
  ...['id_token_signed_response_alg', 'client_id', 'client_secret', 'anything'],
];

describe('★PA-09 /register', () => {
  it('answers whatever is sent with a registration or a refusal, and keeps nothing else', async () => {
    // Scaled: what is tested is not the budget.
    const server = await startServer({
      env: { TACET_DYNAMIC_REGISTRATION: 'open', TACET_THROTTLE_SCALE: '1000' },
    });
    const value = fc.oneof(
      fc.constantFrom(
        null,
        true,
        0,
        -1,
        1.5,
        '',
        'x',
        [],
        {},
        [[]],
        [{}],
        ['x'],
        'none',
        'https://a.test/x',
        '\0',
        '\uD800',
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const metadata = fc.dictionary(fc.constantFrom(...MEMBERS), value, { maxKeys: 5 });
    try {
      const known = await register(server, MINIMAL);
      const { client_id, registration_client_uri: uri, registration_access_token: token } = known.told;
      await fc.assert(
        fc.asyncProperty(metadata, fc.boolean(), async (said, isNew) => {
          const body = { ...MINIMAL, ...said };
          const { status, told, text } = isNew
            ? await register(server, body)
            : await call('PUT', uri, { token, body: { client_id, ...body } });
          assert.ok([200, 201, 400].includes(status), `${status} ${text}`);
          if (status === 400)
            return assert.match(told.error ?? '', /^invalid_(request|redirect_uri|client_metadata)$/);
          const stored = await server.parts.storage.clients.find(told.client_id);
          assert.partialDeepStrictEqual(stored, { firstParty: false, enabled: true, pkceRequired: true });
          const ours = Object.keys(stored?.settings ?? {}).filter((name) => name.startsWith('tacet'));
          assert.deepEqual(ours, ['tacetRegisteredBy']);
        }),
        { numRuns: 400 },
      );
    } finally {
      await server.stop();
    }
  });
});
