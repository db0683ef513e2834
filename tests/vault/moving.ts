import assert from 'node:assert/strict';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import type { KeyChange } from '../../contract/keys.ts';
import { follow } from '../../server/commands/demo/person.ts';
import type { TestServer } from '../harness/server.ts';
import { beginAct, must, ticketIn } from '../interaction/proofs.ts';
import { QUICK_PASSWORD, quickClient } from '../interaction/quick-login.ts';
import type { HeldKey } from './changes.ts';
import { logIn, type LoggedIn, type Owning } from './person.ts';

const password = QUICK_PASSWORD;

/** Somebody asks for another address and follows its letter up to the last message. */
export async function almostMoved(server: TestServer, { browser, email }: Owning, newEmail: string) {
  const { id } = await beginAct(server, browser, 'change-email', newEmail);
  const entered = await logIn(server, email, { browser, tripId: id });
  assert.ok(entered);
  await follow(browser, entered.step);
  const ticket = await ticketIn(server, newEmail, '/email-change');

  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(password);
  const start = accountCalls['/email-change/start'];
  const started = must(
    await browser.call('/email-change/start', start, { ticket, startLoginRequest, registrationRequest }),
  );
  const { loginResponse, ksfId, registrationResponse, newKsfId } = started;
  const old = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.ok(old);
  const half = { password, clientRegistrationState, registrationResponse, ksfId: newKsfId };
  const made = quickClient.finishRegistration(half);
  const again = quickClient.startLogin(password);
  const finish = accountCalls['/email-change/finish'];
  const finished = must(
    await browser.call('/email-change/finish', finish, {
      ...{ ticket, attemptId: started.attemptId, finishLoginRequest: old.finishLoginRequest },
      ...{ ksfId: newKsfId, registrationRecord: made.registrationRecord },
      startLoginRequest: again.startLoginRequest,
    }),
  );
  const last = quickClient.finishLogin({
    ...{ password, clientLoginState: again.clientLoginState, ksfId: newKsfId },
    loginResponse: finished.loginResponse,
  });
  assert.ok(last);
  const { attemptId, keys: owner } = finished;
  const { finishLoginRequest } = last;
  const call = accountCalls['/email-change/prove'];
  const prove = (keys: KeyChange | undefined) =>
    browser.call('/email-change/prove', call, {
      ...{ ticket, attemptId, finishLoginRequest },
      ...(keys && { keys }),
    });
  return { owner, ticket, from: old.exportKey, to: made.exportKey, prove };
}

/** A renewal up to its last message. */
export async function almostRenewed({ browser, id, renewal: renewalId = '' }: LoggedIn) {
  const path = `/interaction/${id}/renewal`;
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(password);
  const start = interactionCalls['/interaction/:id/renewal/start'];
  const started = must(await browser.call(`${path}/start`, start, { renewalId, registrationRequest }));
  const { registrationResponse, ksfId, keys: owner } = started;
  const half = { password, clientRegistrationState, registrationResponse, ksfId };
  const { registrationRecord, exportKey } = quickClient.finishRegistration(half);
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const finish = interactionCalls['/interaction/:id/renewal/finish'];
  const record = { renewalId, ksfId, registrationRecord, startLoginRequest };
  const { attemptId, loginResponse } = must(await browser.call(`${path}/finish`, finish, record));
  const last = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  const { finishLoginRequest = '' } = last ?? {};
  const call = interactionCalls['/interaction/:id/renewal/prove'];
  const prove = (keys: KeyChange | undefined) =>
    browser.call(`${path}/prove`, call, {
      ...{ renewalId, attemptId, finishLoginRequest },
      ...(keys && { keys }),
    });
  return { owner, exportKey, prove };
}

/** That many bridges stand before the wrap of the password, as renewals would have left them. */
export const bridgesSql = (held: HeldKey) => ({
  text: `insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
    select $1, $2, 'bridge', i::text, 'a.b.c.d.e', 1 from generate_series(1, $3::integer) i`,
  values: (count: number) => [held.owner.accountId, held.generation, count],
});
