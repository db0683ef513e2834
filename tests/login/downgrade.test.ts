import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { server as library } from '@serenity-kit/opaque';
import { interactionCalls } from '../../contract/interaction.ts';
import { CURRENT_KSF, keyStretchings, OPAQUE_IDENTIFIERS } from '../../contract/opaque-parameters.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { opaque } from '../../server/login/opaque.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';

const PASSWORD = 'seven quiet herons at dusk';
const ID = 'a-credential';
const setup = opaque.createSetup();
const email = parseEmail('ada@example.org') ?? assert.fail();

/** A record of that password, made by a client that stretches as it should, or hardly at all. */
function recordBy(client: typeof opaqueClient): string {
  const { clientRegistrationState, registrationRequest } = client.startRegistration(PASSWORD);
  const registrationResponse = opaque.evaluate({ setup, credentialId: ID, registrationRequest });
  const made = { password: PASSWORD, clientRegistrationState, registrationResponse, ksfId: CURRENT_KSF };
  return client.finishRegistration(made).registrationRecord;
}

/** What a client of ours makes of a server that says it is somebody, over that record. */
function loginAt(registrationRecord: string, identifiers: { readonly server: string }) {
  const { clientLoginState, startLoginRequest } = opaqueClient.startLogin(PASSWORD);
  const { loginResponse } = library.startLogin({
    serverSetup: setup,
    userIdentifier: ID,
    registrationRecord,
    startLoginRequest,
    identifiers,
  });
  return opaqueClient.finishLogin({
    password: PASSWORD,
    clientLoginState,
    loginResponse,
    ksfId: CURRENT_KSF,
  });
}

describe('★OP-05 a login that somebody wants to make cheaper', () => {
  it('opens with the pinned parameters and the pinned identity', () => {
    assert.ok(loginAt(recordBy(opaqueClient), OPAQUE_IDENTIFIERS));
  });

  it('is refused by the client when the server claims another identity', () => {
    assert.equal(loginAt(recordBy(opaqueClient), { server: 'tacet2' }), undefined);
  });

  it('is refused by the client when a cheaper record was written into the database', () => {
    assert.equal(loginAt(recordBy(unstretchedClient), OPAQUE_IDENTIFIERS), undefined);
  });

  it('names its parameters by an id of the contract, and takes no numbers and no other id', () => {
    const { input, output } = interactionCalls['/interaction/:id/login/start'];
    const answer = { attemptId: 'a'.repeat(46), loginResponse: 'A'.repeat(427) };
    assert.ok(output.safeParse({ ...answer, ksfId: CURRENT_KSF }).success);
    for (const ksfId of ['identity', 'a2id-8k-1-1', '', 'constructor', { iterations: 1 }, undefined])
      assert.equal(output.safeParse({ ...answer, ksfId }).success, false);
    const asked = { email, startLoginRequest: 'A'.repeat(128), ksfId: CURRENT_KSF };
    assert.equal(input.safeParse(asked).success, false, 'nor does the browser choose');
    const { iterations, memory } = keyStretchings[CURRENT_KSF]['argon2id-custom'];
    assert.ok(iterations >= 3 && memory >= 64 * 1024);
  });
});
