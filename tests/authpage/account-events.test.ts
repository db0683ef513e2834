import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byDay } from '../../authpage/src/account/days.ts';
import { eventSentence } from '../../authpage/src/account/event-sentence.ts';
import { en } from '../../authpage/src/words/account/en.ts';
import type { AuditKind } from '../../server/audit/event.ts';

/** What concerns an operator, or an account that is not there (any more). */
type NotTold =
  | `client.${string}`
  | `key.${string}`
  | 'account.invited'
  | 'account.uninvited'
  | 'account.declined'
  | 'account.deleted';

describe('events in words', () => {
  it('has a sentence for every kind that a person may see', () => {
    // The type is the test: a kind that is written down and has no words does not compile.
    const told: Readonly<Record<Exclude<AuditKind, NotTold>, string>> = en.events.kinds;
    for (const sentence of Object.values(told)) assert.match(sentence, /^[A-Z].+\.$/);
  });

  it('names the app where there is one, fenced, and admits what it has no words for', () => {
    const of = (kind: string, clientName?: string) =>
      eventSentence({ kind, atSeconds: 0, ...(clientName !== undefined && { clientName }) }, en);
    assert.equal(of('consent.given', '\u202Eevil'), 'You allowed \u2068\u202Eevil\u2069 access.');
    assert.equal(of('consent.given'), 'You allowed an app access.');
    const read = { kind: 'record.revealed', atSeconds: 0, clientName: 'Marginalia' };
    const sentence = (recordType: string) => eventSentence({ ...read, recordType }, en);
    assert.equal(sentence('card-number'), '\u2068Marginalia\u2069 looked at your card number.');
    assert.equal(
      sentence('loyalty'),
      '\u2068Marginalia\u2069 looked at a value of the kind “\u2068loyalty\u2069”.',
    );
    assert.equal(of('record.deleted'), 'A value that an app kept for you was deleted.');
    assert.equal(of('profile.changed', 'Marginalia'), 'Your profile was changed.');
    for (const kind of ['of.tomorrow', 'constructor', '__proto__']) assert.equal(of(kind), en.events.other);
  });

  it('puts events of one day together, in the order they came', () => {
    const noon = Date.UTC(2026, 8, 21, 12) / 1000;
    const events = [0, 60, 86_400, 86_400 * 5].map((before) => ({ atSeconds: noon - before }));
    const days = byDay(events, noon, 'en-GB');
    assert.deepEqual(
      days.map(({ day, events: those }) => [day, those.length]),
      [
        ['Today', 2],
        ['Yesterday', 1],
        ['Wednesday, 16 September 2026', 1],
      ],
    );
    assert.deepEqual(
      byDay(events.slice(0, 1), noon, 'ar').map(({ day }) => day),
      ['اليوم'],
    );
  });
});
