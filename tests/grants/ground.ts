import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Entry, openReadyWorld, type Ready, type ReadyWorld } from './ready.ts';

type Cause = (at: ReadyWorld, ready: Ready) => Promise<unknown>;

/** What takes the ground from under a grant, and which part of a request it needs to be there. */
const CAUSES: Readonly<Record<string, { readonly needs: keyof Ready; readonly happens: Cause }>> = {
  'the account is disabled': {
    needs: 'account',
    happens: ({ world }, { account }) =>
      world.storage.accounts.setState(account?.id ?? '', 'disabled', {
        kind: 'account.disabled',
        ...now(world),
      }),
  },
  'the account is deleted': {
    needs: 'account',
    happens: ({ world }, { account }) =>
      world.storage.accounts.delete(account?.id ?? '', { kind: 'account.deleted', ...now(world) }),
  },
  'the consent is withdrawn': {
    needs: 'account',
    happens: ({ world }, { account, by, origin = by }) =>
      world.storage.consents.withdraw(account?.id ?? '', origin.client.id, {
        kind: 'consent.withdrawn',
        ...now(world),
      }),
  },
  'the session is ended': {
    needs: 'session',
    happens: ({ world }, { account, session }) =>
      world.storage.sessions.end(account?.id ?? '', session?.id ?? '', {
        kind: 'session.ended',
        ...now(world),
      }),
  },
  'the client is disabled': { needs: 'by', happens: (at, { by }) => change(at, by, { enabled: false }) },
  'the client is deleted': {
    needs: 'by',
    happens: ({ world }, { by }) =>
      world.storage.clients.delete(by.client.id, { kind: 'client.deleted', ...now(world) }),
  },
  'DV-07 the grant is taken from the client': {
    needs: 'by',
    happens: (at, { by }) => change(at, by, { grantTypes: [] }),
  },
  'the client that it came from is disabled': {
    needs: 'origin',
    happens: (at, { origin }) => change(at, origin, { enabled: false }),
  },
};

function now({ clock }: ReadyWorld['world']) {
  return { atSeconds: clock.nowSeconds() };
}

function change(
  { world }: ReadyWorld,
  by: Ready['origin'],
  changed: { enabled: boolean } | { grantTypes: [] },
) {
  assert.ok(by);
  return world.storage.clients.update(
    { ...by.client, ...changed },
    { kind: 'client.updated', ...now(world) },
  );
}

/**
 * Class 3: a grant gives no token when the ground of its request went away between asking and answering. Every grant of
 * the registry is asked so, by an entry in ready.ts or by a call of this from its own test.
 */
export function losesItsGround({ type, name, ready }: Entry): void {
  describe(`AC-11 AC-13 ${type}${name === undefined ? '' : ` with ${name}`}`, () => {
    let at: ReadyWorld;
    before(async () => void (at = await openReadyWorld()));
    after(() => at.world.close());
    const post = ({ fields, by }: Ready) => at.world.post('/token', fields, by);

    it('gives a token while all stands', async () => {
      const answer = await post(await ready(at));
      assert.equal(answer.status, 200, answer.text);
    });

    it('CA-05 gives none to a client that does not prove itself', async () => {
      const asked = await ready(at);
      const silent = { ...asked.fields, client_id: asked.by.client.id };
      const answer = await at.world.post('/token', silent);
      assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client']);
      assert.equal((await post(asked)).status, 200, 'and nothing was used up');
    });

    for (const [what, { needs, happens }] of Object.entries(CAUSES)) {
      it(`gives none when ${what}`, async (test) => {
        const asked = await ready(at);
        if (asked[needs] === undefined) return test.diagnostic(`rests on no ${needs}`);
        assert.notEqual(await happens(at, asked), false, 'it did happen');
        const { status, body, text } = await post(asked);
        assert.ok(status === 400 || status === 401, text);
        assert.match(body.error ?? '', /^(invalid_(grant|client|request)|unauthorized_client)$/);
        assert.doesNotMatch(text, /token"/);
      });
    }
  });
}
