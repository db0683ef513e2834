import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keyCalls } from '../../contract/keys.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';
import { aPasskeyOf } from '../vault/key-world.ts';
import { leaveBehind } from '../vault/left-behind.ts';
import { aJwe, aProof, aRecovery } from '../vault/made.ts';
import type { Recipe } from './anything.ts';
import { drive } from './verdict.ts';
import { closedAccount, type Instance, openInstance, sessionOf } from './world.ts';

/** Those that are mounted by the routes of account keys. */
type Call = keyof typeof keyCalls;

const PROBLEMS = [
  ...['invalid_input', 'cross_site', 'sign_in_first', 'too_many_attempts', 'not_found', 'wrong_password'],
  ...['keys_changed', 'last_key', 'wrong_recovery_key'],
];

describe('DOD-N11 1,000 requests of any kind to the call about account keys', () => {
  let at: Instance;
  before(async () => void (at = await openInstance()));
  after(() => at.stop());

  const { startLoginRequest } = opaqueClient.startLogin('some password');
  const [proof, newProof, recovery, opaque] = [aProof(), aProof(), aRecovery(), aJwe()];
  const shown = { generation: 1, proof };
  const { lookup, proof: recoveryProof } = recovery;
  const wrapOf = (credentialId: string) => ({
    ...{ credentialId, jwe: aJwe(), privateJwe: aJwe(), publicJwe: aJwe() },
  });
  const last = { attemptId: newSecret('la'), finishLoginRequest: 'A'.repeat(86) };
  const once = (...good: Recipe['good']) => ({ good, insideMin: 1 });

  /** What is asked for in earnest, by somebody who has that passkey. */
  const goodOf: Readonly<Record<Call, (credentialId: string) => Pick<Recipe, 'good' | 'insideMin'>>> = {
    '/account/keys': () => ({ good: [{}] }),
    '/account/keys/make': (id) =>
      once({ proof, opaque: aJwe(), recovery }, { proof, passkey: wrapOf(id) }, { proof, opaque: aJwe() }),
    // The first finds no wrap of the password, each after that the one before it: until one with another wrap is taken.
    '/account/keys/password': () => {
      const again = { ...shown, jwe: opaque, seen: opaque };
      return once({ ...shown, jwe: opaque }, again, again, again);
    },
    '/account/keys/passkey': (id) => ({ good: [{ ...shown, passkey: wrapOf(id) }] }),
    '/account/keys/passkey/remove': (id) => ({
      good: [
        { ...shown, credentialId: id },
        { ...shown, credentialId: 'x' },
      ],
    }),
    '/account/keys/recovery': () => ({ good: [{ ...shown, recovery }] }),
    '/account/keys/recovery/open': () => ({ good: [{ lookup, proof: recoveryProof }] }),
    '/account/keys/login/start': () => ({ good: [{ startLoginRequest }] }),
    '/account/keys/login/finish': () => ({ good: [last], insideMin: 0 }),
    '/account/keys/device': () => ({
      good: [{ ...shown, deviceId: aRecovery().lookup, share: aProof(), jwe: aJwe() }],
    }),
    '/account/keys/device/open': () => ({ good: [{ deviceId: aRecovery().lookup }], insideMin: 0 }),
    '/account/keys/device/remove': () => ({ good: [{}] }),
    '/account/keys/reopen': () => once({ ...shown, successor: aJwe() }),
    '/account/keys/replace': (id) =>
      once(
        { ...shown, newProof, opaque: aJwe(), passkeys: [wrapOf(id)], successor: aJwe() },
        { ...shown, newProof, opaque: aJwe(), passkeys: [], recovery, successor: aJwe() },
      ),
  };

  for (const call of Object.keys(goodOf) as Call[]) {
    it(call, async () => {
      const [account, victim] = [await closedAccount(at), await closedAccount(at)];
      const { storage, clock } = at.server.parts;
      const atSeconds = clock.nowSeconds();
      const make = async (accountId: string) => {
        const first = {
          ...{ proofDigest: fingerprint(proof), opaque: undefined, passkey: undefined },
          recovery: { ...recovery, proofDigest: fingerprint(recoveryProof) },
        };
        const act = { accountId, atSeconds, events: [], letters: [] };
        assert.equal(await storage.vaultKeys.make(act, first), 'done');
      };
      const cookie = await sessionOf(at, account);
      const { credentialId } = await aPasskeyOf({ storage }, account.id, atSeconds);
      for (const { id } of call === '/account/keys/make' ? [victim] : [account, victim]) await make(id);
      if (call === '/account/keys/reopen')
        await leaveBehind(at.server.databaseUrl, account.id, atSeconds + 86_400);
      const before = await storage.vaultKeys.list(victim.id);

      await drive(at.wire, at.server.issuer, {
        recipe: {
          ...{ method: 'POST', kind: 'json', paths: [call], ...goodOf[call](credentialId) },
          headers: {
            ...{ Cookie: cookie, Origin: at.server.issuer },
            'Sec-Fetch-Site': 'same-origin',
          },
          seeds: [victim.id, proof, credentialId, aJwe(), lookup, newSecret('la')],
          otherHeaders: [{ Cookie: '' }, { Cookie: `tacet_session=${newSecret('se')}` }],
        },
        methods: ['POST'],
        manner: { shape: 'problem', problems: PROBLEMS },
      });
      assert.deepEqual(await storage.vaultKeys.list(victim.id), before, 'of another nothing changed');
    });
  }
});
