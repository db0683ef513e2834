import assert from 'node:assert/strict';
import { interactionCalls } from '../../contract/interaction.ts';
import type { ActPurpose, Step } from '../../contract/step.ts';
import { authenticator } from '../factors/authenticator.ts';
import type { TestServer } from '../harness/server.ts';
import { beginAct, must } from '../interaction/proofs.ts';
import { end, type Somebody } from './person.ts';

export type Passkey = ReturnType<typeof authenticator>;

const OFFER = interactionCalls['/interaction/:id/set-up/offer'];
const CONFIRM = interactionCalls['/interaction/:id/set-up/confirm'];
const START = interactionCalls['/interaction/:id/passkey/start'];
const FINISH = interactionCalls['/interaction/:id/passkey/finish'];

/** Adds a passkey through the pages; `by` proves it where there is one already. */
export async function addPasskey(
  server: TestServer,
  person: Somebody,
  { label, synced = false, by }: { readonly label: string; readonly synced?: boolean; readonly by?: Passkey },
): Promise<Passkey> {
  const { browser } = person;
  const key = authenticator({ origin: server.issuer, rpId: 'localhost', synced });
  const begun = await beginAct(server, browser, 'add-factor', 'passkey');
  const step = by ? await prove(person, begun.id, by) : begun.step;
  assert.equal(step.kind, 'set-up');
  const path = `/interaction/${begun.id}/set-up`;
  const { offer } = must(await browser.call(`${path}/offer`, OFFER, {}));
  assert.ok(offer.kind === 'passkey');
  const proof = { kind: 'passkey', response: key.create(offer.options) } as const;
  const done = must(await browser.call(`${path}/confirm`, CONFIRM, { proof, label }));
  assert.ok(done.step.kind === 'finish');
  await end(browser, done.step.url);
  return key;
}

/** Proves who they are with a passkey alone. */
export async function prove({ browser }: Somebody, id: string, key: Passkey): Promise<Step> {
  const path = `/interaction/${id}/passkey`;
  const { ceremonyId, options } = must(await browser.call(`${path}/start`, START, {}));
  const answer = { kind: 'passkey', ceremonyId, response: key.get(options) } as const;
  return must(await browser.call(`${path}/finish`, FINISH, { answer })).step;
}

/** Begins an act, confirms it with the passkey, and goes to the end of the trip. */
export async function carryOutWith(
  server: TestServer,
  person: Somebody,
  key: Passkey,
  purpose: ActPurpose,
  target?: string,
): Promise<Response> {
  const { id } = await beginAct(server, person.browser, purpose, target);
  const step = await prove(person, id, key);
  assert.ok(step.kind === 'finish', step.kind);
  return end(person.browser, step.url);
}
