import { z } from 'zod';
import type { TestServer } from '../harness/server.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';

/** What a registration tells, as far as tests look at it. */
const told = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  client_id: z.string().default(''),
  client_name: z.string().optional(),
  client_secret: z.string().optional(),
  client_secret_expires_at: z.number().optional(),
  registration_access_token: z.string().default(''),
  registration_client_uri: z.string().default(''),
  redirect_uris: z.array(z.string()).optional(),
  grant_types: z.array(z.string()).optional(),
  scope: z.string().optional(),
  token_endpoint_auth_method: z.string().optional(),
  application_type: z.string().optional(),
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly told: z.infer<typeof told>;
}

export const MINIMAL = { client_name: 'Notes', redirect_uris: ['https://notes.test/cb'] };

/** Calls a JSON endpoint; what is no string is written as JSON. */
export async function call(
  method: string,
  url: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    told: told.parse(text.startsWith('{') ? JSON.parse(text) : {}),
  };
}

export function register(
  { issuer }: TestServer,
  body: unknown,
  options: { token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return call('POST', `${issuer}/register`, { body, ...options });
}

/** An initial access token of the operator. */
export async function giveOut(
  { parts: { storage, clock } }: TestServer,
  { uses = 1, machines = false, seconds = 3_600 } = {},
): Promise<string> {
  const token = newSecret('in');
  const createdAtSeconds = clock.nowSeconds();
  await storage.registrations.giveOut({
    digest: fingerprint(token),
    usesLeft: uses,
    machines,
    createdAtSeconds,
    expiresAtSeconds: createdAtSeconds + seconds,
  });
  return token;
}
