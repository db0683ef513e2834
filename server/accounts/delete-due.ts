import type { AccountLetters } from '../mail/account-letters.ts';
import type { Clock } from '../platform/clock.ts';
import type { PeopleStore } from './people-store.ts';

const BATCH = 50;

/**
 * Deletes accounts whose owners wanted them gone and whose grace has passed, one transaction each; how many went. Any
 * number of instances may do so at once. The rest of a long list goes with the next call.
 */
export async function deleteDue({
  people,
  letters,
  clock,
}: {
  readonly people: Pick<PeopleStore, 'due' | 'deleteDue'>;
  readonly letters: Pick<AccountLetters, 'deleted'>;
  readonly clock: Clock;
}): Promise<number> {
  const atSeconds = clock.nowSeconds();
  let gone = 0;
  for (const { id, email, locale } of await people.due(atSeconds, BATCH)) {
    const event = { kind: 'account.deleted', atSeconds, accountId: id } as const;
    if (await people.deleteDue(id, event, letters.deleted({ to: email, locale }))) gone += 1;
  }
  return gone;
}
