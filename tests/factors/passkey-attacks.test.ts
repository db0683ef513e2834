import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { assertion, attestation } from '../../contract/factors/passkey.ts';
import { newSecret } from '../../server/platform/random.ts';
import { authenticator, flag, type Forgery } from './authenticator.ts';
import { passkeyPeople } from './passkey-people.ts';
import { factorWorld, type FactorWorld } from './world.ts';

describe('attacks on passkeys', () => {
  let world: FactorWorld;
  let people: ReturnType<typeof passkeyPeople>;
  before(async () => {
    world = await factorWorld({ throttleScale: 1000 });
    people = passkeyPeople(world);
  });
  after(() => world.stop());

  const origins: readonly Forgery[] = [
    ...[
      'https://badid.example',
      'https://sub.id.example',
      'https://id.example:8443',
      'http://id.example',
    ].map((origin) => ({ origin })),
    ...['https://id.example.evil', 'https://id.example/', 'null', ''].map((origin) => ({ origin })),
    { clientData: { crossOrigin: true } },
    { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } },
    { clientData: { topOrigin: 'https://evil.example' } },
  ];

  const broken: readonly Forgery[] = [
    { rpId: 'example' },
    { rpId: 'evil.example' },
    { flags: { clear: flag.up } },
    { flags: { clear: flag.uv } },
    { flags: { set: flag.bs } },
    { trailing: Buffer.of(0) },
    { challenge: Buffer.alloc(32).toString('base64url') },
    { clientText: (text) => text.replace('{', '{"type":"webauthn.get",') },
    { clientText: (text) => `${text} trailing` },
    { clientText: () => '[]' },
    { id: 'AAAA' },
  ];

  it('WA-02 refuses every origin but its own, and pages in frames', async () => {
    const { account, key } = await people.owner();
    for (const forged of origins) {
      const name = JSON.stringify(forged);
      assert.equal(await people.signIn(key, forged), undefined, name);
      assert.equal(await people.prove(account, key, forged), undefined, name);
      await assert.rejects(people.register(account, authenticator(), forged), /not confirmed/, name);
    }
    assert.ok(await people.signIn(key), 'and none of these did any harm');
  });

  it('WA-03 refuses what is not as it must be, in both ceremonies', async () => {
    const { account, key } = await people.owner();
    const both = [...broken, { flags: { set: flag.be } }];
    for (const forged of [...both, { type: 'webauthn.create' }, { signature: () => Buffer.alloc(70) }]) {
      const name = JSON.stringify(forged);
      assert.equal(await people.signIn(key, forged), undefined, name);
      assert.equal(await people.prove(account, key, forged), undefined, name);
    }
    const made: readonly Forgery[] = [
      { type: 'webauthn.get' },
      ...[-35, -37, -47, 0].map((algorithm) => ({ algorithm })),
      { objectTrailing: Buffer.of(0) },
      { statement: [['alg', -7]] },
      ...['packed', 'fido-u2f', 'tpm', 'android-safetynet', 'android-key', 'apple', 'x'].map((format) => ({
        format,
      })),
      {
        format: 'packed',
        statement: [
          ['alg', -7],
          ['sig', Buffer.alloc(70)],
        ],
      },
      {
        format: 'packed',
        statement: [
          ['alg', -7],
          ['sig', Buffer.alloc(70)],
          ['x5c', []],
        ],
      },
    ];
    for (const forged of [...broken, ...made])
      await assert.rejects(
        people.register(account, authenticator(), forged),
        /not confirmed/,
        JSON.stringify(forged),
      );
    assert.ok(await people.signIn(key));
  });

  it('WA-04 a key of one account never speaks for another', async () => {
    const [mine, theirs] = [await people.owner(), await people.owner()];
    const handle = Buffer.from(theirs.account.id).toString('base64url');
    assert.equal(await people.signIn(mine.key, { userHandle: handle }), undefined);
    assert.equal(await people.signIn(mine.key, { userHandle: undefined }), undefined, 'nobody is named');
    assert.equal(await people.prove(mine.account, mine.key, { userHandle: handle }), undefined);
    assert.ok(
      await people.prove(mine.account, mine.key, { userHandle: undefined }),
      'the account was known before',
    );
    assert.equal(await people.prove(theirs.account, mine.key), undefined);
    assert.equal(
      (await people.register(theirs.account, mine.key)).outcome,
      'taken',
      'registered to another account',
    );
    assert.equal((await people.register(mine.account, mine.key)).outcome, 'taken', 'registered already');
    assert.equal((await people.signIn(mine.key))?.accountId, mine.account.id);
    assert.equal((await world.here.held(theirs.account.id)).length, 1);
  });

  it('WA-06 a counter that goes back is a copy of a key that cannot be copied: refused, and its owner told', async () => {
    const { account, key } = await people.owner(authenticator({ counting: true }));
    assert.ok(await people.signIn(key));
    assert.ok(await people.signIn(key, { counter: 9 }));
    for (const counter of [9, 8, 0]) assert.equal(await people.signIn(key, { counter }), undefined);
    assert.equal(await people.prove(account, key, { counter: 2 }), undefined);
    const forger = { counter: 1, signature: () => Buffer.alloc(70) };
    assert.equal(await people.signIn(key, forger), undefined);
    const events = await world.world.storage.audit.list({ accountId: account.id, limit: 20 });
    assert.equal(
      events.filter(({ kind }) => kind === 'factor.refused').length,
      4,
      'the forger raised no alarm',
    );
    assert.ok(await people.signIn(key, { counter: 10 }));

    const synced = await people.owner(authenticator({ synced: true, counting: true }));
    assert.ok(await people.signIn(synced.key, { counter: 9 }));
    assert.ok(await people.signIn(synced.key, { counter: 3 }), 'its devices do not count together');
  });

  it('answer to nothing that a stranger makes up, and never throw', async () => {
    const { account, key } = await people.owner();
    const noise = fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('base64url'));
    await fc.assert(
      fc.asyncProperty(
        noise,
        fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature'),
        async (text, field) => {
          const tripId = newSecret('ia');
          const { ceremonyId, options } = await world.here.signIn.start(tripId);
          const good = key.get(options);
          const response = assertion.parse({ ...good, response: { ...good.response, [field]: text } });
          assert.equal(
            await world.here.signIn.finish(tripId, { kind: 'passkey', ceremonyId, response }),
            undefined,
          );
        },
      ),
      { numRuns: 100 },
    );
    const asked = await world.asked(account);
    const { setUp } = world.here.of('passkey');
    await fc.assert(
      fc.asyncProperty(noise, fc.constantFrom('clientDataJSON', 'attestationObject'), async (text, field) => {
        const offered = await setUp?.offer(asked);
        assert.ok(setUp && offered?.offer.kind === 'passkey');
        const good = authenticator().create(offered.offer.options);
        const response = attestation.parse({ ...good, response: { ...good.response, [field]: text } });
        assert.equal(await setUp.confirm(asked, offered.pending, { kind: 'passkey', response }), undefined);
      }),
      { numRuns: 100 },
    );
  });
});
