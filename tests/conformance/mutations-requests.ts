import { type Mutation, misheard, unheard, withoutHeader } from './mutation.ts';

const ANY = /./;
const ASKING = /\/(authorize|par)$/;

/** Servers that do not hear what they are asked. */
export const requestMutations: readonly Mutation[] = [
  ...['prompt', 'max_age', 'id_token_hint', 'acr_values', 'claims', 'dpop_jkt'].map((name) => ({
    name: `${name} is not heard`,
    asked: unheard(ASKING, [name]),
  })),
  { name: 'scopes are not heard', asked: misheard(ASKING, { scope: 'openid' }) },
  { name: 'a challenge is not heard', only: /pkce/, asked: unheard(/\/authorize$/, ['code_challenge']) },
  { name: 'a request object is not heard', asked: unheard(/\/authorize$/, ['request']) },
  { name: 'a secret in the form is not heard', asked: unheard(ANY, ['client_secret']) },
  { name: 'sessions are not remembered', asked: withoutHeader(/\/(authorize|logout)$/, 'Cookie') },
];

/** The same of what nearly every request has. */
export const deafMutations: readonly Mutation[] = [
  { name: 'proofs are not heard', asked: withoutHeader(ANY, 'DPoP') },
  { name: 'a verifier is not heard', asked: unheard(/\/token$/, ['code_verifier']) },
  { name: 'client assertions are not heard', asked: unheard(ANY, ['client_assertion']) },
];
