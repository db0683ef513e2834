import { json, location, type Mutation, turned, unheard, withoutHeader } from './mutation.ts';

const INVALID: Readonly<Record<string, string>> = { error: 'invalid_request' };

/** Servers that do not work. What is seen to fail by no more than this promises no more than that something works. */
export const crudeMutations: readonly Mutation[] = [
  {
    name: 'keys without an id',
    answered: json(/\/jwks$/, ({ keys }) => ({
      keys: Array.isArray(keys) ? keys.map((key: object) => ({ ...key, kid: undefined })) : [],
    })),
  },
  ...['response_type', 'nonce', 'state'].map((name) => ({
    name: `${name} is not heard`,
    asked: unheard(/\/(authorize|par)$/, [name]),
  })),
  { name: 'cookies are not heard', asked: withoutHeader(/./, 'Cookie') },
  { name: 'no ID token', answered: json(/\/token$/, ({ id_token: _, ...rest }) => rest) },
  { name: 'userinfo is not there', answered: turned(/\/userinfo$/, [200], 404, INVALID) },
  { name: 'registration is refused', answered: turned(/\/register$/, [201], 400, INVALID) },
  { name: 'pushed requests are refused', answered: turned(/\/par$/, [201], 400, INVALID) },
  { name: 'a code that is sent back becomes an error', answered: location(/([?&])code=[^&]*/, '$1error=x') },
  { name: 'the token endpoint refuses', answered: turned(/\/token$/, [200], 400, INVALID) },
  {
    name: 'pages of ours are gone',
    answered: (_call, { status }) => (status === 200 ? { status: 500 } : undefined),
  },
  {
    name: 'nobody is sent anywhere',
    answered: (_call, { status }) => (status === 303 ? { status: 500 } : undefined),
  },
];
