import type { Mutation } from './mutation.ts';
import { answerMutations, wayMutations } from './mutations-answers.ts';
import { crudeMutations } from './mutations-crude.ts';
import { discoveryMutations } from './mutations-discovery.ts';
import { logoutMutations } from './mutations-logout.ts';
import { refusalMutations } from './mutations-refusals.ts';
import { deafMutations, requestMutations } from './mutations-requests.ts';
import { registrationMutations } from './mutations-registration.ts';
import { tokenMutations } from './mutations-tokens.ts';

/**
 * From the subtle to the crude: what a module is seen to fail by should be as near to its promise as can be. A check
 * that no mutation makes fail checks nothing.
 */
export const mutations: readonly Mutation[] = [
  ...discoveryMutations,
  ...logoutMutations,
  ...registrationMutations,
  ...requestMutations,
  ...answerMutations,
  ...refusalMutations,
  ...tokenMutations,
  ...wayMutations,
  ...deafMutations,
  ...crudeMutations,
];
