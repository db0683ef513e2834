import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { givePasskey } from '../account/person.ts';
import type { Recipe } from './anything.ts';
import { drive } from './verdict.ts';
import {
  closedAccount,
  type Instance,
  isSignedIn,
  openInstance,
  ownClient,
  type Registered,
  sessionOf,
  tokensFor,
} from './world.ts';

type Call = keyof typeof accountCalls;
type Good = Pick<Recipe, 'good' | 'insideMin'>;

const OF_TICKET = ['invalid_input', 'cross_site', 'ticket_invalid', 'too_many_attempts', 'wrong_password'];
const OF_SESSION = ['invalid_input', 'cross_site', 'sign_in_first', 'too_many_attempts', 'last_way_in'];

describe('DOD-N11 1,000 requests of any kind to the page call', () => {
  let at: Instance;
  let app: Registered;
  let victim: { account: Account; session: string; passkey: string };
  let owner: Account;
  let ticket: string;

  before(async () => {
    at = await openInstance();
    app = await ownClient(at);
    owner = await at.server.account('owner@example.org');
    ticket = await emailTicket(owner);
  });
  after(() => at.stop());

  /** As a letter brings it, past the letter. */
  async function emailTicket({ id }: Account): Promise<string> {
    const made = newSecret('ti');
    const email = parseEmail('moved@example.org');
    assert.ok(email);
    const now = at.server.clock.nowSeconds();
    const row = {
      ...{ ticketDigest: fingerprint(made), purpose: 'email-change', accountId: id, email, locale: 'en' },
      ...{ interactionId: undefined, browserDigest: undefined, starts: 0 },
      ...{ createdAtSeconds: now, expiresAtSeconds: now + 900 },
    } as const;
    await at.server.parts.storage.accountTickets.request({ ...row, purpose: 'email-change' }, []);
    return made;
  }

  const { startLoginRequest } = opaqueClient.startLogin('some password');
  const { registrationRequest } = opaqueClient.startRegistration('some password');
  const record = { ksfId: 'a2id-64m-3-4', registrationRecord: '_'.repeat(256), startLoginRequest };
  const proof = () => ({ ticket, attemptId: newSecret('la'), finishLoginRequest: 'A'.repeat(86) });
  const wishes = () => [
    { purpose: 'change-password' },
    { purpose: 'change-email', target: 'other@example.org' },
    { purpose: 'remove-factor', target: victim.passkey },
    { purpose: 'add-factor', target: 'totp' },
    { purpose: 'delete-account' },
  ];
  const profile = {
    ...{ name: 'Ada', givenName: 'Ada', familyName: '', nickname: '', website: 'https://ada.example' },
    ...{ locale: 'nl-BE', zoneinfo: 'Europe/Brussels' },
  };

  const goodOf: Readonly<Record<Call, (session: string | undefined) => Good>> = {
    '/account/acts/begin': () => ({ good: wishes() }),
    '/account/profile/save': () => ({ good: [profile, { ...profile, locale: '' }] }),
    // No picture at all: what is drawn is tried by the tests of the painter.
    '/account/picture/save': () => ({ good: [{ png: 'A'.repeat(64) }], insideMin: 0 }),
    '/account/picture/remove': () => ({ good: [{}] }),
    '/account/factors/rename': () => ({ good: [{ factorId: victim.passkey, label: 'x' }], insideMin: 0 }),
    '/account/events': () => ({ good: [{ before: '1' }, { before: '999999' }, { before: 'x' }] }),
    '/account/records': () => ({ good: [{ before: 'x' }, { before: btoa(`1.${victim.passkey}`) }] }),
    '/account/records/delete': () => ({ good: [{ recordId: victim.passkey }, { recordId: 'x' }] }),
    '/email-change/open': () => ({ good: [{ ticket }, { ticket: newSecret('ti') }] }),
    '/email-change/start': () => ({
      ...{ good: [{ ticket, startLoginRequest, registrationRequest }], insideMin: 3 },
    }),
    '/email-change/finish': () => ({ good: [{ ...proof(), ...record }], insideMin: 0 }),
    '/email-change/prove': () => ({ good: [proof()], insideMin: 0 }),
    '/email-change/confirm': () => ({ good: [{ ticket }], insideMin: 0 }),
    '/account/clients/withdraw': () => ({ good: [{ clientId: app.client.id }, { clientId: newId() }] }),
    // It has no keys that could be replaced.
    '/account/keys/rotate': () => ({ good: [{ clientId: app.client.id }], insideMin: 0 }),
    '/account/sessions/end': (named) => ({
      good: [{ sessionId: named }, { sessionId: newId() }, { sessionId: 'x' }],
    }),
    '/account/sessions/end-others': () => ({ good: [{}] }),
    // After the first good one nobody is signed in.
    '/account/sign-out-everywhere': () => ({ good: [{}], insideMin: 1 }),
    '/account/sign-out': () => ({ good: [{}] }),
  };

  for (const call of Object.keys(accountCalls) as Call[]) {
    it(call, async () => {
      const session = await sessionOf(at, await closedAccount(at));
      const account = await closedAccount(at);
      const theirs = await sessionOf(at, account);
      const passkey = await givePasskey(at.server, account);
      victim = { account, passkey, session: theirs };
      const now = at.server.clock.nowSeconds();
      const [named] = await at.server.parts.storage.sessions.list(account.id, now);
      const tokens = await tokensFor(at, app, victim.session);

      const ownSession = { Cookie: session, Origin: at.server.issuer, 'Sec-Fetch-Site': 'same-origin' };
      const problems = call.startsWith('/email-change') ? OF_TICKET : [...OF_SESSION, 'not_found'];
      await drive(at.wire, at.server.issuer, {
        recipe: {
          ...{ method: 'POST', kind: 'json', paths: [call], headers: ownSession },
          seeds: [ticket, app.client.id, account.id, passkey, newSecret('ti'), newSecret('ia')],
          otherHeaders: [
            { Cookie: '' },
            { Cookie: `tacet_browser=${newSecret('br')}` },
            { Cookie: `tacet_session=${newSecret('se')}` },
          ],
          ...goodOf[call](named?.id),
        },
        methods: ['POST'],
        manner: { shape: 'problem', problems },
        pageBeside: call === '/account/events',
      });

      assert.equal(await isSignedIn(at, victim.session), true);
      const told = await at.wire.get('/userinfo', { Authorization: `Bearer ${tokens.access_token}` });
      assert.equal(told.status, 200);
      const { accounts, factors } = at.server.parts.storage;
      assert.equal((await accounts.find(owner.id))?.email, owner.email, 'nobody moved');
      assert.deepEqual(
        (await factors.list(account.id)).map(({ label }) => label),
        ['Phone'],
      );
    });
  }
});
