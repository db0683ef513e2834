import { z } from 'zod';
import { clientAuthMethods } from '../../clients/auth/index.ts';
import { clientMetadata } from '../../protocol/client-metadata.ts';
import { paths } from '../paths.ts';
import type { Answer, Operation } from './operation.ts';
import * as answers from './protocol-answers.ts';
import * as forms from './protocol-forms.ts';

/** In a header, in the form or by a certificate: whatever the client is registered for. */
const clientProof: NonNullable<Operation['security']> = [
  ...(clientAuthMethods.some(({ carrier }) => carrier === 'header') ? [{ clientBasic: [] }] : []),
  ...(clientAuthMethods.some(({ name }) => name === 'tls_client_auth') ? [{ clientCertificate: [] }] : []),
  {},
];

const json = (schema: z.ZodType) => ({ type: 'application/json', schema });
const done = (schema: z.ZodType): Answer => ({ description: 'Done.', content: json(schema) });
const navigation: Operation['answers'] = {
  200: { description: 'A page of ours.', content: { type: 'text/html' } },
  303: { description: 'On to a page of ours, or back to the client.', headers: ['Location'] },
};

/** A form POST by a client that proves itself (http/endpoint.ts). */
function form(
  path: string,
  told: Pick<Operation, 'id' | 'summary' | 'headers' | 'answers'> & { readonly body: z.ZodType },
): Operation {
  const body = { type: 'application/x-www-form-urlencoded', schema: told.body };
  return { ...told, method: 'post', path, tag: 'OAuth', security: clientProof, body, refusal: 'oauth' };
}

const token = form(paths.token, {
  id: 'requestToken',
  summary: 'A code, a refresh token or another grant for tokens (RFC 6749 §3.2)',
  headers: ['DPoP'],
  body: forms.tokenForm,
  answers: { 200: done(answers.tokenAnswer) },
});
const par = form(paths.par, {
  id: 'pushAuthorizationRequest',
  summary: 'Pushes an authorization request (RFC 9126)',
  headers: ['DPoP'],
  body: forms.parForm,
  answers: { 201: done(answers.pushedAnswer) },
});
const introspect = form(paths.introspect, {
  id: 'introspectToken',
  summary: 'What a token is good for (RFC 7662); as a JWT for who accepts that (RFC 9701)',
  body: forms.tokenInHandForm,
  answers: { 200: done(answers.introspectionAnswer) },
});
const revoke = form(paths.revoke, {
  id: 'revokeToken',
  summary: 'Ends a token and its family (RFC 7009)',
  body: forms.tokenInHandForm,
  answers: { 200: done(z.strictObject({})) },
});
const device = form(paths.deviceAuthorization, {
  id: 'authorizeDevice',
  summary: 'Begins the flow of a device without a browser (RFC 8628)',
  headers: ['DPoP'],
  body: forms.deviceForm,
  answers: { 200: done(answers.deviceAnswer) },
});
const backchannel = form(paths.backchannelAuthentication, {
  id: 'authorizeBackchannel',
  summary: 'Asks somebody who is elsewhere (CIBA)',
  body: forms.backchannelForm,
  answers: { 200: done(answers.backchannelAnswer) },
});

const userinfo: Omit<Operation, 'method' | 'id'> = {
  path: paths.userinfo,
  tag: 'OAuth',
  summary: 'The claims of whoever stands behind the token (OIDC Core §5.3)',
  security: [{ oauth: ['openid'] }, { bearer: [] }, { dpop: [] }],
  answers: { 200: done(answers.userinfoAnswer) },
  refusal: 'bearer',
};

/** Pages that a client sends a browser to, by GET and POST. */
function visit(
  path: string,
  ids: readonly [string, string],
  summary: string,
  body: z.ZodObject,
): Operation[] {
  const shared = { path, summary, tag: 'OAuth', answers: navigation, refusal: 'page' } as const;
  const content = { type: 'application/x-www-form-urlencoded', schema: body };
  return [
    { ...shared, method: 'get', id: ids[0], query: body },
    { ...shared, method: 'post', id: ids[1], body: content },
  ];
}

/** Members of our own are for the operator alone. */
const strangersMetadata = z.object(
  Object.fromEntries(Object.entries(clientMetadata.shape).filter(([name]) => !name.startsWith('tacet_'))),
);
const registered = z.looseObject({
  client_id: z.string(),
  client_secret: z.string().optional(),
  registration_access_token: z.string(),
  registration_client_uri: z.string(),
});

function registration(
  method: Operation['method'],
  id: string,
  summary: string,
  more: Pick<Operation, 'answers'> & Partial<Pick<Operation, 'body'>>,
): Operation {
  const path = method === 'post' ? paths.register : `${paths.register}/:id`;
  const security = method === 'post' ? [{ bearer: [] }, {}] : [{ bearer: [] }];
  return { method, path, id, tag: 'Registration', summary, security, ...more, refusal: 'oauth' };
}

/** OAuth 2.1, OpenID Connect and what belongs to them. */
export const protocolOperations: readonly Operation[] = [
  ...visit(
    paths.authorize,
    ['authorize', 'authorizeByForm'],
    'The authorization endpoint',
    forms.authorizeForm,
  ),
  ...[par, token, device, backchannel, introspect, revoke],
  { ...userinfo, method: 'get', id: 'userinfo' },
  {
    ...userinfo,
    method: 'post',
    id: 'userinfoByForm',
    body: { type: 'application/x-www-form-urlencoded', schema: forms.bearerForm },
  },
  ...visit(paths.logout, ['logout', 'logoutByForm'], 'RP-initiated logout', forms.logoutForm),
  registration('post', 'registerClient', 'Registers a client (RFC 7591)', {
    body: json(strangersMetadata),
    answers: { 201: done(registered) },
  }),
  registration('get', 'readClient', 'A registration (RFC 7592)', { answers: { 200: done(registered) } }),
  registration('put', 'changeClient', 'Changes a registration', {
    body: json(strangersMetadata),
    answers: { 200: done(registered) },
  }),
  registration('delete', 'deleteClient', 'Ends a registration', {
    answers: { 204: { description: 'Gone.' } },
  }),
];
