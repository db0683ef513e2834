import assert from 'node:assert/strict';
import type { Account } from '../../server/accounts/account.ts';
import { newSecret } from '../../server/platform/random.ts';
import { authenticator, type Forgery } from './authenticator.ts';
import type { FactorWorld } from './world.ts';

export type Authenticator = ReturnType<typeof authenticator>;

/** What people and forgers do with passkeys in that world. */
export function passkeyPeople(world: FactorWorld) {
  const register = (account: Account, key: Authenticator, forged: Forgery = {}) =>
    world.setUp(account, 'passkey', (offer) => {
      assert.ok(offer.kind === 'passkey');
      return { kind: 'passkey', response: key.create(offer.options, forged) };
    });

  return {
    register,
    /** Somebody with a passkey. */
    async owner(key: Authenticator = authenticator()) {
      const account = await world.world.account();
      const { outcome } = await register(account, key);
      assert.equal(outcome, 'added');
      return { account, key };
    },
    /** As a second factor, in a trip of its own. */
    async prove(account: Account, key: Authenticator, forged: Forgery = {}) {
      const asked = await world.asked(account);
      const challenge = await world.here.of('passkey').challenge(asked);
      assert.ok(challenge.kind === 'passkey');
      const { ceremonyId, options } = challenge;
      return world.here.prove(asked, { kind: 'passkey', ceremonyId, response: key.get(options, forged) });
    },
    /** Alone. */
    async signIn(key: Authenticator, forged: Forgery = {}, at = world.here) {
      const tripId = newSecret('ia');
      const { ceremonyId, options } = await at.signIn.start(tripId);
      return at.signIn.finish(tripId, { kind: 'passkey', ceremonyId, response: key.get(options, forged) });
    },
  };
}
