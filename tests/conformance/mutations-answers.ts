import { decodeJwt } from 'jose';
import {
  asking,
  cut,
  html,
  type Json,
  location,
  type Mutation,
  refused,
  response,
  sentTo,
} from './mutation.ts';

const HARMLESS = ['display', 'ui_locales', 'claims_locales', 'login_hint', 'extra'];
const seen = new Set<string>();

/** Refuses requests for authorization that are like this. */
function picky(name: string, such: (asked: Json) => boolean): Mutation {
  const paths = ['/authorize', '/par', '/bc-authorize'];
  return { name, answered: refused((call) => paths.includes(call.url.pathname) && such(asking(call))) };
}

/** Servers that refuse what they should take, or send people to the wrong place. */
export const answerMutations: readonly Mutation[] = [
  {
    // A hint is all that CIBA has of somebody.
    only: /^oidcc/,
    ...picky('parameters that change nothing are refused', (asked) => HARMLESS.some((name) => name in asked)),
  },
  {
    only: /without-nonce/,
    ...picky('a request without nonce is refused', (asked) => !('nonce' in asked || 'request_uri' in asked)),
  },
  picky('scopes in another order are refused', ({ scope }) => / openid$/.test(String(scope))),
  picky('a binding message is refused', (asked) => 'binding_message' in asked),
  picky('an expiry that is a text is refused', (asked) => typeof asked.requested_expiry === 'string'),
  {
    name: 'a request by POST is refused',
    answered: refused(({ method, url }) => method === 'POST' && url.pathname === '/authorize'),
  },
  {
    name: 'proofs at the PAR endpoint are refused',
    only: /binding-success|iat-10seconds/,
    answered: refused(({ url, headers }) => url.pathname === '/par' && headers.has('DPoP')),
  },
  {
    name: 'a proof with more claims is refused',
    answered: refused(({ headers }) => {
      const [proof = ''] = (headers.get('DPoP') ?? '').split(', ');
      return proof.split('.').length === 3 && !proof.endsWith('.') && 'nbf' in decodeJwt(proof);
    }),
  },
  {
    name: 'a scheme is told by its case',
    answered: refused(({ headers }) => headers.get('Authorization')?.startsWith('dPOp ') === true),
  },
  {
    name: 'a pushed request is good for one visit',
    answered: refused(({ url }) => {
      const requestUri = url.pathname === '/authorize' ? url.searchParams.get('request_uri') : null;
      if (requestUri === null || seen.has(requestUri)) return requestUri !== null;
      seen.add(requestUri);
      return false;
    }),
  },
  {
    name: 'an error that is sent back becomes a code',
    answered: response(({ error, ...fields }) => (error === undefined ? fields : { ...fields, code: 'c' })),
  },
  {
    name: 'the query of a redirect URI is lost',
    only: /query/,
    answered: location(/\?bar=/, '?lost='),
  },
  { name: 'a state is made up', answered: response((fields) => ({ state: 'made-up', ...fields })) },
  {
    name: 'a long state is cut short',
    answered: response((fields) => ({
      ...fields,
      ...('state' in fields && { state: cut(fields.state, 100) }),
    })),
  },
  {
    name: 'an error page sends people on',
    answered: (_call, { status, headers }) => {
      if (status !== 400 || !(headers.get('Content-Type') ?? '').includes('html')) return undefined;
      return sentTo('https://suite.example/test/a/tacet/callback?suite=1&error=x', headers);
    },
  },
];

/** Servers whose way back is not the one that was asked for. */
export const wayMutations: readonly Mutation[] = [
  {
    name: 'the state changes on its way',
    answered: response((fields) => ('state' in fields ? { ...fields, state: 'another' } : fields)),
  },
  { name: 'the issuer changes on its way', answered: response((fields) => ({ ...fields, iss: 'evil' })) },
  { name: 'a form post loses its fields', answered: html(/name="(state|code)"/, 'name="lost"') },
];
