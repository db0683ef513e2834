import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';
import { REDIRECT_URI, type World, approve, isAlive, openWorld, refresh, tokensOf } from '../tokens/world.ts';

describe('the authorization code grant', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('DOD-C11 answers with what was granted, for no cache to keep', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const answer = await world.post('/token', fields, by);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(answer.body.token_type, 'Bearer');
    assert.equal(answer.body.scope, 'openid profile email offline_access');
    const members = ['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type'];
    assert.deepEqual(Object.keys(answer.body).sort(), members);
  });

  it('AC-01 DOD-C09 takes everything back when a code comes twice, and writes it down', async () => {
    const by = await world.client();
    const { fields, tokens, account } = await tokensOf(world, by);
    assert.equal(await isAlive(world, tokens.access_token), true);
    world.clock.turn(30);
    const again = await world.post('/token', fields, by);
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant']);
    assert.equal(await isAlive(world, tokens.access_token), false);
    assert.equal((await refresh(world, by, tokens.refresh_token)).body.error, 'invalid_grant');
    const events = await world.storage.audit.list({ accountId: account.id, limit: 10 });
    assert.ok(events.some(({ kind }) => kind === 'code.replayed'));
  });

  it('AC-01 knows a replay for another minute, however late the code was redeemed', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    world.clock.turn(50);
    const { body } = await world.post('/token', fields, by);
    world.clock.turn(30);
    assert.equal((await world.post('/token', fields, by)).body.error, 'invalid_grant');
    assert.equal(await isAlive(world, body.access_token), false);
  });

  it('AC-02 takes nothing back when a replay is not otherwise valid', async () => {
    const by = await world.client();
    const { fields, tokens } = await tokensOf(world, by);
    const stranger = { ...by, secret: newSecret('cs') };
    const wrong = { ...fields, code_verifier: newSecret('ac') };
    const elsewhere = { ...fields, redirect_uri: 'https://app.example/other' };
    assert.equal((await world.post('/token', wrong, by)).body.error, 'invalid_grant');
    assert.equal((await world.post('/token', elsewhere, by)).body.error, 'invalid_grant');
    assert.equal((await world.post('/token', fields, stranger)).body.error, 'invalid_client');
    assert.equal(await isAlive(world, tokens.access_token), true);
    assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200);
  });

  it('AC-04 is bound to its client, and another one burns nothing', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const { fields } = await approve(world, by);
    assert.equal((await world.post('/token', fields, other)).body.error, 'invalid_grant');
    const asSpa = { ...fields, client_id: spa.client.id };
    assert.equal((await world.post('/token', asSpa)).body.error, 'invalid_grant');
    assert.equal((await world.post('/token', fields, by)).status, 200);
  });

  it('AC-05 wants the redirect_uri of the request, if any', async () => {
    const by = await world.client();
    for (const [redirect_uri, expected] of [
      ['', 200],
      [REDIRECT_URI, 200],
      [`${REDIRECT_URI}/`, 400],
      ['https://app.example/other', 400],
    ] as const) {
      const { fields } = await approve(world, by);
      const answer = await world.post('/token', { ...fields, redirect_uri }, by);
      assert.equal(answer.status, expected, redirect_uri);
      if (expected === 400) assert.equal(answer.body.error, 'invalid_grant');
    }
  });

  it('AC-06 lives for less than sixty seconds', async () => {
    const by = await world.client();
    const [early, late] = [await approve(world, by), await approve(world, by)];
    world.clock.turn(55);
    assert.equal((await world.post('/token', early.fields, by)).status, 200);
    world.clock.turn(6);
    assert.equal((await world.post('/token', late.fields, by)).body.error, 'invalid_grant');
  });

  it('AC-07 gives one winner when a code is redeemed many times at once', async () => {
    const by = await world.client();
    for (let round = 0; round < 20; round += 1) {
      const { fields } = await approve(world, by);
      const answers = await Promise.all(Array.from({ length: 50 }, () => world.post('/token', fields, by)));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      const others = answers.filter(({ status }) => status !== 200);
      assert.ok(others.every(({ status, body }) => status === 400 && body.error === 'invalid_grant'));
    }
  });

  it('AC-10 is nothing when cut, extended or respelled, and stays good', async () => {
    const by = await world.client();
    const { fields, code } = await approve(world, by);
    const flipped = [...code]
      .map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()))
      .join('');
    const wrong = [
      code.slice(0, -1),
      `${code}A`,
      ` ${code}`,
      `${code}\n`,
      `${code}\0`,
      flipped,
      `${code}\u200B`,
    ];
    for (const text of wrong) {
      const answer = await world.post('/token', { ...fields, code: text }, by);
      assert.equal(answer.status, 400);
      assert.ok(['invalid_grant', 'invalid_request'].includes(answer.body.error ?? ''), JSON.stringify(text));
    }
    assert.equal((await world.post('/token', fields, by)).status, 200);
  });

  describe('AC-11 AC-13 finds nothing when, before it is redeemed,', () => {
    const at = () => ({ atSeconds: world.clock.nowSeconds() });
    type Approved = Awaited<ReturnType<typeof approve>>;
    const cases: readonly [string, (approved: Approved) => Promise<unknown>][] = [
      [
        'the account is disabled',
        ({ account }) =>
          world.storage.accounts.setState(account.id, 'disabled', { kind: 'account.disabled', ...at() }),
      ],
      [
        'the account is deleted',
        ({ account }) => world.storage.accounts.delete(account.id, { kind: 'account.deleted', ...at() }),
      ],
      [
        'the consent is withdrawn',
        ({ account, record }) =>
          world.storage.consents.withdraw(account.id, record.clientId, {
            kind: 'consent.withdrawn',
            ...at(),
          }),
      ],
      [
        'the person signs out',
        ({ account, session }) =>
          world.storage.sessions.end(account.id, session.id, { kind: 'account.signed_out', ...at() }),
      ],
    ];
    for (const [name, change] of cases) {
      it(name, async () => {
        const by = await world.client();
        const approved = await approve(world, by);
        await change(approved);
        const answer = await world.post('/token', approved.fields, by);
        assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
      });
    }

    it('the client is disabled (invalid_client)', async () => {
      const by = await world.client();
      const { fields } = await approve(world, by);
      await world.storage.clients.update(
        { ...by.client, enabled: false },
        { kind: 'client.updated', ...at() },
      );
      const answer = await world.post('/token', fields, by);
      assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client']);
    });
  });

  it('PK-05 wants the verifier of a challenge, and burns nothing without', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const { code_verifier: _, ...without } = fields;
    assert.equal((await world.post('/token', without, by)).body.error, 'invalid_grant');
    assert.equal((await world.post('/token', fields, by)).status, 200);
  });

  it('PK-06 wants no verifier where there was no challenge', async () => {
    const by = await world.client({ pkceRequired: false });
    const { fields } = await approve(world, by, { codeChallenge: undefined });
    assert.equal((await world.post('/token', fields, by)).body.error, 'invalid_grant');
    const { code_verifier: _, ...without } = fields;
    assert.equal((await world.post('/token', without, by)).status, 200);
  });

  it('PK-07 DOD-C10 takes no other verifier, and as many wrong ones as come', async () => {
    const by = await world.client();
    const [mine, other] = [await approve(world, by), await approve(world, by)];
    const { verifier } = mine;
    const wrong = [
      other.verifier,
      fingerprint(verifier),
      verifier.slice(0, 42),
      `${verifier}A`,
      'x',
      'é'.repeat(43),
    ];
    for (const code_verifier of wrong) {
      const answer = await world.post('/token', { ...mine.fields, code_verifier }, by);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant'], code_verifier);
    }
    assert.equal((await world.post('/token', mine.fields, by)).status, 200);
  });
});
