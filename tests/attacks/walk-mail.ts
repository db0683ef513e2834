import assert from 'node:assert/strict';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { newId } from '../../server/platform/random.ts';
import { count, look, type Seat, type Trip } from './walk-book.ts';
import { became, isOurs, movedTo } from './walk-changes.ts';
import { readTickets } from './walk-letters.ts';
import { type Attempt, FORGED, press, type Scene, type Ticket, type Told } from './walk-moves.ts';

const NO_TICKET = `ti_${'A'.repeat(43)}`;
const NO_PROOF = 'A'.repeat(86);

/** Asks for an account in that trip, for somebody new or for somebody who has one. */
export async function askSignUp(scene: Scene, seat: Seat, trip: Trip, typed?: string) {
  const email = typed ?? `new-${newId()}@example.org`;
  if (typed === undefined) scene.book.strangers.add(email);
  await press(scene, seat, `/interaction/${trip.id}/sign-up`, { email }, trip);
  await look(scene.book, seat, trip);
  await readTickets(scene, isOurs(scene));
}

/** Opens a letter to somebody new, and chooses a password. */
export async function signUp(scene: Scene, seat: Seat, found: Ticket | undefined) {
  const { ticket = NO_TICKET } = found ?? {};
  const password = 'a password of somebody new';
  await press(scene, seat, '/sign-up/open', { ticket });
  const { clientRegistrationState, registrationRequest } = unstretchedClient.startRegistration(password);
  const begun = await press(scene, seat, '/sign-up/start', { ticket, registrationRequest });
  await look(scene.book, seat, undefined);
  const ksfId = begun?.ksfId ?? 'a2id-64m-3-4';
  const registrationRecord = begun
    ? unstretchedClient.finishRegistration({
        ...{ password, clientRegistrationState, ksfId, registrationResponse: begun.registrationResponse },
      }).registrationRecord
    : 'A'.repeat(256);
  const input = { ticket, name: 'Grace', ksfId, registrationRecord };
  const told = await press(scene, seat, '/sign-up/finish', input);
  if (told) {
    assert.ok(found?.path === 'sign-up' && begun, 'an account without a mailed ticket');
    scene.book.newcomers.add(found.to);
  }
  await look(scene.book, seat, undefined);
  if (told) scene.book.newcomers.delete(found?.to ?? '');
}

/** The three messages of a move to another address, each with a ticket and an attempt of any kind. */
export async function startMove(scene: Scene, seat: Seat, found: Ticket | undefined, right: boolean) {
  const { book } = scene;
  const { ticket = NO_TICKET } = found ?? {};
  await press(scene, seat, '/email-change/open', { ticket });
  const person = book.people.find(({ emails }) => found !== undefined && emails.has(found.to));
  const password = right ? (person?.password ?? '') : 'some other password';
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const { clientRegistrationState, registrationRequest } = unstretchedClient.startRegistration(password);
  const input = { ticket, startLoginRequest, registrationRequest };
  const told = await press(scene, seat, '/email-change/start', input);
  await look(book, seat, undefined);
  if (!told) return undefined;
  assert.ok(found?.path === 'email-change' && person, 'an address moves without a mailed ticket');
  const { attemptId, loginResponse, ksfId } = told;
  const done = unstretchedClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.ok(!done || password === person.password, 'another password moves the address');
  const finishLoginRequest = done?.finishLoginRequest ?? NO_PROOF;
  const made = { of: 'email login', where: ticket, right: done !== undefined, spent: false } as const;
  const { epoch } = person;
  scene.seen.attempts.push({ ...made, person, epoch, password, attemptId, finishLoginRequest });
  return { ...told, clientRegistrationState };
}

export async function finishMove(
  scene: Scene,
  seat: Seat,
  found: Ticket | undefined,
  begun: (Told & { readonly clientRegistrationState: string }) | undefined,
) {
  const { ticket = NO_TICKET } = found ?? {};
  const attempt = scene.seen.attempts.findLast(({ of }) => of === 'email login');
  const { password = '', attemptId = FORGED, finishLoginRequest = NO_PROOF } = attempt ?? {};
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(password);
  const ksfId = begun?.newKsfId ?? 'a2id-64m-3-4';
  const registrationRecord = begun
    ? unstretchedClient.finishRegistration({ ...begun, password, ksfId }).registrationRecord
    : 'A'.repeat(256);
  const input = { ticket, attemptId, finishLoginRequest, ksfId, registrationRecord, startLoginRequest };
  const told = await press(scene, seat, '/email-change/finish', input);
  await look(scene.book, seat, undefined);
  const genuine = attempt?.where === ticket && attempt.right && !attempt.spent;
  if (attempt?.where === ticket) attempt.spent = true;
  if (!told || !attempt) return;
  assert.ok(genuine && attempt.person, 'an address moves without the password');
  assert.equal(attempt.password, attempt.person.password, 'an address moves with a password of before');
  const { loginResponse } = told;
  const done = unstretchedClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  const made = { ...attempt, of: 'email choice', right: done !== undefined, spent: false } as const;
  const last = { attemptId: told.attemptId, finishLoginRequest: done?.finishLoginRequest ?? NO_PROOF };
  scene.seen.attempts.push({ ...made, ...last });
}

export async function proveMove(
  scene: Scene,
  seat: Seat,
  found: Ticket | undefined,
  attempt: Attempt | undefined,
) {
  const { ticket = NO_TICKET } = found ?? {};
  const { attemptId = FORGED, finishLoginRequest = NO_PROOF } = attempt ?? {};
  const told = await press(scene, seat, '/email-change/prove', { ticket, attemptId, finishLoginRequest });
  const fits = attempt?.of === 'email choice' && attempt.where === ticket;
  if (told) {
    assert.ok(
      fits && found && attempt.right && !attempt.spent && attempt.person,
      'an address moved by nobody',
    );
    assert.equal(attempt.password, attempt.person.password, 'an address moved with a password of before');
    became(scene, attempt.person, 'password');
    movedTo(scene, attempt.person, found.to);
    count(scene.book, 'address moved');
    await readTickets(scene, isOurs(scene));
  }
  if (fits) attempt.spent = true;
  await look(scene.book, seat, undefined);
}

/** The move of an account that opens with passkeys alone. */
export async function confirmMove(scene: Scene, seat: Seat, found: Ticket | undefined) {
  const { ticket = NO_TICKET } = found ?? {};
  const { session } = seat;
  const told = await press(scene, seat, '/email-change/confirm', { ticket });
  if (told) {
    const person = scene.book.people.find(({ emails }) => found !== undefined && emails.has(found.to));
    assert.ok(found?.path === 'email-change' && person, 'an address moved without a mailed ticket');
    assert.ok(
      session?.personId === person.id && person.password === '',
      'an address moved without a session',
    );
    became(scene, person, 'password');
    movedTo(scene, person, found.to);
    count(scene.book, 'address confirmed');
  }
  await look(scene.book, seat, undefined);
}
