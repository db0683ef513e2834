import type { z } from 'zod';
import { accountCalls } from '../../../contract/account.ts';
import { approvalCalls } from '../../../contract/approval.ts';
import { interactionCalls } from '../../../contract/interaction.ts';
import { keyCalls, tripKeyCalls } from '../../../contract/keys.ts';
import { languageCalls } from '../../../contract/language.ts';
import { logoutCalls } from '../../../contract/logout.ts';
import { ownVaultCalls } from '../../../contract/vault.ts';
import { idOfPath, type Operation } from './operation.ts';

type Calls = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

/** Every map of page calls there is: a new one is a line here. */
const interaction: readonly Calls[] = [interactionCalls, tripKeyCalls, approvalCalls, logoutCalls];
const account: readonly Calls[] = [accountCalls, keyCalls, ownVaultCalls, languageCalls];

/** The POST calls of our own pages, as contract/ has them. */
export const callOperations: readonly Operation[] = [
  ...interaction.flatMap((calls) => operationsOf(calls, 'Interaction')),
  ...account.flatMap((calls) => operationsOf(calls, 'Account')),
];

function operationsOf(calls: Calls, tag: 'Interaction' | 'Account'): readonly Operation[] {
  return Object.entries(calls).map(([path, { input, output }]) => ({
    method: 'post',
    path,
    id: idOfPath(path),
    tag,
    summary: summaryOf(path),
    security: [{ pageCookie: [] }, {}],
    body: { type: 'application/json', schema: input },
    answers: { 200: { description: 'Done.', content: { type: 'application/json', schema: output } } },
    refusal: 'problem',
  }));
}

/** `Account: keys, login, start`. The contract says more, beside each of them. */
function summaryOf(path: string): string {
  const [room = '', ...words] = path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith(':'))
    .map((part) => part.replaceAll('-', ' '));
  return room.slice(0, 1).toUpperCase() + room.slice(1) + (words.length > 0 ? `: ${words.join(', ')}` : '');
}
