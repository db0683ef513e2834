import { OAuthError } from '../protocol/error.ts';
import { isKeyScope } from '../protocol/key-scope.ts';
import { parseScope } from '../protocol/scope.ts';
import { DEVICE_SSO } from '../tokens/device-secret.ts';
import type { Subject } from './exchange-subject.ts';
import type { GrantContext } from './grant.ts';

export interface ExchangeTarget {
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
}

const TARGETS_MAX = 8;

/** What only a sign-in gives, as end-to-end keys are: an exchanged token is not refreshed, and carries no sign-in on. */
const NEVER_EXCHANGED = ['offline_access', DEVICE_SSO];

/**
 * What an exchanged token is for. Scopes: of those the subject token has, what this client is registered for (its own
 * token it may narrow freely). Resources: of those the subject token is for, or what the operator listed for this
 * client (`tacet_resources`); `audience` names one by its identifier, or by the client id of its resource server
 * (RFC 8693 §2.1). Throws `invalid_scope` or `invalid_target`.
 */
export async function exchangeTarget(
  subject: Subject,
  scope: string | undefined,
  context: GrantContext,
): Promise<ExchangeTarget> {
  return { scopes: scopesOf(subject, scope, context), resources: await resourcesOf(subject, context) };
}

function scopesOf(
  { scopes, clientId }: Subject,
  scope: string | undefined,
  { client }: GrantContext,
): readonly string[] {
  const own = clientId === client.id;
  const allowed = scopes.filter(
    (name) =>
      !NEVER_EXCHANGED.includes(name) &&
      !isKeyScope(client.settings, name) &&
      (own || client.scopes.includes(name)),
  );
  const asked = scope === undefined ? allowed : parseScope(scope);
  if (!asked?.every((name) => allowed.includes(name)))
    throw new OAuthError(
      'invalid_scope',
      'an exchange cannot ask for more than subject token and client have',
    );
  return asked;
}

async function resourcesOf(
  { audience }: Subject,
  { client, many, clients, config }: GrantContext,
): Promise<readonly string[]> {
  const [resources, audiences] = [many('resource'), many('audience')];
  if (resources.length + audiences.length > TARGETS_MAX)
    throw new OAuthError('invalid_target', 'resource and audience are repeated too often');
  const named = await Promise.all(audiences.map((name) => byName(name)));
  const targets = [...new Set([...resources, ...named.flat()])];

  const open = [...audience, ...(client.settings.tacetResources ?? [])];
  if (!targets.every((target) => open.includes(target)))
    throw new OAuthError('invalid_target', 'a target is not one that this token may be exchanged for');
  return targets.length > 0 ? targets : audience;

  async function byName(name: string): Promise<readonly string[]> {
    if (name === config.issuer || config.resources.some(({ identifier }) => identifier === name))
      return [name];
    const server = await clients.find(name);
    const behind = server?.enabled === true ? server.settings.tacetResources : undefined;
    if (behind === undefined || behind.length === 0)
      throw new OAuthError('invalid_target', 'an audience is unknown');
    return behind;
  }
}
