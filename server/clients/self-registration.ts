import type { AuditEvent, AuditKind } from '../audit/event.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import type { Egress } from '../http/egress.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import { parseClientMetadata } from '../protocol/client-metadata.ts';
import { OAuthError } from '../protocol/error.ts';
import type { ClientStore } from './client-store.ts';
import type { Client, Registration } from './client.ts';
import { newClient, newClientSecret, type SecretParts } from './new-client.ts';
import type { RegistrationBudget } from './registration-budget.ts';
import type { InitialToken, RegistrationStore } from './registration-store.ts';
import { registrationOf } from './registration.ts';
import { checkSectorList } from './sector-list.ts';
import type { ReadStatement } from './software-statement.ts';
import { strangerMetadata } from './stranger-metadata.ts';

export interface SelfRegistrationParts extends SecretParts {
  readonly clients: ClientStore;
  readonly registrations: RegistrationStore;
  readonly config: Config;
  readonly clock: Clock;
  readonly egress: Egress;
  readonly grantTypes: readonly string[];
  readonly budget: RegistrationBudget;
  readonly statement: ReadStatement;
}

type Said = Readonly<Record<string, unknown>>;

/** A client, and what is told of it this one time. */
export interface Registered {
  readonly client: Client;
  readonly secret: string | undefined;
  readonly token: string;
}

/** What strangers may be registered for; the others act in the name of the client, or are the operator's to give. */
const GRANTS = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'];

/**
 * RFC 7591 §3. Throws `invalid_token` for an initial access token that is none or was used up, `invalid_redirect_uri`,
 * `invalid_client_metadata` and the two errors of software statements, and ProblemError `too_many_attempts`.
 */
export async function register(
  parts: SelfRegistrationParts,
  said: Said,
  { token, caller }: { readonly token: string | undefined; readonly caller: Caller },
): Promise<Registered> {
  const { config, clock, registrations } = parts;
  await parts.budget(caller.addressPrefix);
  const nowSeconds = clock.nowSeconds();
  const initial = await initialToken(parts, token);
  const stated = parts.statement(said);
  const admitted =
    initial !== undefined ||
    config.dynamicRegistration === 'open' ||
    (config.dynamicRegistration === 'statement' && stated !== undefined);
  if (!admitted) throw refusedAtTheDoor(config);

  const metadata = judgeable(parts, said, stated);
  const offered = { ...parts, grantTypes: grantsFor(parts, initial) };
  const { client, secret } = newClient(metadata, offered);
  await checkSectorList(parts.egress, client);
  const made = newSecret('ra');
  const by = { tokenDigest: fingerprint(made), initialDigest: initial?.digest, nowSeconds };
  const event = eventOf(parts, 'client.created', client.id, caller);
  // Another caller may have used the token up since it was looked at.
  if (!(await registrations.register(client, by, event))) throw refusedAtTheDoor(config);
  return { client, secret, token: made };
}

/**
 * RFC 7592 §2: the client that proves with its token that it is the one. A wrong token, an unknown client and a disabled
 * one look the same: throws `invalid_token`.
 */
export async function registeredClient(
  { clients, registrations }: Pick<SelfRegistrationParts, 'clients' | 'registrations'>,
  id: string,
  token: string | undefined,
): Promise<Client & { readonly token: string }> {
  if (token !== undefined && isSecret('ra', token) && (await registrations.holds(id, fingerprint(token)))) {
    const client = await clients.find(id);
    if (client?.enabled === true) return { ...client, token };
  }
  throw new OAuthError('invalid_token', 'the registration access token is not one of this client');
}

/**
 * RFC 7592 §2.2: what is said takes the place of all that was said before, and is judged as if it were new (DR-03). A
 * secret is made when the client has none and now needs one. Throws as `register` does, but for the initial token.
 */
export async function changeRegistration(
  parts: SelfRegistrationParts,
  client: Client,
  said: Said,
  caller: Caller,
): Promise<Omit<Registered, 'token'>> {
  await parts.budget(caller.addressPrefix);
  checkOwnMembers(client, said);
  const { config, clients } = parts;
  const metadata = judgeable(parts, said, parts.statement(said));
  // What it was let in for it may keep, and nothing more.
  const grantTypes = parts.grantTypes.filter(
    (type) => GRANTS.includes(type) || client.grantTypes.includes(type),
  );
  const registration = registrationOf(parseClientMetadata(metadata), { config, grantTypes });
  await checkSectorList(parts.egress, registration);
  const { kept, secret } = secretFor(registration, client, parts);
  const { id, enabled, createdAtSeconds } = client;
  const changed: Client = { ...registration, ...kept, id, enabled, createdAtSeconds };
  if (!(await clients.update(changed, eventOf(parts, 'client.updated', client.id, caller)))) {
    throw new OAuthError('invalid_token', 'the client is there no more');
  }
  return { client: changed, secret };
}

/** What it has it keeps, as long as it goes with the method; else it gets one. */
function secretFor(
  { authMethod }: Pick<Registration, 'authMethod'>,
  client: Client,
  parts: SecretParts,
): { readonly kept: Pick<Client, 'secretDigests' | 'sealedSecrets'>; readonly secret: string | undefined } {
  const { secretDigests, sealedSecrets } = client;
  const told = ['client_secret_basic', 'client_secret_post'];
  if (authMethod === client.authMethod || (told.includes(authMethod) && told.includes(client.authMethod)))
    return { kept: { secretDigests, sealedSecrets }, secret: undefined };
  const made = newClientSecret(authMethod, client.id, parts);
  const kept = {
    secretDigests: made ? [made.digest] : [],
    sealedSecrets: made?.sealed === undefined ? [] : [made.sealed],
  };
  return { kept, secret: made?.secret };
}

/** RFC 7592 §2.3: with its consents and tokens. */
export async function endRegistration(parts: SelfRegistrationParts, client: Client, caller: Caller) {
  await parts.clients.delete(client.id, eventOf(parts, 'client.deleted', client.id, caller));
}

/** A statement that is believed has the last word (RFC 7591 §2.3); one that is not believed is not kept. */
function judgeable({ config }: SelfRegistrationParts, said: Said, stated: Said | undefined): Said {
  const { software_statement: _, ...rest } = said;
  return strangerMetadata(stated === undefined ? rest : { ...said, ...stated }, 'self', config);
}

async function initialToken(
  { registrations, clock }: SelfRegistrationParts,
  token: string | undefined,
): Promise<InitialToken | undefined> {
  if (token === undefined) return undefined;
  const found = isSecret('in', token)
    ? await registrations.findInitial(fingerprint(token), clock.nowSeconds())
    : undefined;
  if (found === undefined)
    throw new OAuthError('invalid_token', 'the initial access token is not valid, or used up');
  return found;
}

function grantsFor(
  { grantTypes }: SelfRegistrationParts,
  initial: InitialToken | undefined,
): readonly string[] {
  const allowed = initial?.machines === true ? [...GRANTS, 'client_credentials'] : GRANTS;
  return grantTypes.filter((type) => allowed.includes(type));
}

function refusedAtTheDoor({ dynamicRegistration }: Pick<Config, 'dynamicRegistration'>): OAuthError {
  return dynamicRegistration === 'statement'
    ? new OAuthError('invalid_software_statement', 'a software statement is needed to register')
    : new OAuthError('invalid_token', 'an initial access token is needed to register');
}

/** RFC 7592 §2.2: who changes a client names it, and none of what is ours to say. */
function checkOwnMembers(client: Client, said: Said): void {
  const ours = [
    'registration_access_token',
    'registration_client_uri',
    'client_secret_expires_at',
    'client_id_issued_at',
  ];
  if (said.client_id !== client.id || ours.some((name) => Object.hasOwn(said, name))) {
    throw new OAuthError(
      'invalid_request',
      'send client_id, and none of the members that the server settles',
    );
  }
  const { client_secret: secret } = said;
  if (secret === undefined) return;
  if (typeof secret !== 'string' || !client.secretDigests.includes(fingerprint(secret))) {
    throw new OAuthError('invalid_request', 'client_secret is not the one of this client');
  }
}

function eventOf(
  { clock }: SelfRegistrationParts,
  kind: AuditKind,
  clientId: string,
  caller: Caller,
): AuditEvent {
  const { requestId, addressPrefix } = caller;
  return { kind, atSeconds: clock.nowSeconds(), clientId, requestId, addressPrefix };
}
