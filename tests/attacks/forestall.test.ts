import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { Family } from '../../server/tokens/family-store.ts';
import { closedAccount, type Instance, openInstance, ownClient, sessionOf } from './world.ts';

describe('AC-01 a code that is replayed before its tokens are made', () => {
  let at: Instance;
  before(async () => {
    at = await openInstance();
  });
  after(() => at.stop());

  it('leads to tokens that are dead from the start, and is written down once', async () => {
    const { storage, clock } = at.server.parts;
    const now = clock.nowSeconds();
    const account = await closedAccount(at);
    await sessionOf(at, account);
    const [session] = await storage.sessions.list(account.id, now);
    assert.ok(session);
    const family: Family = {
      ...{
        id: newId(),
        accountId: account.id,
        clientId: (await ownClient(at)).client.id,
        sessionId: session.id,
      },
      ...{
        scopes: ['openid', 'offline_access'],
        authenticatedAtSeconds: now,
        amr: ['pwd'],
        acr: undefined,
        terms: {},
      },
      ...{ secretDigest: fingerprint('the secret of a family'), generation: 1, rotatedAtSeconds: now },
      ...{ createdAtSeconds: now, idleExpiresAtSeconds: now + 1_000, expiresAtSeconds: now + 1_000 },
    };
    const name = { ...family, familyId: family.id };
    const happened = { atSeconds: now, accountId: account.id, familyId: family.id };

    const replayed = { kind: 'code.replayed', ...happened } as const;
    assert.equal(await storage.families.forestall(name, replayed), true);
    assert.equal(await storage.families.forestall(name, replayed), false);
    const terms = { consentNeeded: false, nowSeconds: now };
    assert.equal(await storage.families.create(family, terms, { kind: 'tokens.issued', ...happened }), true);

    assert.equal(await storage.families.findLive(account.id, family.id, now), undefined);
    const claim = { ...name, secretDigest: family.secretDigest ?? '', generation: 1 };
    const soon = { nowSeconds: now, idleExpiresAtSeconds: now + 1_000 };
    assert.equal(await storage.families.rotate(claim, soon), undefined);
    const events = await storage.audit.list({ accountId: account.id, limit: 100 });
    assert.equal(events.filter(({ kind }) => kind === 'code.replayed').length, 1);
  });

  it('makes nothing of an account or a client that is not there', async () => {
    const { storage, clock } = at.server.parts;
    const gone = { accountId: newId(), clientId: newId(), familyId: newId(), sessionId: newId() };
    const event = { kind: 'code.replayed', atSeconds: clock.nowSeconds() } as const;
    assert.equal(await storage.families.forestall(gone, event), false);
  });
});
