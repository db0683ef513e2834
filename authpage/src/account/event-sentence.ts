import type { AccountHome } from '../../../contract/account.ts';
import type { AccountWords } from '../words/account/en.ts';
import { recordSentence } from './record-words.ts';

type AccountEvent = AccountHome['events'][number];

/** What happened, as a sentence. A kind that has no words yet is at least admitted. */
export function eventSentence(
  event: AccountEvent,
  { events, records }: Pick<AccountWords, 'events' | 'records'>,
): string {
  const { kind, clientName } = event;
  const ofRecord = recordSentence(event, records);
  if (ofRecord !== undefined) return ofRecord;
  if (clientName !== undefined && isKnown(kind, events.ofClient)) return events.ofClient[kind](clientName);
  return isKnown(kind, events.kinds) ? events.kinds[kind] : events.other;
}

function isKnown<Known extends object>(kind: PropertyKey, known: Known): kind is keyof Known {
  return Object.hasOwn(known, kind);
}
