import assert from 'node:assert/strict';
import { parseEmail } from '../../server/accounts/email.ts';
import { rememberBrowser } from '../../server/interaction/remembered.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';
import { EMAIL, type Holder } from './holder.ts';
import { callIn, choose, inLetter, TICKET } from './person-trips.ts';

const HOUR = 3600;

/** One living artefact of everything by which somebody changes how their account opens. */
export async function artefactsOfProofs({ at, trip }: Pick<Holder, 'at' | 'trip'>) {
  assert.equal((await callIn(at, trip, 'reset', { email: EMAIL })).status, 200);
  const ticket = await inLetter(at, { kind: 'reset', to: EMAIL, find: TICKET });
  const begun = await at.wire.call('/reset/begin', { ticket });
  const id = new URL(JSON.parse(begun.text).url).pathname.split('/')[2] ?? '';
  const browser = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const { attemptId }: { readonly attemptId: string } = await choose(
    at,
    { id, browser },
    'a password that is never proved',
  );
  const started = await callIn(at, trip, 'passkey/start', {});
  const { ceremonyId }: { readonly ceremonyId: string } = JSON.parse(started.text);
  return {
    'reset ticket': ticket,
    'e-mail change ticket': await emailChangeTicket(at),
    'ceremony id': ceremonyId,
    'choice attempt id': attemptId,
    'remembered mark': await rememberedMark(at),
  };
}

async function accountOf({ server }: Holder['at']) {
  const email = parseEmail(EMAIL);
  const account = email && (await server.parts.storage.accounts.findByEmail(email));
  return account ?? assert.fail('no account');
}

async function emailChangeTicket(at: Holder['at']): Promise<string> {
  const { storage, clock } = at.server.parts;
  const email = parseEmail('ada.new@example.org');
  assert.ok(email !== undefined);
  const ticket = newSecret('ti');
  const now = clock.nowSeconds();
  await storage.accountTickets.request(
    {
      ...{ ticketDigest: fingerprint(ticket), purpose: 'email-change', accountId: (await accountOf(at)).id },
      ...{ email, locale: 'en', interactionId: undefined, browserDigest: undefined, starts: 0 },
      ...{ createdAtSeconds: now, expiresAtSeconds: now + HOUR },
    },
    [],
  );
  return ticket;
}

async function rememberedMark(at: Holder['at']): Promise<string> {
  const { parts } = at.server;
  const details = await parts.storage.accounts.details((await accountOf(at)).id);
  assert.ok(details);
  let mark = '';
  rememberBrowser({ setCookie: (_, value) => (mark = value) }, parts, details);
  return mark;
}
