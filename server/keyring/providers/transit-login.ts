import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Config, TransitConfig } from '../../config/config.ts';
import type { Log } from '../../platform/log.ts';
import { type Secret, secret } from '../../platform/secret.ts';
import { KeyringError } from '../keyring-error.ts';
import type { TransitAnswer, TransitCalls, TransitRequest } from './transit-call.ts';

const JWT_CHARACTERS_MAX = 16 * 1024;
const POLICIES_MAX = 256;

/** What we hold once logged in. `leaseSeconds` 0: it never ends. */
export interface Lease {
  readonly token: Secret;
  readonly leaseSeconds: number;
  readonly renewable: boolean;
}

export interface LoginParts {
  readonly config: TransitConfig;
  readonly mode: Config['mode'];
  readonly calls: TransitCalls;
  readonly log: Log;
}

const policies = z.array(z.string()).max(POLICIES_MAX).nullish();
const tokenFacts = z.object({
  data: z.object({
    policies,
    identity_policies: policies,
    ttl: z.number().int().min(0),
    renewable: z.boolean().nullish(),
  }),
});
const loginFacts = z.object({
  auth: z.object({
    client_token: z.string().min(1),
    policies,
    identity_policies: policies,
    lease_duration: z.number().int().min(0),
    renewable: z.boolean(),
  }),
});
const renewalFacts = z.object({
  auth: z.object({ lease_duration: z.number().int().min(0), renewable: z.boolean() }),
});

/**
 * Logs in as it is configured: `token` is looked up, the others get a new one. Throws KeyringError `provider_refused` or
 * `provider_unsafe` (KMS-C09: production wants no root token), and NoAnswer.
 */
export function logIn(parts: LoginParts, signal: AbortSignal): Promise<Lease> {
  const { login } = parts.config;
  switch (login.method) {
    case 'token':
      return lookUp(parts, secret(login.token.reveal()), signal);
    case 'approle':
      return exchange(
        parts,
        login.mount,
        { role_id: login.roleId.reveal(), secret_id: login.secretId.reveal() },
        signal,
      );
    case 'kubernetes':
      return serviceAccountToken(login.jwtFile).then((jwt) =>
        exchange(parts, login.mount, { role: login.role, jwt }, signal),
      );
  }
}

/** The same token, for longer; undefined when it cannot be renewed any more. Throws NoAnswer. */
export async function renew(
  { calls }: LoginParts,
  { token }: Lease,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  const request: TransitRequest = { method: 'POST', path: 'auth/token/renew-self', body: {}, token };
  const { status, body } = await calls.send(request, signal);
  const parsed = renewalFacts.safeParse(body);
  if (status !== 200 || !parsed.success) return undefined;
  const { lease_duration: leaseSeconds, renewable } = parsed.data.auth;
  return { token, leaseSeconds, renewable };
}

/** What we got for ourselves is given back. Says nothing when that fails: it ends by itself. */
export async function giveBack({ calls }: LoginParts, { token }: Lease, signal: AbortSignal): Promise<void> {
  await calls
    .send({ method: 'POST', path: 'auth/token/revoke-self', body: {}, token, tries: 1 }, signal)
    .catch(() => undefined);
}

async function lookUp(parts: LoginParts, token: Secret, signal: AbortSignal): Promise<Lease> {
  const answer = await parts.calls.send({ method: 'GET', path: 'auth/token/lookup-self', token }, signal);
  const parsed = tokenFacts.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success)
    throw refused(answer, 'TACET_TRANSIT_TOKEN: give a token that is valid and may look itself up');
  const { data } = parsed.data;
  refuseRoot(parts, [...(data.policies ?? []), ...(data.identity_policies ?? [])]);
  return { token, leaseSeconds: data.ttl, renewable: data.renewable === true };
}

async function exchange(
  parts: LoginParts,
  mount: string,
  body: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Lease> {
  const answer = await parts.calls.send({ method: 'POST', path: `auth/${mount}/login`, body }, signal);
  const parsed = loginFacts.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) throw refused(answer, ADVICE[parts.config.login.method]);
  const { auth } = parsed.data;
  refuseRoot(parts, [...(auth.policies ?? []), ...(auth.identity_policies ?? [])]);
  const token = secret(auth.client_token);
  return { token, leaseSeconds: auth.lease_duration, renewable: auth.renewable };
}

const ADVICE = {
  token: 'TACET_TRANSIT_TOKEN: give one that is valid',
  approle:
    'TACET_TRANSIT_SECRET_ID: check it, TACET_TRANSIT_ROLE_ID and TACET_TRANSIT_AUTH_MOUNT; a secret id may have ended',
  kubernetes:
    'TACET_TRANSIT_ROLE: check it, TACET_TRANSIT_AUTH_MOUNT, and that the role is bound to this service account',
} as const;

/** The line of the operator: the setting and the status, and nothing that either side sent. */
function refused({ status }: TransitAnswer, advice: string): KeyringError {
  return new KeyringError('provider_refused', `the transit server refuses the login (${status}). ${advice}`);
}

function refuseRoot({ mode, log }: LoginParts, held: readonly string[]): void {
  if (!held.includes('root')) return;
  if (mode === 'production')
    throw new KeyringError(
      'provider_unsafe',
      'TACET_TRANSIT_AUTH: this is a root token, which may do everything there; use one with docs/transit-policy.hcl',
    );
  log.warn('the transit server is used with a root token, which production refuses');
}

/** Read anew each time: the platform replaces it within the hour. */
async function serviceAccountToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new KeyringError('provider_refused', 'TACET_TRANSIT_JWT_FILE: the file cannot be read', { cause });
  });
  const jwt = text.trim();
  if (jwt === '' || jwt.length > JWT_CHARACTERS_MAX || !/^[\w.-]+$/.test(jwt))
    throw new KeyringError('provider_refused', 'TACET_TRANSIT_JWT_FILE: there is no token in the file');
  return jwt;
}
