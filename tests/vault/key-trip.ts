import assert from 'node:assert/strict';
import type { Account } from '../../server/accounts/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide } from '../../server/commands/demo/person.ts';
import type { KeysOrder, Step } from '../../contract/step.ts';
import { somebody } from '../device/both-sides.ts';
import type { TestServer } from '../harness/server.ts';
import { leave, openTrip } from '../interaction/trip.ts';
import { type KeyApp, keysUrl } from './key-app.ts';
import { anOpenKey, deliver, type OpenKey, orderOf } from './key-page.ts';

/** Somebody who is signed in, with their account key open in the page. */
export interface Owner {
  readonly account: Account;
  readonly browser: Browser;
  readonly open: OpenKey;
}

export async function anOwner(server: TestServer): Promise<Owner> {
  const { account, browser } = await somebody(server);
  return { account, browser, open: anOpenKey(server.issuer, account.id) };
}

export interface KeyTrip {
  readonly id: string;
  readonly step: Step;
  readonly order: KeysOrder;
}

/** Up to the step `keys`, allowing what has to be allowed. */
export async function toKeys(
  server: TestServer,
  { browser }: Pick<Owner, 'browser'>,
  app: KeyApp,
  differs: Readonly<Record<string, string>> = {},
): Promise<KeyTrip> {
  const { id, step: first } = await openTrip(browser, await keysUrl(server, app, differs));
  const step = first.kind === 'consent' ? await decide(browser, id, 'allow') : first;
  return { id, step, order: orderOf(step) };
}

/** The whole of it; out comes the code. */
export async function codeWithKeys(
  server: TestServer,
  owner: Owner,
  app: KeyApp,
  scope?: string,
): Promise<string> {
  const { id, step } = await toKeys(server, owner, app, { ...(scope !== undefined && { scope }) });
  const told = await leave(owner.browser, await deliver(owner.browser, id, step, owner.open));
  return told.get('code') ?? assert.fail(`${told}`);
}
