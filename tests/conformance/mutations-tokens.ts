import { cut, idToken, json, type Mutation, refused } from './mutation.ts';

const USERINFO = /\/userinfo$/;

/** Servers whose tokens say the wrong thing, or are signed as nobody asked. */
export const tokenMutations: readonly Mutation[] = [
  { name: 'userinfo tells less than was asked for', answered: json(USERINFO, ({ sub }) => ({ sub })) },
  {
    name: 'userinfo tells more than was asked for',
    answered: json(USERINFO, (info) => ({ name: 'Ada', ...info })),
  },
  {
    name: 'userinfo takes no POST',
    answered: refused(({ method, url }) => method === 'POST' && url.pathname === '/userinfo'),
  },
  {
    name: 'a nonce is made up',
    answered: idToken(({ claims }) => ({ claims: { nonce: 'made-up', ...claims } })),
  },
  {
    name: 'a long nonce is cut short',
    answered: idToken(({ claims }) => ({ claims: { ...claims, nonce: cut(claims.nonce, 50) } })),
  },
  {
    name: 'every token says that the sign-in was now',
    answered: idToken(({ claims }) => ({ claims: { ...claims, auth_time: claims.iat } })),
  },
  {
    name: 'an ID token is signed by another algorithm',
    answered: idToken(({ header }) => ({
      header: { ...header, alg: header.alg === 'PS256' ? 'RS256' : 'PS256' },
    })),
  },
  {
    name: 'an ID token tells who somebody is',
    answered: idToken(({ claims }) => ({ claims: { ...claims, name: 'Ada' } })),
  },
  {
    name: 'an ID token names no key',
    answered: idToken(({ header }) => ({ header: { ...header, kid: undefined } })),
  },
  {
    name: 'an ID token is for somebody else',
    answered: idToken(({ claims }) => ({ claims: { ...claims, aud: 'x' } })),
  },
  { name: 'userinfo speaks of somebody else', answered: json(USERINFO, (info) => ({ ...info, sub: 'x' })) },
];
