import { json, type Mutation, unsaid } from './mutation.ts';

const MEMBERS = [
  ...['initiate_login_uri', 'logo_uri', 'policy_uri', 'tos_uri', 'jwks_uri', 'subject_type'],
  ...['sector_identifier_uri', 'id_token_signed_response_alg', 'userinfo_signed_response_alg'],
];
/** The first key set that each server was heard to tell. */
const firstKeys = new Map<string, string>();

/** Servers that do not keep what was registered, or whose keys stay what they were. */
export const registrationMutations: readonly Mutation[] = [
  {
    name: 'the address of a client tells less than was registered',
    answered: json(/\/register\/./, ({ initiate_login_uri: _, ...rest }) => rest),
  },
  ...MEMBERS.map((name) => ({
    name: `${name} is not registered`,
    asked: unsaid(/\/register$/, name),
  })),
  {
    name: 'a key set is the first one for ever',
    answered: ({ url }, { status, body }) => {
      if (!url.pathname.endsWith('/jwks') || status !== 200) return undefined;
      const first = firstKeys.get(url.origin) ?? body;
      firstKeys.set(url.origin, first);
      return first === body ? undefined : { body: first };
    },
  },
];
