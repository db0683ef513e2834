import type { AccountHome } from '../../../contract/account.ts';
import type { AccountWords } from '../words/account/en.ts';

type Words = AccountWords['records'];

/** What a type of records is called above its value; one of an operator by its own name. */
export function recordTypeTitle(type: string, { type: known, otherType }: Words): string {
  return isKnown(type, known) ? known[type] : otherType(type);
}

/** What a client did with a record, as a sentence; undefined for other events. */
export function recordSentence(
  { kind, clientName, recordType }: AccountHome['events'][number],
  { happened, yours, otherOfYours }: Words,
): string | undefined {
  if (clientName === undefined || recordType === undefined || !isKnown(kind, happened)) return undefined;
  return happened[kind](
    clientName,
    isKnown(recordType, yours) ? yours[recordType] : otherOfYours(recordType),
  );
}

function isKnown<Known extends object>(name: PropertyKey, known: Known): name is keyof Known {
  return Object.hasOwn(known, name);
}
