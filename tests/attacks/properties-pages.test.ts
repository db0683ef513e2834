import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { logoutCalls } from '../../contract/logout.ts';
import { opaqueClient } from '../../server/login/client-half.ts';
import { newSecret } from '../../server/platform/random.ts';
import type { Recipe } from './anything.ts';
import { beginTrip, dataOf, type HalfLogin, startLogin, ticketFor, type Trip } from './trips.ts';
import { goodOfProofs } from './good-proofs.ts';
import { drive } from './verdict.ts';
import {
  closedAccount,
  type Instance,
  isSignedIn,
  openInstance,
  ownClient,
  type Registered,
  sessionOf,
} from './world.ts';

const EMAIL = 'ada@example.org';
const TRIP = ['invalid_input', 'cross_site', 'interaction_expired', 'interaction_foreign'];
const PROOFS = [...TRIP, 'wrong_password', 'wrong_factor', 'not_found'];

/** A trip that waits for a password, and the second half of its login. */
interface Waiting extends Trip {
  readonly proof: HalfLogin;
}

describe('DOD-N11 1,000 requests of any kind to the page call', () => {
  let at: Instance;
  let app: Registered;
  let own: Waiting;
  let other: Waiting;
  let ticket: string;
  let otherTicket: string;
  let session: string;
  let otherSession: string;

  before(async () => {
    at = await openInstance();
    app = await ownClient(at);
    await at.server.account(EMAIL);
    own = await waitingTrip();
    other = await waitingTrip();
    ticket = await ticketFor(at, own, 'grace@example.org');
    otherTicket = await ticketFor(at, own, 'mary@example.org');
    otherSession = await sessionOf(at, await closedAccount(at));
    session = await sessionOf(at, await closedAccount(at));
  });
  after(() => at.stop());

  async function waitingTrip(): Promise<Waiting> {
    const trip = await beginTrip(at, app);
    return { ...trip, proof: await startLogin(at, trip, EMAIL) };
  }

  async function isWaiting({ id, browser }: Trip): Promise<boolean> {
    const page = await at.wire.get(`/interaction/${id}`, { Cookie: browser });
    const data = dataOf(page);
    return page.status === 200 && data.view === 'interaction' && data.step.kind === 'sign-in';
  }

  const seeds = () => [
    ...[
      own.id,
      other.id,
      own.proof.attemptId,
      other.proof.attemptId,
      ticket,
      app.client.id,
      EMAIL,
      newSecret('la'),
    ],
    ...[session.slice('tacet_session='.length), own.browser.slice('tacet_browser='.length)],
  ];
  const send = (problems: readonly string[], recipe: Pick<Recipe, 'paths' | 'good'> & Partial<Recipe>) =>
    drive(at.wire, at.server.issuer, {
      recipe: {
        ...{ method: 'POST', kind: 'json', seeds: seeds(), ...recipe },
        headers: {
          Cookie: own.browser,
          Origin: at.server.issuer,
          'Sec-Fetch-Site': 'same-origin',
          ...recipe.headers,
        },
      },
      methods: ['POST'],
      manner: { shape: 'problem', problems },
    });

  const goodOf: Readonly<Record<keyof typeof interactionCalls, () => Pick<Recipe, 'good' | 'insideMin'>>> = {
    '/interaction/:id/login/start': () => {
      const { startLoginRequest } = opaqueClient.startLogin('some password');
      return { good: [EMAIL, 'stranger@example.org'].map((email) => ({ email, startLoginRequest })) };
    },
    '/interaction/:id/login/finish': () => ({
      // No proof that is good: what may be tried at all is the way there.
      ...{ insideMin: 0 },
      good: [{ attemptId: own.proof.attemptId, finishLoginRequest: 'A'.repeat(86) }, { ...other.proof }],
    }),
    '/interaction/:id/switch-account': () => ({ good: [{}] }),
    '/interaction/:id/consent': () => ({ good: [{ decision: 'allow' }, { decision: 'deny' }] }),
    '/interaction/:id/extend': () => ({ good: [{}] }),
    ...goodOfProofs(),
    '/interaction/:id/sign-up': () => ({ good: [{ email: EMAIL }, { email: 'new@example.org' }] }),
    '/sign-up/open': () => ({ good: [{ ticket }, { ticket: newSecret('ti') }] }),
    '/sign-up/start': () => {
      const { registrationRequest } = opaqueClient.startRegistration('some password');
      return { good: [{ ticket, registrationRequest }], insideMin: 3 };
    },
    '/sign-up/finish': () => ({
      // Three points of the group would be a record; these are none.
      ...{ insideMin: 0 },
      good: [{ ticket, name: 'Grace', ksfId: 'a2id-64m-3-4', registrationRecord: '_'.repeat(256) }],
    }),
  };

  for (const call of Object.keys(interactionCalls) as (keyof typeof interactionCalls)[]) {
    it(call, async () => {
      const ids = [
        ...Array<string>(8).fill(own.id),
        other.id,
        newSecret('ia'),
        'x',
        own.proof.attemptId,
        ticket,
      ];
      const paths = ids.map((id) => call.replace(':id', id));
      const ofTicket = ['invalid_input', 'cross_site', 'ticket_invalid'];
      const problems = /^\/(sign-up|reset)/.test(call) ? ofTicket : PROOFS;
      await send(problems, { paths, ...goodOf[call]() });
      assert.equal(await isWaiting(own), true, 'the interaction of the stranger goes on');
      assert.equal(await isWaiting(other), true, 'so does the other one');
      const opened = await at.wire.call('/sign-up/open', { ticket: otherTicket });
      assert.equal(opened.status, 200, 'the ticket of somebody else is as good as before');
    });
  }

  it('and after all that the interaction still leads to a code', async () => {
    const headers = { Cookie: other.browser };
    const proved = await at.wire.call(`/interaction/${other.id}/login/finish`, other.proof, headers);
    assert.equal(proved.status, 200, proved.text);
    const cookies = [
      other.browser,
      ...(proved.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]),
    ];
    const left = await at.wire.get(`/interaction/${other.id}/finish`, { Cookie: cookies.join('; ') });
    assert.match(left.headers.location ?? '', /^https:\/\/app\.example\/callback\?code=ac_/);
    await ownTripEnds();
  });

  async function ownTripEnds(): Promise<void> {
    const spent = await at.wire.call(`/interaction/${own.id}/login/finish`, own.proof, {
      Cookie: own.browser,
    });
    assert.equal(spent.status, 403, 'a wrong proof has spent the attempt, and nothing else');
  }

  for (const call of Object.keys(logoutCalls)) {
    it(call, async () => {
      const page = dataOf(await at.wire.get('/logout', { Cookie: otherSession }));
      assert.equal(page.view, 'sign-out');
      const good = [{ ticket: newSecret('ti') }, { ticket }];
      await send(['invalid_input', 'cross_site', 'ticket_invalid'], { paths: [call], good, insideMin: 0 });
      assert.equal(await isSignedIn(at, otherSession), true);
      const asked = page.view === 'sign-out' ? page.ticket : '';
      const confirmed = await at.wire.call(call, { ticket: asked }, { Cookie: otherSession });
      assert.equal(confirmed.status, 200, 'the question of somebody else still stands');
    });
  }
});
