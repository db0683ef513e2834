import { type Json, type Mutation, turned } from './mutation.ts';

const REFUSALS = [400, 401, 403, 405];
const TOKENS: Json = {
  access_token: 'a-token-that-nobody-should-have-been-given',
  token_type: 'DPoP',
  expires_in: 600,
  id_token: 'a.b.c',
};
const PUSHED: Json = {
  request_uri: 'urn:ietf:params:oauth:request_uri:abcdefghijklmnopqrstuvwxyz',
  expires_in: 60,
};
const BEGUN: Json = { auth_req_id: 'ar_abcdefghijklmnopqrstuvwxyz0123456789', expires_in: 60, interval: 5 };

/** Servers that take what they should refuse. */
export const refusalMutations: readonly Mutation[] = [
  { name: 'the token endpoint refuses nothing', answered: turned(/\/token$/, REFUSALS, 200, TOKENS) },
  { name: 'the PAR endpoint refuses nothing', answered: turned(/\/par$/, REFUSALS, 200, PUSHED) },
  {
    name: 'the backchannel endpoint refuses nothing',
    answered: turned(/\/bc-authorize$/, REFUSALS, 200, BEGUN),
  },
  {
    name: 'registration refuses nothing',
    answered: turned(/\/register$/, REFUSALS, 201, { client_id: 'x' }),
  },
  { name: 'userinfo refuses nobody', answered: turned(/\/userinfo$/, REFUSALS, 200, { sub: 'x' }) },
];
