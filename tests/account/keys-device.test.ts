import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { enter, openTrip } from '../interaction/trip.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { aJwe, aProof, aRecovery } from '../vault/made.ts';
import { callKeys, keyed, type Keyed, stateOf } from './keyed.ts';
import { carryOut, givePasskey, homeOf, kindsOf, signedInElsewhere } from './person.ts';

describe('an account key that stays open on a device', () => {
  let server: TestServer;
  before(async () => void (server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } })));
  after(() => server.stop());

  const aWrap = () => ({ deviceId: aRecovery().lookup, share: aProof(), jwe: aJwe() });
  type Wrap = ReturnType<typeof aWrap>;
  const keepOpen = (person: Pick<Keyed, 'browser' | 'proof'>, wrap: Wrap, generation = 1) =>
    callKeys(person, '/account/keys/device', { generation, proof: person.proof, ...wrap });
  const openOn = (person: Pick<Keyed, 'browser'>, { deviceId }: Wrap) =>
    callKeys(person, '/account/keys/device/open', { deviceId });
  /** Somebody whose vault stays open. */
  const kept = async () => {
    const person = await keyed(server);
    const wrap = aWrap();
    must(await keepOpen(person, wrap));
    assert.equal(must(await openOn(person, wrap)).jwe, wrap.jwe);
    return { person, wrap };
  };
  const rowsOfPerson = ({ account }: Keyed) =>
    rowsOf(server.databaseUrl, 'select from device_wrap where account_id = $1', [account.id]);

  it('tells its half to the session that kept it, and to nobody else', async () => {
    const { person, wrap } = await kept();
    const { share, jwe } = wrap;
    assert.deepEqual(must(await openOn(person, wrap)), { generation: 1, share, jwe });
    const elsewhere = { browser: await signedInElsewhere(server, person.account) };
    const stranger = await keyed(server);
    assert.equal(refused(await openOn(elsewhere, wrap)), 'not_found', 'another session of the same person');
    assert.equal(refused(await openOn(stranger, wrap)), 'not_found');
    assert.equal(refused(await openOn({ browser: server.browser() }, wrap)), 'sign_in_first');
    assert.equal(refused(await openOn(person, aWrap())), 'not_found', 'another device');
    for (const whoever of [person, elsewhere])
      assert.ok(!JSON.stringify(await stateOf(whoever)).includes(share), 'nor is it in the state');
  });

  it('is kept by whoever has the key in use, in the place of the one before', async () => {
    const { person, wrap } = await kept();
    const next = aWrap();
    for (const [proof, generation] of [
      [aProof(), 1],
      [person.proof, 2],
    ] as const)
      assert.equal(refused(await keepOpen({ ...person, proof }, next, generation)), 'keys_changed');
    assert.ok((await openOn(person, wrap)).ok);
    must(await keepOpen(person, next));
    assert.equal(refused(await openOn(person, wrap)), 'not_found');
    assert.equal(must(await openOn(person, next)).share, next.share);
    assert.equal((await rowsOfPerson(person)).length, 1);
  });

  it('is given up by its session, and both are written down', async () => {
    const { person, wrap } = await kept();
    const { browser } = person;
    const elsewhere = { browser: await signedInElsewhere(server, person.account) };
    must(await callKeys(elsewhere, '/account/keys/device/remove', {}));
    assert.ok((await openOn(person, wrap)).ok, 'that of another session stays');
    must(await callKeys({ browser }, '/account/keys/device/remove', {}));
    must(await callKeys({ browser }, '/account/keys/device/remove', {}));
    assert.equal(refused(await openOn(person, wrap)), 'not_found');
    const kinds = await kindsOf(server, person.account);
    for (const kind of ['keys.device_kept', 'keys.device_removed'])
      assert.equal(kinds.filter((each) => each === kind).length, 1, kind);
  });

  const ends: Readonly<Record<string, (person: Keyed) => Promise<unknown>>> = {
    'signs out': ({ browser }) =>
      browser.call('/account/sign-out', accountCalls['/account/sign-out'], {}).then(must),
    'signs out everywhere': ({ browser }) =>
      browser
        .call('/account/sign-out-everywhere', accountCalls['/account/sign-out-everywhere'], {})
        .then(must),
    'is signed out from another device': async ({ account }) => {
      const browser = await signedInElsewhere(server, account);
      const end = accountCalls['/account/sessions/end-others'];
      must(await browser.call('/account/sessions/end-others', end, {}));
    },
    'signs in again in the same browser': async ({ browser, account }) => {
      const { client } = await server.client();
      const asked = new URLSearchParams({
        ...{ client_id: client.id, response_type: 'code', scope: 'openid', prompt: 'login' },
        redirect_uri: client.redirectUris[0] ?? '',
        ...{ code_challenge: aProof(), code_challenge_method: 'S256', state: 's' },
      });
      const { id } = await openTrip(browser, `${server.issuer}/authorize?${asked}`);
      await enter(browser, id, account.email);
    },
    'changes how the account opens': async ({ account, browser }) => {
      await givePasskey(server, account);
      assert.ok(await homeOf(server, browser), 'the session itself goes on');
    },
    'replaces the key': async (person) => {
      const seen = (await stateOf(person)).current?.opaque;
      const next = { newProof: aProof(), successor: aJwe(), passkeys: [], opaque: aJwe(), seen };
      must(await callKeys(person, '/account/keys/replace', { generation: 1, proof: person.proof, ...next }));
    },
    'is deleted': async ({ account: { id: accountId } }) => {
      const { storage, clock } = server.parts;
      const event = { kind: 'account.deleted', atSeconds: clock.nowSeconds(), accountId } as const;
      await storage.accounts.delete(accountId, event);
    },
  };
  for (const [name, act] of Object.entries(ends))
    it(`is gone once its owner ${name}`, async () => {
      const { person, wrap } = await kept();
      await act(person);
      assert.ok(!(await openOn(person, wrap)).ok);
      assert.deepEqual(await rowsOfPerson(person), []);
    });

  it('is told no more once the session has run out, and swept away with it', async () => {
    const { person, wrap } = await kept();
    server.clock.turn(400 * 86_400);
    assert.equal(refused(await openOn(person, wrap)), 'sign_in_first');
    await server.parts.storage.sweep(server.clock.nowSeconds());
    assert.deepEqual(await rowsOfPerson(person), []);
  });

  it('opaque.md 5.3 is no way in that could be the last, and in no file that its owner takes along', async () => {
    const { person, wrap } = await kept();
    const call = accountCalls['/account/acts/begin'];
    const begun = await person.browser.call('/account/acts/begin', call, { purpose: 'remove-password' });
    assert.ok(!begun.ok);
    await givePasskey(server, person.account);
    const again = await person.browser.call('/account/acts/begin', call, { purpose: 'remove-password' });
    assert.equal(refused(again), 'last_key');

    const other = await kept();
    const text = await (await carryOut(server, other.person, 'export')).text();
    for (const secret of [other.wrap.share, other.wrap.jwe, wrap.share]) assert.ok(!text.includes(secret));
  });
});
