import type { Account } from '../../server/accounts/account.ts';
import { deviceRequests } from '../../server/device/device-requests.ts';
import { backchannelRequests } from '../../server/ciba/backchannel-requests.ts';
import type { Session } from '../../server/sessions/session.ts';
import { approve, type Registered, tokensOf, type World } from '../tokens/world.ts';
import { anIssuer, assertionOf, type Issuer } from './issuers.ts';
import { aMachine, NOTES, worldOfResources } from './machines.ts';

/** One token request that is good now, and on whose standing it rests. */
export interface Ready {
  readonly by: Registered;
  readonly fields: Readonly<Record<string, string>>;
  readonly account?: Account;
  /** Absent where the grant needs none. */
  readonly session?: Session;
  /** Whose consent it rests on, where it is not that of the client that asks. */
  readonly origin?: Registered;
}

export interface Entry {
  readonly type: string;
  readonly name?: string;
  readonly ready: (at: ReadyWorld) => Promise<Ready>;
}

export interface ReadyWorld {
  readonly world: World;
  readonly issuer: Issuer;
}

export async function openReadyWorld(): Promise<ReadyWorld> {
  const issuer = await anIssuer('https://idp.example');
  const world = await worldOfResources({ TACET_TRUSTED_ISSUERS: JSON.stringify([issuer.entry]) });
  return { world, issuer };
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';

/** For every grant at least one way to use it. Whoever adds a grant adds a line; a test says so. */
export const ENTRIES: readonly Entry[] = [
  {
    type: 'authorization_code',
    ready: async ({ world }) => {
      const by = await world.client();
      const { account, session, fields } = await approve(world, by);
      return { by, account, session, fields };
    },
  },
  {
    type: 'refresh_token',
    ready: async ({ world }) => {
      const by = await world.client();
      const { account, session, tokens } = await tokensOf(world, by);
      const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
      return { by, account, session, fields };
    },
  },
  {
    type: 'client_credentials',
    ready: async ({ world }) => ({
      by: await aMachine(world),
      fields: { grant_type: 'client_credentials' },
    }),
  },
  { type: EXCHANGE, name: 'an access token', ready: (at) => exchanged(at, 'access_token') },
  { type: EXCHANGE, name: 'an access token, by a service', ready: exchangedByService },
  { type: EXCHANGE, name: 'an ID token', ready: (at) => exchanged(at, 'id_token') },
  { type: EXCHANGE, name: 'a device secret', ready: joined },
  { type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', ready: asserted },
  {
    type: 'urn:ietf:params:oauth:grant-type:device_code',
    ready: (at) => allowedElsewhere(at, 'device_code', deviceRequests(at.world)),
  },
  {
    type: 'urn:openid:params:grant-type:ciba',
    ready: (at) => allowedElsewhere(at, 'auth_req_id', backchannelRequests(at.world)),
  },
];

async function exchanged({ world }: ReadyWorld, kind: 'access_token' | 'id_token'): Promise<Ready> {
  const by = await world.client({ grantTypes: ['authorization_code', EXCHANGE] });
  const { account, session, tokens } = await tokensOf(world, by);
  const subject = { subject_token: tokens[kind] ?? '', subject_token_type: TYPE + kind };
  return { by, account, session, fields: { grant_type: EXCHANGE, scope: 'email', ...subject } };
}

async function exchangedByService({ world }: ReadyWorld): Promise<Ready> {
  const origin = await world.client({ scopes: ['openid', 'notes.read'] });
  const approved = { scopes: ['openid', 'notes.read'], terms: { resources: [NOTES] } };
  const { account, session, tokens } = await tokensOf(world, origin, approved);
  const by = await aMachine(world, { grantTypes: [EXCHANGE], settings: { tacetResources: [NOTES] } });
  const subject = { subject_token: tokens.access_token ?? '', subject_token_type: `${TYPE}access_token` };
  return { by, origin, account, session, fields: { grant_type: EXCHANGE, ...subject } };
}

/** A second app; both belong to a maker whose apps need consent. */
async function joined({ world }: ReadyWorld): Promise<Ready> {
  const shared = { scopes: ['openid', 'device_sso'], settings: { tacetSsoGroup: 'maker' } };
  const first = await world.client(shared);
  const by = await world.client({ ...shared, grantTypes: ['authorization_code', EXCHANGE] });
  const { account, session, tokens } = await tokensOf(world, first, { scopes: shared.scopes });
  await world.consent(account, by, shared.scopes);
  const fields = {
    ...{ grant_type: EXCHANGE, audience: world.issuer },
    ...{ subject_token: tokens.id_token ?? '', subject_token_type: `${TYPE}id_token` },
    actor_token: tokens.device_secret ?? '',
    actor_token_type: 'urn:openid:params:token-type:device-secret',
  };
  return { by, account, session, fields };
}

async function asserted({ world, issuer }: ReadyWorld): Promise<Ready> {
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const [by, account] = [await aMachine(world, { grantTypes: [grant_type] }), await world.account()];
  await world.consent(account, by, ['notes.read']);
  const who = { sub: 'u-17', email: account.email, email_verified: true };
  return { by, account, fields: { grant_type, assertion: await assertionOf(issuer, world, who) } };
}

/** What a person allowed on another device, and the client has not fetched yet. */
async function allowedElsewhere(
  { world }: ReadyWorld,
  parameter: 'device_code' | 'auth_req_id',
  waiting: Pick<ReturnType<typeof backchannelRequests>, 'decide'> &
    (
      | Pick<ReturnType<typeof deviceRequests>, 'begin' | 'idOf'>
      | Pick<ReturnType<typeof backchannelRequests>, 'begin'>
    ),
): Promise<Ready> {
  const device = parameter === 'device_code';
  const grant_type = device
    ? 'urn:ietf:params:oauth:grant-type:device_code'
    : 'urn:openid:params:grant-type:ciba';
  const by = await world.client({ grantTypes: [grant_type] });
  const { account, session, record } = await approve(world, by);
  const asked = {
    ...{ clientId: by.client.id, scopes: [...record.scopes], terms: {} },
    ...{ addressPrefix: '192.0.2.0/24', userAgent: 'test', accountId: account.id },
  };
  const { secret, id } = await begun(waiting, asked, world.clock.nowSeconds());
  const { redirectUri: _, codeChallenge: __, ...authorization } = record;
  await waiting.decide(id, { kind: 'allowed', authorization: { ...authorization, nonce: undefined } });
  return { by, account, session, fields: { grant_type, [parameter]: secret } };
}

async function begun(
  waiting: Parameters<typeof allowedElsewhere>[2],
  asked: { clientId: string; scopes: string[]; terms: object; addressPrefix: string; userAgent: string },
  now: number,
): Promise<{ readonly secret: string; readonly id: string }> {
  if ('idOf' in waiting) {
    const { deviceCode: secret, userCode } = await waiting.begin(asked);
    return { secret, id: (await waiting.idOf(userCode)) ?? '' };
  }
  return waiting.begin({ ...asked, askedAtSeconds: now, expiresAtSeconds: now + 300 });
}
