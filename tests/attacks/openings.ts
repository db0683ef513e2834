import { vaultCalls } from '../../contract/vault.ts';

type Openings = Readonly<Record<string, readonly string[]>>;

const CLIENT_PROOFS = ['token', 'par', 'revoke', 'introspect', 'device_authorization', 'bc-authorize'];
const ACCESS = ['access token', 'opaque access token', 'exchanged token'];
const BEARERS = [...ACCESS, 'token of a machine'];

/** Where a living artefact is answered otherwise than a made up one: all that each one is good for. */
export const OPENS: Openings = {
  ...Object.fromEntries(CLIENT_PROOFS.map((path) => [`POST /${path} | Basic`, ['client secret']])),
  // Told that it is of another scope, or of nobody: nothing of a record, nor of a vault.
  ...Object.fromEntries(
    [
      ...['GET /records', 'POST /records', 'GET /records/:id', 'PUT /records/:id', 'DELETE /records/:id'],
      'POST /records/:id/reveal',
      ...Object.keys(vaultCalls),
    ].map((route) => [`${route} | Bearer`, BEARERS]),
  ),
  'GET /account | cookie session': ['session cookie'],
  'GET /account/profile | cookie session': ['session cookie'],
  'GET /account/security | cookie session': ['session cookie'],
  'GET /account/apps | cookie session': ['session cookie'],
  'GET /account/devices | cookie session': ['session cookie'],
  'GET /account/events | cookie session': ['session cookie'],
  'GET /account/data | cookie session': ['session cookie'],
  'GET /account/vault | cookie session': ['session cookie'],
  'GET /authorize | cookie session': ['session cookie'],
  'GET /authorize | id_token_hint': ['ID token'],
  'GET /ciba/:id | cookie session': ['session cookie'],
  'GET /ciba/:id | path': ['link of an app'],
  'GET /device | cookie session': ['session cookie'],
  'GET /fedcm/accounts | cookie fedcm': ['FedCM cookie'],
  'GET /interaction/:id | cookie browser': ['browser cookie'],
  'GET /interaction/:id | path': ['interaction id'],
  'GET /logout | cookie session': ['session cookie'],
  'GET /logout/continue/:ticket | cookie session': ['session cookie'],
  'GET /register/:id | Bearer': ['registration access token'],
  'GET /userinfo | Bearer': BEARERS,
  'POST /authorize | cookie session': ['session cookie'],
  'POST /authorize | id_token_hint': ['ID token'],
  'POST /bc-authorize | id_token_hint': ['ID token'],
  'POST /interaction/:id/extend | cookie browser': ['browser cookie'],
  'POST /interaction/:id/extend | path': ['interaction id'],
  'POST /introspect | token': [...BEARERS, 'refresh token'],
  'POST /logout | cookie session': ['session cookie'],
  'POST /par | id_token_hint': ['ID token'],
  'POST /register | Bearer': ['initial access token'],
  'POST /sign-up/open | ticket': ['sign-up ticket'],
  'POST /reset/open | ticket': ['reset ticket'],
  'POST /reset/begin | ticket': ['reset ticket'],
  'POST /email-change/open | ticket': ['e-mail change ticket'],
  // Whose trip it is makes the difference here, and nothing more: what it asks for is something else.
  ...Object.fromEntries(
    ['cancel', 'keep-account', 'keys', 'passkey/start', 'set-up/offer'].flatMap((call) => [
      [`POST /interaction/:id/${call} | cookie browser`, ['browser cookie']],
    ]),
  ),
  'POST /interaction/:id/cancel | path': ['interaction id'],
  'POST /interaction/:id/passkey/start | path': ['interaction id'],
  'POST /token | subject_token with token-exchange of access_token': ACCESS,
  'POST /token | subject_token with token-exchange of id_token': ['ID token'],
  'POST /token | subject_token with token-exchange of jwt': ['access token', 'exchanged token'],
  'POST /token | actor_token with token-exchange of access_token by access_token': ACCESS,
  'POST /token | actor_token with token-exchange of id_token by device-secret': ['device secret'],
  'POST /token | device_code with device_code': ['device code'],
  'POST /token | auth_req_id with ciba': ['auth_req_id'],
  'POST /userinfo | Bearer': BEARERS,
  'POST /userinfo | access_token': BEARERS,
  'PUT /register/:id | Bearer': ['registration access token'],
};

/**
 * Where it is used up, or takes others with it: not brought there, so that the rest of the matrix meets living ones.
 * That each opens these is shown by kinds.test.ts and by the tests of the rooms.
 */
export const SPENDS: Openings = {
  'GET /authorize | request_uri': ['request_uri'],
  'POST /authorize | request_uri': ['request_uri'],
  'GET /interaction/:id/finish | path': ['interaction id'],
  'GET /interaction/:id/finish | cookie browser': ['browser cookie'],
  'GET /interaction/:id/restart | path': ['interaction id'],
  'GET /interaction/:id/restart | cookie browser': ['browser cookie'],
  'POST /interaction/:id/switch-account | path': ['interaction id'],
  'POST /interaction/:id/switch-account | cookie browser': ['browser cookie'],
  'POST /ciba/:id/decide | path': ['link of an app'],
  'POST /ciba/:id/decide | cookie session': ['session cookie'],
  'POST /device/open | userCode': ['user code'],
  'GET /logout | id_token_hint': ['ID token'],
  'POST /logout | id_token_hint': ['ID token'],
  'GET /logout/continue/:ticket | path': ['carried logout'],
  'POST /logout/confirm | ticket': ['logout ticket'],
  'POST /account/keys | cookie session': ['session cookie'],
  'POST /account/keys/device/remove | cookie session': ['session cookie'],
  'POST /account/vault/delete-all | cookie session': ['session cookie'],
  'POST /account/vault/items | cookie session': ['session cookie'],
  'POST /account/sign-out | cookie session': ['session cookie'],
  'POST /account/picture/remove | cookie session': ['session cookie'],
  'POST /account/sign-out-everywhere | cookie session': ['session cookie'],
  'POST /account/sessions/end-others | cookie session': ['session cookie'],
  'POST /token | code with authorization_code': ['code'],
  'POST /token | refresh_token with refresh_token': ['refresh token'],
  'POST /revoke | token': [...BEARERS, 'refresh token'],
  'DELETE /register/:id | Bearer': ['registration access token'],
};
