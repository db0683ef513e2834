import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Arrival, Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Proof, proofFor, prove, quickAccount } from './quick-login.ts';
import { beginRenewal, type RenewalPlace, walkRenewal, type WalkedRenewal } from './renewal-walk.ts';
import { rotateSetup } from './renewing.ts';
import { authorizeUrl } from './trip.ts';

const CONSENT = interactionCalls['/interaction/:id/consent'];
const SWITCH = interactionCalls['/interaction/:id/switch-account'];
const EXTEND = interactionCalls['/interaction/:id/extend'];

const RUNS = 150;
const STEPS_MAX = 40;

/** What must have happened, kept beside the server by the simplest means. */
interface Model {
  readonly people: readonly string[];
  readonly seats: readonly { readonly browser: Browser; person: number | undefined; signIns: number }[];
  readonly trips: {
    readonly id: string;
    readonly seat: number;
    readonly prompt: string;
    readonly signIns: number;
    allowedBy: Set<number>;
    over: boolean;
  }[];
  readonly proofs: {
    readonly proof: Proof;
    readonly trip: number;
    readonly person: number;
    spent: boolean;
  }[];
  readonly renewals: WalkedRenewal[];
  /** Who ever pressed Allow at this client. */
  readonly remembered: Set<number>;
}

// Weighted so that many walks get somewhere: mostly one browser, few trips, allowed more often than denied.
const seat = fc.constantFrom(0, 0, 0, 1);
const trip = fc.constantFrom(0, 0, 0, 1, 1, 2);
const person = fc.nat({ max: 1 });
const action = fc.oneof(
  fc.record({
    kind: fc.constant('authorize'),
    seat,
    prompt: fc.constantFrom('', '', 'login', 'consent', 'none'),
  }),
  fc.record({ kind: fc.constantFrom('start', 'sign-in', 'sign-in'), seat, trip, person }),
  fc.record({ kind: fc.constantFrom('renew', 'renew-on'), seat, trip, proof: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant('prove'), seat, trip, proof: fc.integer({ min: -1, max: 4 }) }),
  fc.record({
    kind: fc.constant('consent'),
    seat,
    trip,
    decision: fc.constantFrom('allow', 'allow', 'allow', 'deny'),
  }),
  fc.record({
    kind: fc.constantFrom(...'show finish finish finish restart switch extend'.split(' ')),
    seat,
    trip,
  }),
);
type Action = {
  kind: string;
  seat: number;
  trip?: number;
  prompt?: string;
  person?: number;
  proof?: number;
  decision?: string;
};

describe('EM-10 a random walk over the endpoints of an interaction', () => {
  let server: TestServer;
  let clientId: string;
  let [codes, people, renewed] = [0, 0, 0];
  let older: string;

  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '1000' } });
    clientId = (await server.client()).client.id;
    older = server.parts.keyring.currentSetupId;
    await rotateSetup(server);
  });
  after(() => server.stop());

  it('class 5: reaches a code only by an OPAQUE finish and a consent, in the browser that began', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 5, maxLength: STEPS_MAX, size: 'max' }),
        async (actions: Action[]) => {
          const model = await newModel();
          const walk = [{ kind: 'authorize', seat: 0 }, ...actions];
          for (const taken of walk) await take(model, taken);
        },
      ),
      { numRuns: RUNS },
    );
    assert.ok(codes > 20, `the walk reaches codes at all: ${codes}`);
    assert.ok(renewed > 20, `and renewed passwords: ${renewed}`);
  });

  async function newModel(): Promise<Model> {
    people += 1;
    return {
      people: await Promise.all(
        [0, 1].map((n) => quickAccount(server, `p${people}-${n}@example.org`, older)),
      ),
      seats: [0, 1].map(() => ({ browser: server.browser(), person: undefined, signIns: 0 })),
      trips: [],
      proofs: [],
      renewals: [],
      remembered: new Set(),
    };
  }

  async function take(model: Model, action: Action): Promise<void> {
    const at = model.seats[action.seat];
    assert.ok(at);
    if (action.kind === 'authorize') {
      const prompt = action.prompt ?? '';
      const arrival = await at.browser.visit(authorizeUrl(server, clientId, { prompt: prompt || undefined }));
      judge(model, action.seat, arrival, { prompt, signIns: at.signIns, allowedBy: new Set() });
      return;
    }
    const index = action.trip ?? 0;
    const trip = model.trips[index];
    if (!trip) return;
    const page = `${server.issuer}/interaction/${trip.id}`;
    const own = trip.seat === action.seat && !trip.over;
    switch (action.kind) {
      case 'show':
      case 'restart':
      case 'finish': {
        const arrival = await at.browser.visit(action.kind === 'show' ? page : `${page}/${action.kind}`);
        if (arrival.kind === 'left') {
          assert.ok(own && action.kind === 'finish');
          trip.over = true;
        }
        judge(model, action.seat, arrival, trip);
        return;
      }
      case 'sign-in':
        await take(model, { ...action, kind: 'start' });
        return take(model, { ...action, kind: 'prove', proof: model.proofs.length - 1 });
      case 'start': {
        const person = action.person ?? 0;
        const proof = await proofFor(at.browser, trip.id, model.people[person] ?? '');
        assert.equal(proof !== undefined, own);
        if (proof) model.proofs.push({ proof, trip: index, person, spent: false });
        return;
      }
      case 'renew':
        return renewWith(model, { seat: action.seat, tripId: trip.id }, model.renewals[action.proof ?? 0]);
      case 'renew-on': {
        const renewal = model.renewals[action.proof ?? 0];
        for (let message = 0; renewal && message < 3; message += 1) await renewWith(model, renewal, renewal);
        return;
      }
      case 'prove':
        return proveWith(model, action, own, index);
      case 'consent': {
        const decision = action.decision === 'allow' ? 'allow' : 'deny';
        const called = await at.browser.call(`/interaction/${trip.id}/consent`, CONSENT, { decision });
        assert.equal(called.ok, own);
        // It counts only where it is asked for: at somebody who is signed in.
        if (own && decision === 'allow' && at.person !== undefined && freshEnough(at, trip)) {
          trip.allowedBy.add(at.person);
          model.remembered.add(at.person);
        }
        return;
      }
      case 'switch': {
        const called = await at.browser.call(`/interaction/${trip.id}/switch-account`, SWITCH, {});
        assert.equal(called.ok, own);
        if (own) {
          at.person = undefined;
          trip.allowedBy.clear();
        }
        return;
      }
      default: {
        const called = await at.browser.call(`/interaction/${trip.id}/extend`, EXTEND, {});
        assert.equal(called.ok, own);
      }
    }
  }

  async function proveWith(model: Model, action: Action, own: boolean, index: number): Promise<void> {
    const at = model.seats[action.seat];
    const trip = model.trips[index];
    assert.ok(at && trip);
    const known = model.proofs[action.proof ?? -1];
    const forged = { attemptId: `la_${'A'.repeat(43)}`, finishLoginRequest: 'A'.repeat(86) };
    const called = await prove(at.browser, trip.id, known?.proof ?? forged);
    const genuine = own && known !== undefined && known.trip === index && !known.spent;
    assert.equal(called.ok, genuine);
    if (!genuine) return;
    known.spent = true;
    at.person = known.person;
    at.signIns += 1;
    const id = called.ok ? called.output.renewal : undefined;
    if (id !== undefined)
      model.renewals.push(beginRenewal({ id, tripId: trip.id, seat: action.seat, person: known.person }));
  }

  async function renewWith(model: Model, where: RenewalPlace, renewal?: WalkedRenewal): Promise<void> {
    const at = model.seats[where.seat];
    if (!at || !renewal) return;
    const of = { email: model.people[renewal.person] ?? '', signedIn: at.person === renewal.person, older };
    if (await walkRenewal(server, renewal, { ...where, ...at, ...of })) renewed += 1;
  }

  function freshEnough(
    at: Model['seats'][number],
    trip: { readonly prompt: string; readonly signIns: number },
  ) {
    return trip.prompt !== 'login' || at.signIns > trip.signIns;
  }

  /** A code is due to somebody who signed in, freshly where that was asked, and who allowed this. */
  function judge(
    model: Model,
    seat: number,
    arrival: Arrival,
    asked: { readonly prompt: string; readonly signIns: number; readonly allowedBy: ReadonlySet<number> },
  ): void {
    const at = model.seats[seat];
    assert.ok(at);
    if (arrival.kind === 'page' && arrival.data.view === 'interaction') {
      const id = arrival.data.interactionId;
      if (model.trips.some((trip) => trip.id === id)) return;
      const { prompt, signIns } = asked;
      model.trips.push({ id, seat, prompt, signIns, allowedBy: new Set(), over: false });
      return;
    }
    if (arrival.kind !== 'left') return;
    if (!new URL(arrival.url).searchParams.has('code')) return;
    codes += 1;
    assert.ok(at.person !== undefined, 'somebody is signed in');
    assert.ok(freshEnough(at, asked), 'prompt=login was obeyed');
    const allowed = asked.prompt === 'consent' ? asked.allowedBy : model.remembered;
    assert.ok(allowed.has(at.person), 'it was allowed by whoever is signed in');
  }
});
