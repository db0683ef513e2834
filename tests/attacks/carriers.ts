import { approvalCalls } from '../../contract/approval.ts';
import { accountCalls } from '../../contract/account.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { keyCalls, tripKeyCalls } from '../../contract/keys.ts';
import { languageCalls } from '../../contract/language.ts';
import { logoutCalls } from '../../contract/logout.ts';
import { ownVaultCalls } from '../../contract/vault.ts';
import { grants } from '../../server/grants/index.ts';
import { newSecret } from '../../server/platform/random.ts';
import { EMAIL, type Holder } from './holder.ts';
import type { WireRequest } from './wire.ts';
import { authorizePath, VERIFIER } from './world.ts';

/** One way to bring an artefact to an endpoint, all else of the request being as good as it can be. */
export interface Carrier {
  /** `refresh_token with refresh_token`: the parameter, and the grant or kind of request it is in. */
  readonly name: string;
  carry(artefact: string): WireRequest;
}

const COOKIES = ['session', 'browser', 'device', 'remembered', 'fedcm', 'watch'] as const;
/** Every parameter by which any endpoint of ours, or of anybody, takes an artefact. */
const PARAMETERS = [
  ...['code', 'code_verifier', 'refresh_token', 'token', 'access_token', 'device_code', 'user_code'],
  ...['auth_req_id', 'assertion', 'client_assertion', 'client_secret', 'subject_token', 'actor_token'],
  ...['request', 'request_uri', 'id_token_hint', 'login_hint', 'login_hint_token', 'logout_token', 'ticket'],
];
const MEMBERS = ['ticket', 'attemptId', 'requestId', 'userCode', 'ceremonyId', 'answer', 'sessionId'];
const DEVICE_SECRET = 'urn:openid:params:token-type:device-secret';
const TYPE = 'urn:ietf:params:oauth:token-type:';
const FORM = 'application/x-www-form-urlencoded';
const calls: readonly string[] = Object.keys({
  ...{ ...interactionCalls, ...accountCalls, ...approvalCalls, ...logoutCalls, ...languageCalls },
  ...{ ...keyCalls, ...tripKeyCalls, ...ownVaultCalls },
});

export interface Scene extends Holder {
  /** What stands for `:id` where another artefact is brought, by the beginning of the path. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Every carrier of the route `METHOD path`. */
export function carriersOf(route: string, scene: Scene): readonly Carrier[] {
  const [method = '', path = ''] = route.split(' ');
  const target = targetOf(path, scene);
  const shape = calls.includes(path) || path.startsWith('/register') ? JSON_SHAPE : FORM_SHAPE;
  const send = (headers: Readonly<Record<string, string>>, fields: Fields, at = target): WireRequest =>
    method === 'GET' || method === 'DELETE'
      ? { method, path: `${at}?${new URLSearchParams(fields)}`, headers }
      : { method, path: at, headers: { ...headers, ...shape.headers(scene) }, body: shape.body(fields) };

  const headers = { 'Sec-Fetch-Dest': 'webidentity', Cookie: COOKIED.has(path) ? cookies(scene) : '' };
  const proved = { ...headers, ...scene.app.basic };
  const carriers: Carrier[] = [
    { name: 'Bearer', carry: (a) => send({ ...headers, Authorization: `Bearer ${a}` }, {}) },
    { name: 'DPoP', carry: (a) => send({ ...headers, Authorization: `DPoP ${a}`, DPoP: a }, {}) },
    {
      name: 'Basic',
      carry: (a) => send({ ...headers, Authorization: `Basic ${btoa(`${scene.app.client.id}:${a}`)}` }, {}),
    },
    ...COOKIES.map((cookie) => ({
      name: `cookie ${cookie}`,
      carry: (a: string) =>
        send({ ...headers, Cookie: `tacet_${cookie}=${a}` }, baseOf(path, scene)[0] ?? {}),
    })),
  ];
  if (path.includes(':'))
    carriers.push({
      name: 'path',
      carry: (a) =>
        send({ ...headers, Cookie: cookies(scene) }, {}, path.replace(/:\w+/, encodeURIComponent(a))),
    });
  for (const base of baseOf(path, scene)) {
    const within = base.grant_type === undefined ? '' : ` with ${shortOf(base)}`;
    for (const name of shape === JSON_SHAPE ? MEMBERS : PARAMETERS)
      carriers.push({ name: name + within, carry: (a) => send(proved, { ...base, [name]: a }) });
  }
  return carriers;
}

type Fields = Readonly<Record<string, string>>;

/** Pages that look for somebody who is signed in, before they look at what is asked. */
const COOKIED = new Set(['/authorize', '/logout', '/device', '/ciba/:id', '/device/open', '/device/decide']);

const FORM_SHAPE = {
  headers: () => ({ 'Content-Type': FORM }),
  body: (fields: Fields) => new URLSearchParams(fields).toString(),
};
const JSON_SHAPE = {
  headers: ({ at }: Scene) => ({
    ...{ 'Content-Type': 'application/json', Origin: new URL(at.server.issuer).origin },
    'Sec-Fetch-Site': 'same-origin',
  }),
  body: (fields: Fields) => JSON.stringify(fields),
};

/** Good requests that lack the artefact alone. */
function baseOf(path: string, scene: Scene): readonly Fields[] {
  const { app } = scene;
  const scope = 'openid';
  const authorize = Object.fromEntries(new URLSearchParams(authorizePath(app.client).split('?')[1]));
  if (path === '/token') return grants.flatMap(({ type }) => tokenRequests(type, scene));
  if (path === '/authorize' || path === '/par') return [authorize];
  if (path === '/bc-authorize' || path === '/device_authorization') return [{ scope }];
  if (path === '/device/decide') return [{ decision: 'deny', email: EMAIL }];
  if (path === '/ciba/:id/decide') return [{ decision: 'deny', email: EMAIL }];
  return [{}];
}

function tokenRequests(grant_type: string, { artefacts, at }: Scene): readonly Fields[] {
  if (!grant_type.endsWith(':token-exchange')) return [{ grant_type, code_verifier: VERIFIER }];
  const subjects = ['access_token', 'id_token', 'refresh_token', 'jwt'].map((type) => ({
    ...{ grant_type, subject_token_type: TYPE + type },
  }));
  const access = { subject_token: artefacts['access token'], subject_token_type: `${TYPE}access_token` };
  const id = { subject_token: artefacts['ID token'], subject_token_type: `${TYPE}id_token` };
  return [
    ...subjects,
    { grant_type, ...access, actor_token_type: `${TYPE}access_token` },
    { grant_type, ...id, actor_token_type: DEVICE_SECRET, audience: at.server.issuer },
  ];
}

/** `token-exchange of access_token by device-secret`. */
function shortOf({ grant_type = '', subject_token_type: subject, actor_token_type: actor }: Fields): string {
  const last = (urn: string) => urn.split(':').at(-1) ?? urn;
  const of = subject === undefined ? '' : ` of ${last(subject)}`;
  return last(grant_type) + of + (actor === undefined ? '' : ` by ${last(actor)}`);
}

function cookies({ sessionCookie, trip }: Scene): string {
  return `${sessionCookie}; ${trip.browser}`;
}

function targetOf(path: string, { ids }: Scene): string {
  const [, id] = Object.entries(ids).find(([start]) => path.startsWith(start)) ?? [];
  return path.replace(/:\w+/, id ?? newSecret('ti'));
}
