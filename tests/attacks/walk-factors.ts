import assert from 'node:assert/strict';
import type { Assertion } from '../../contract/factors/passkey.ts';
import { authenticator } from '../factors/authenticator.ts';
import { count, look, markOf, type Seat, type Trip } from './walk-book.ts';
import { readLetters } from './walk-letters.ts';
import { FORGED, pick, press, type Scene } from './walk-moves.ts';
import { appCode, type Person } from './walk-people.ts';

export async function askFactor(scene: Scene, seat: Seat, trip: Trip, kind: string) {
  const path = `/interaction/${trip.id}/factor/challenge`;
  const told = await press(scene, seat, path, { kind }, trip);
  await look(scene.book, seat, trip);
  if (!told) return;
  assert.ok(trip.first, 'a factor was asked for before any first proof');
  const { person } = trip.first;
  if (kind === 'passkey') scene.seen.ceremonies.push({ trip, person, spent: false, ...pick(told.challenge) });
  if (kind === 'email-code') {
    const [letter] = (await readLetters(scene, 'email-code')).filter(({ to }) => to === person.email);
    const code = /(\d{4})\s?(\d{4})/
      .exec(letter?.text ?? '')
      ?.slice(1)
      .join('');
    if (code !== undefined) scene.seen.codes.push({ trip, person, code });
  }
}

/** `whose`: the person that the code is of, who need not be the one that the trip asks. */
export async function answerFactor(
  scene: Scene,
  seat: Seat,
  trip: Trip,
  { whose, kind, right, remember }: { whose: Person; kind: string; right: boolean; remember: boolean },
) {
  const { book, seen } = scene;
  const replayed = seen.answers.at(-1 - (book.moves % 3)) ?? '000000';
  const answer = kind === 'passkey' ? signed(scene, trip, whose, right) : { kind, code: replayed };
  if ('code' in answer && right) answer.code = codeOf(scene, trip, whose, kind) ?? answer.code;
  const use = truthOf(scene, trip, whose, answer);
  const input = { answer, ...(remember && { remember }) };
  const told = await press(scene, seat, `/interaction/${trip.id}/factor/answer`, input, trip);
  if ('ceremonyId' in answer && trip.seat === seat && use) use();
  if (told) {
    const { first } = trip;
    assert.ok(first && use, `a ${kind} that nobody proved, or before its turn`);
    assert.ok(first.person === whose, 'the factor of somebody else');
    use();
    first.factor = kind === 'email-code' ? 'mail' : 'strong';
    if (remember) seat.remembered.add(markOf(whose));
    count(book, `factor ${kind}`);
  }
  if ('code' in answer) seen.answers.push(answer.code);
  await look(book, seat, trip);
}

type Answer = { kind: string; code: string } | { kind: string; ceremonyId: string; response: Assertion };

/** A good code of that person in that trip, if they have one. */
function codeOf({ book, seen }: Scene, trip: Trip, whose: Person, kind: string): string | undefined {
  if (kind === 'backup-codes') return [...whose.codes][0];
  if (kind === 'email-code')
    return seen.codes.findLast((one) => one.trip === trip && one.person === whose)?.code;
  const offset = whose.totp && whose.totp.lastStep > 0 ? 1 : (book.moves % 2) - 1;
  return appCode(whose, book.server.clock.nowSeconds(), offset).code;
}

function signed({ seen }: Scene, trip: Trip, whose: Person, right: boolean): Answer {
  const key = seen.keys.find(({ person }) => person === whose) ?? seen.keys[0];
  const ceremony = right
    ? seen.ceremonies.findLast((one) => one.trip === trip && one.person === whose)
    : seen.ceremonies.at(-1);
  const { ceremonyId = FORGED, options = { challenge: 'AAAA' } } = ceremony ?? {};
  const response = (key?.key ?? authenticator()).get(options);
  return { kind: 'passkey', ceremonyId, response };
}

/** Whether that answer is truly good, in that trip and of that person: then what using it changes. */
function truthOf(
  { book, seen }: Scene,
  trip: Trip,
  whose: Person,
  answer: Answer,
): (() => unknown) | undefined {
  if ('ceremonyId' in answer) {
    const found = seen.ceremonies.find(({ ceremonyId }) => ceremonyId === answer.ceremonyId);
    const key = seen.keys.find(({ key: { id } }) => id === answer.response.id);
    const fits =
      found && !found.spent && found.trip === trip && found.person === whose && key?.person === whose;
    return fits ? () => (found.spent = true) : undefined;
  }
  const { kind, code } = answer;
  const { totp, codes } = whose;
  if (kind === 'backup-codes') return codes.has(code) ? () => codes.delete(code) : undefined;
  if (kind === 'email-code') {
    const last = seen.codes.findLast((one) => one.trip === trip && one.person === whose);
    return last?.code === code ? () => seen.codes.splice(seen.codes.indexOf(last), 1) : undefined;
  }
  const now = book.server.clock.nowSeconds();
  const good = [-1, 0, 1]
    .map((offset) => appCode(whose, now, offset))
    .find((one) => one.good && one.code === code);
  return totp && good ? () => (totp.lastStep = good.step) : undefined;
}
