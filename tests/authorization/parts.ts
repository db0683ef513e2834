import { loadConfig } from '../../server/config/load.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Parameters } from '../../server/http/form.ts';
import { parseParameters } from '../../server/http/form.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { type ValidateParts, validateAuthorizationRequest } from '../../server/authorization/validate.ts';
import { clientStore, spa, standingClock } from '../clients/parts.ts';

export const issuer = 'https://id.test';

// RFC 7636, Appendix B.
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

export const native: Client = {
  ...spa,
  id: 'native',
  type: 'native',
  redirectUris: ['http://127.0.0.1/cb', 'com.example.app:/cb'],
};
export const confidential: Client = {
  ...spa,
  id: 'web',
  type: 'web',
  authMethod: 'client_secret_basic',
  secretDigests: [fingerprint('x')],
  redirectUris: ['https://web.test/cb?tenant=1'],
  scopes: ['openid', 'email'],
  defaultMaxAgeSeconds: 600,
};
export const certification: Client = { ...confidential, id: 'certification', pkceRequired: false };
export const many: Client = {
  ...spa,
  id: 'many',
  redirectUris: ['https://app.test/cb', 'https://app.test/other'],
};
export const disabled: Client = { ...spa, id: 'disabled', enabled: false };
export const noCode: Client = { ...spa, id: 'no-code', grantTypes: ['refresh_token'] };
export const publicWithoutPkce: Client = { ...spa, id: 'odd', pkceRequired: false };
export const none: Client = { ...spa, id: 'none', redirectUris: [] };

/** The hints that the keyring of these tests vouches for, by their text. */
const hints: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  good: { iss: issuer, aud: 'spa', sub: 'account-1', exp: 1 },
  'good-list': { iss: issuer, aud: ['other', 'spa'], sub: 'account-1' },
  'other-client': { iss: issuer, aud: 'web', sub: 'account-1' },
  'other-issuer': { iss: 'https://evil.test', aud: 'spa', sub: 'account-1' },
  'no-sub': { iss: issuer, aud: 'spa', sub: 1 },
  'no-aud': { iss: issuer, sub: 'account-1' },
};

const resources = [
  { identifier: 'https://a.test/mcp', name: 'Notes', scopes: { 'notes.read': 'Read your notes' } },
  { identifier: 'https://b.test', name: 'Books', scopes: ['books', 'notes.read'] },
];

export const parts: ValidateParts = {
  clients: clientStore(
    spa,
    native,
    confidential,
    certification,
    many,
    disabled,
    noCode,
    publicWithoutPkce,
    none,
  ),
  keyring: { verify: (typ, jws) => (typ === 'JWT' && Object.hasOwn(hints, jws) ? hints[jws] : undefined) },
  config: { ...loadConfig({ TACET_RESOURCES: JSON.stringify(resources) }), issuer },
  // None of these clients has a key.
  clientKeys: { verify: () => Promise.resolve(undefined) },
  clock: standingClock(),
};

export const good = {
  client_id: 'spa',
  redirect_uri: 'https://app.test/cb',
  response_type: 'code',
  scope: 'openid',
  state: 'st-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

type Changes = Readonly<Record<string, string | undefined>>;

/** Judges the good request with changes; undefined takes a parameter away. */
export function validate(changes: Changes = {}, suffix = '') {
  const kept = Object.entries({ ...good, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return validateAuthorizationRequest(parts, parseParameters(new URLSearchParams(kept).toString() + suffix));
}

export function judge(parameters: Parameters) {
  return validateAuthorizationRequest(parts, parameters);
}
