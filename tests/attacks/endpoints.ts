import { z } from 'zod';
import { accountCalls, accountSections } from '../../contract/account.ts';
import { approvalCalls } from '../../contract/approval.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { languageCalls } from '../../contract/language.ts';
import { logoutCalls } from '../../contract/logout.ts';
import { ownVaultCalls, vaultCalls } from '../../contract/vault.ts';
import { createApp } from '../../server/app.ts';
import { newSecret } from '../../server/platform/random.ts';
import type { TestServer } from '../harness/server.ts';
import type { WireRequest } from './wire.ts';

export interface Endpoint {
  /** As the router knows it. */
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly kind: 'document' | 'form' | 'page' | 'call' | 'resource';
  /** Which pages of others may read its answer. */
  readonly readers: 'everybody' | 'clients' | 'nobody';
}

const of =
  (kind: Endpoint['kind'], readers: Endpoint['readers'], method: Endpoint['method']) =>
  (path: string): Endpoint => ({ path, method, kind, readers });

/** Everything this server answers, in development. */
export const endpoints: readonly Endpoint[] = [
  ...['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/jwks'].map(
    of('document', 'everybody', 'GET'),
  ),
  ...['', '/userinfo', '/records', '/vault'].map((path) =>
    of('document', 'everybody', 'GET')(`/.well-known/oauth-protected-resource${path}`),
  ),
  ...['/.well-known/passkey-endpoints', '/openapi.json'].map(of('document', 'everybody', 'GET')),
  ...['/healthz', '/readyz', '/dev/mail', '/client-logo/:digest', '/picture/:id'].map(
    of('document', 'nobody', 'GET'),
  ),
  ...['/token', '/par', '/revoke', '/userinfo'].map(of('form', 'clients', 'POST')),
  of('document', 'clients', 'GET')('/userinfo'),
  ...(['GET', 'POST'] as const).map((method) => of('resource', 'clients', method)('/records')),
  ...(['GET', 'PUT', 'DELETE'] as const).map((method) => of('resource', 'clients', method)('/records/:id')),
  of('resource', 'clients', 'POST')('/records/:id/reveal'),
  ...vaultRoutes().map(([method, path]) => of('resource', 'clients', method)(path)),
  ...['/introspect', '/device_authorization', '/bc-authorize'].map(of('form', 'nobody', 'POST')),
  ...['/authorize', '/logout'].flatMap((path) => [
    of('page', 'nobody', 'GET')(path),
    of('page', 'nobody', 'POST')(path),
  ]),
  ...[
    '/interaction/:id',
    '/interaction/:id/finish',
    '/interaction/:id/restart',
    '/logout/continue/:ticket',
    '/logout/leave/:ticket',
    '/device',
    '/ciba/:id',
  ].map(of('page', 'nobody', 'GET')),
  ...[
    '/',
    '/account',
    ...accountSections.map((section) => `/account/${section}`),
    '/email-change',
    '/reset',
    '/undo-email-change',
    '/sign-up',
    '/signed-out',
    '/errors',
    '/playground',
    '/.well-known/change-password',
  ].map(of('page', 'nobody', 'GET')),
  ...Object.keys({
    ...interactionCalls,
    ...accountCalls,
    ...approvalCalls,
    ...logoutCalls,
    ...languageCalls,
    ...ownVaultCalls,
  }).map(of('call', 'nobody', 'POST')),
];

/** As the contract of the vault has them. */
function vaultRoutes() {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;
  return Object.keys(vaultCalls).flatMap((call) => {
    const [name, path = ''] = call.split(' ');
    return methods.filter((method) => method === name).map((method) => [method, path] as const);
  });
}

/** A request of the right form to that endpoint, by nobody in particular. */
export function knock({ path, method, kind }: Endpoint, issuer: string): WireRequest {
  const target = path.replace(/:(id|digest)/, newSecret('ia')).replace(':ticket', newSecret('ti'));
  if (method === 'GET' || method === 'DELETE') return { method, path: target };
  if (kind === 'resource')
    return { method, path: target, headers: { 'Content-Type': 'application/json' }, body: '{}' };
  if (kind !== 'call') {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { method, path: target, headers, body: 'client_id=nobody&token=x' };
  }
  const headers = { 'Content-Type': 'application/json', Origin: issuer, 'Sec-Fetch-Site': 'same-origin' };
  return { method, path: target, headers, body: '{}' };
}

const mounted = z.array(z.object({ path: z.string(), methods: z.array(z.string()) }));
const withRouter = z.object({ router: z.object({ stack: mounted }) });

/** What the composition root has mounted, as `METHOD path`. */
export function mountedRoutes({ parts }: TestServer): readonly string[] {
  const router = createApp(parts).middleware.find((one) => 'router' in one);
  const { stack } = withRouter.parse({
    router: router && 'router' in router ? router.router : undefined,
  }).router;
  const routes = stack.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
  return [...new Set(routes)].filter((route) => !/^(HEAD|OPTIONS) /.test(route)).sort();
}
