import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Step } from '../../contract/step.ts';
import { signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import {
  answerCode,
  challenge,
  codeAt,
  giveTotp,
  lettersTo,
  must,
  refused,
  signInToAccount,
  whoIs,
} from './proofs.ts';
import { authorizeUrl, get, openTrip } from './trip.ts';

let people = 0;

describe('the second step of a sign-in', () => {
  let server: TestServer;
  let email: string;
  let secret: string;

  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  async function somebody(): Promise<void> {
    people += 1;
    email = `person${people}@example.org`;
    await server.account(email);
    secret = await giveTotp(server, email);
  }

  it('OBS-R04 asks for the code after the password, and does not ask for the password again', async () => {
    await somebody();
    const { browser, id, step } = await signInToAccount(server, email);
    assert.deepEqual(offered(step), ['totp']);
    const { step: done } = must(await answerCode(browser, id, codeAt(server, secret)));
    assert.equal(done.kind, 'finish');
    assert.equal(await whoIs(server, browser), email);
  });

  it('OBS-R05 says of a wrong password what it says of an account without a factor', async () => {
    await somebody();
    const plain = `plain-${email}`;
    await server.account(plain);
    for (const who of [email, plain]) {
      const browser = server.browser();
      const { id } = await openTrip(browser, `${server.issuer}/account`);
      assert.equal(await signIn(browser, id, { email: who, password: `not ${PASSWORD}` }), undefined);
    }
  });

  it('OBS-R06 counts a wrong code, and keeps the trip', async () => {
    await somebody();
    const { browser, id } = await signInToAccount(server, email);
    assert.equal(refused(await answerCode(browser, id, '000000')), 'wrong_factor');
    assert.equal(must(await answerCode(browser, id, codeAt(server, secret))).step.kind, 'finish');
  });

  it('★SE-10 is anonymous before it: no page, no code, no account for who gave the password alone', async () => {
    await somebody();
    const { client } = await server.client({ firstParty: true });
    const { browser, id } = await signInToAccount(server, email);
    assert.equal(await whoIs(server, browser), undefined);
    const silent = authorizeUrl(server, client.id, { prompt: 'none' });
    const answer = await get(browser, silent);
    assert.match(answer.headers.get('Location') ?? '', /error=login_required/);
    assert.equal([...browser.cookies.keys()].filter((name) => /session/.test(name)).length, 0);
    const finish = await get(browser, `${server.issuer}/interaction/${id}/finish`);
    assert.equal(finish.headers.get('Location'), `${server.issuer}/interaction/${id}`, 'TO-04');
  });

  it('★TO-04 takes no challenge of another trip, and no step before its turn', async () => {
    await somebody();
    const one = await signInToAccount(server, email);
    const other = server.browser();
    const { id } = await openTrip(other, `${server.issuer}/account`);
    const code = codeAt(server, secret);
    assert.equal(refused(await answerCode(other, id, code)), 'interaction_expired', 'no password here');
    assert.equal(refused(await answerCode(other, one.id, code)), 'interaction_foreign');
    assert.equal(refused(await challenge(other, id, 'totp')), 'interaction_expired');
    assert.equal(refused(await challenge(one.browser, one.id, 'email-code')), 'invalid_input', 'not offered');
    const step = { ksfId: 'a2id-64m-3-4', registrationRequest: 'A'.repeat(43) };
    const start = interactionCalls['/interaction/:id/password/start'];
    const { registrationRequest } = step;
    const skipped = await one.browser.call(`/interaction/${one.id}/password/start`, start, {
      registrationRequest,
    });
    assert.equal(refused(skipped), 'interaction_expired');
  });

  it('★TO-03 stops guesses after five, apart from the password, and tells the owner', async () => {
    await somebody();
    const { browser, id } = await signInToAccount(server, email);
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(refused(await answerCode(browser, id, `00000${guess}`)), 'wrong_factor');
    }
    const sixth = await answerCode(browser, id, codeAt(server, secret));
    assert.equal(refused(sixth), 'too_many_attempts');
    assert.ok(!sixth.ok && sixth.problem.retryAfterSeconds === 60);
    const subjects = (await lettersTo(server, email)).map(({ subject }) => subject);
    assert.ok(subjects.length > 0 && new Set(subjects).size === subjects.length, subjects.join());

    const again = await signInToAccount(server, email);
    assert.equal(again.step.kind, 'factor', 'the password still counts');
    assert.equal(
      refused(await answerCode(again.browser, again.id, codeAt(server, secret))),
      'too_many_attempts',
    );
    server.clock.turn(60);
    const { step } = must(await answerCode(again.browser, again.id, codeAt(server, secret)));
    assert.equal(step.kind, 'finish');
  });

  it('★TO-01 takes a code once, also in another trip', async () => {
    await somebody();
    const [one, other] = [await signInToAccount(server, email), await signInToAccount(server, email)];
    const code = codeAt(server, secret);
    assert.equal(must(await answerCode(one.browser, one.id, code)).step.kind, 'finish');
    assert.equal(refused(await answerCode(other.browser, other.id, code)), 'wrong_factor');
    server.clock.turn(30);
    assert.equal(must(await answerCode(other.browser, other.id, codeAt(server, secret))).step.kind, 'finish');
  });

  it('forgets the password after ten minutes', async () => {
    await somebody();
    const { browser, id } = await signInToAccount(server, email);
    server.clock.turn(600);
    assert.equal(refused(await answerCode(browser, id, codeAt(server, secret))), 'interaction_expired');
  });

  it('remembers a browser that its owner wants remembered, until something changes', async () => {
    await somebody();
    const { browser, id } = await signInToAccount(server, email);
    must(await answerCode(browser, id, codeAt(server, secret), { remember: true }));
    for (const name of [...browser.cookies.keys()].filter((one) => /session/.test(one)))
      browser.cookies.delete(name);
    const again = await signInToAccount(server, email, browser);
    assert.equal(again.step.kind, 'finish');
    assert.equal(await whoIs(server, browser), email);

    const stranger = await signInToAccount(server, email);
    assert.equal(stranger.step.kind, 'factor', 'another browser');
    await giveTotp(server, email); // a new authenticator
    browser.cookies.delete('session');
    const later = await signInToAccount(server, email, browser);
    assert.equal(later.step.kind, 'factor', 'after a change');
  });
});

function offered(step: Step): readonly string[] {
  return step.kind === 'factor' ? step.offered : assert.fail(step.kind);
}
