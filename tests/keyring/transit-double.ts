import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../../server/platform/clock.ts';
import { doubleKeys, type Told } from './transit-double-keys.ts';

/**
 * A DOUBLE of an OpenBao or Vault server, because a real one may not be on the machine: the calls that we make of the
 * HTTP API, with real AES-GCM, and switches for what a real one does on a bad day. transit-real.test.ts runs the same
 * promises against a real one where there is one, and so shows that the double answers as it does.
 */
export interface TransitDouble extends AsyncDisposable {
  readonly url: string;
  readonly roleId: string;
  readonly secretId: string;
  /** `POST transit/encrypt/tacet`, as often as it was asked. */
  readonly asked: string[];
  /** The headers of the last call. */
  headers(): IncomingMessage['headers'];
  readonly switches: Switches;
  /** A token that exists without a login. `leaseSeconds` 0: it never ends. */
  addToken(token: string, facts: Partial<TokenFacts>): void;
  /** Forgets every token, as a server does that revokes them. */
  revokeAll(): void;
}

interface Switches {
  sealed: boolean;
  /** The next so many calls are answered with that status. */
  failing: { times: number; status: number; retryAfter?: string };
  slowMilliseconds: number;
  /** Paths below /v1/ that no token is allowed. */
  denied: string[];
  /** Of tokens that logins give. */
  leaseSeconds: number;
  renewable: boolean;
  /** Connections are cut instead of answered, the next so many times. */
  cutting: number;
  /** What is asked at that path is done, and the answer gets lost, once. */
  losing: string;
}

interface TokenFacts {
  readonly policies: readonly string[];
  readonly renewable: boolean;
  readonly leaseSeconds: number;
  readonly endsAtSeconds: number;
}

const login = z.object({ role_id: z.string(), secret_id: z.string() });
const serviceAccount = z.object({ role: z.literal('tacet'), jwt: z.literal('service.account.token') });
const denied: Told = { status: 403, body: { errors: ['permission denied'] } };

export async function transitDouble(clock: Clock): Promise<TransitDouble> {
  const [roleId, secretId] = [randomUUID(), randomUUID()];
  const tokens = new Map<string, TokenFacts>();
  const keys = doubleKeys();
  const asked: string[] = [];
  let headers: IncomingMessage['headers'] = {};
  const switches: Switches = {
    sealed: false,
    failing: { times: 0, status: 500 },
    slowMilliseconds: 0,
    denied: [],
    leaseSeconds: 3_600,
    renewable: true,
    cutting: 0,
    losing: '',
  };
  const lent = (facts: TokenFacts, token: string): Told => {
    const { policies, renewable, leaseSeconds: lease_duration } = facts;
    return { status: 200, body: { auth: { client_token: token, policies, renewable, lease_duration } } };
  };
  const loggedIn = (): Told => {
    const { leaseSeconds, renewable } = switches;
    const token = `hvs.${randomUUID()}`;
    const endsAtSeconds = clock.nowSeconds() + leaseSeconds;
    tokens.set(token, { policies: ['default', 'tacet'], renewable, leaseSeconds, endsAtSeconds });
    return lent({ policies: ['default', 'tacet'], renewable, leaseSeconds, endsAtSeconds }, token);
  };

  function ofTheToken(path: string, token: string, facts: TokenFacts): Told {
    if (path === 'auth/token/revoke-self') {
      tokens.delete(token);
      return { status: 204 };
    }
    if (path === 'auth/token/renew-self') {
      if (!facts.renewable) return { status: 400, body: { errors: ['lease is not renewable'] } };
      const longer = { ...facts, endsAtSeconds: clock.nowSeconds() + facts.leaseSeconds };
      tokens.set(token, longer);
      return lent(longer, token);
    }
    const { policies, renewable, leaseSeconds, endsAtSeconds } = facts;
    const ttl = leaseSeconds === 0 ? 0 : endsAtSeconds - clock.nowSeconds();
    return { status: 200, body: { data: { policies, renewable, ttl } } };
  }

  function answer(method: string, path: string, token: string, body: unknown): Told {
    if (switches.sealed) return { status: 503, body: { errors: ['Vault is sealed'] } };
    if (path === 'auth/approle/login') {
      const sent = login.safeParse(body);
      const known = sent.success && sent.data.role_id === roleId && sent.data.secret_id === secretId;
      return known ? loggedIn() : { status: 400, body: { errors: ['invalid role or secret ID'] } };
    }
    if (path === 'auth/kubernetes/login') return serviceAccount.safeParse(body).success ? loggedIn() : denied;
    const facts = tokens.get(token);
    const ended = facts !== undefined && facts.leaseSeconds > 0 && facts.endsAtSeconds <= clock.nowSeconds();
    if (facts === undefined || ended || switches.denied.includes(path)) return denied;
    if (path.startsWith('auth/token/')) return ofTheToken(path, token, facts);
    const [mount, ...rest] = path.split('/');
    return mount === 'transit' ? keys(method, rest, body) : { status: 404, body: { errors: [] } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/v1\//, '');
    const method = request.method ?? '';
    asked.push(`${method} ${path}`);
    headers = request.headers;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (switches.slowMilliseconds > 0) await pause(switches.slowMilliseconds, undefined, { ref: false });
    if (switches.cutting > 0) {
      switches.cutting -= 1;
      request.socket.destroy();
      return;
    }
    const { failing } = switches;
    const fails = failing.times > 0;
    if (fails) failing.times -= 1;
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const told: Told = fails
      ? { status: failing.status, body: { errors: ['a bad day'] } }
      : answer(method, path, String(request.headers['x-vault-token'] ?? ''), body);
    if (switches.losing === path) {
      switches.losing = '';
      request.socket.destroy();
      return;
    }
    if (fails && failing.retryAfter !== undefined) response.setHeader('Retry-After', failing.retryAfter);
    response.writeHead(told.status, { 'Content-Type': 'application/json' });
    response.end(told.body === undefined ? '' : JSON.stringify(told.body));
  }

  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    roleId,
    secretId,
    asked,
    headers: () => headers,
    switches,
    addToken(token, facts) {
      const whole = { policies: ['default', 'tacet'], renewable: true, leaseSeconds: 0, ...facts };
      tokens.set(token, { endsAtSeconds: clock.nowSeconds() + whole.leaseSeconds, ...whole });
    },
    revokeAll: () => tokens.clear(),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await Promise.resolve();
    },
  };
}
