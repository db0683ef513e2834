import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { derFromRaw, rawFromDer } from '../../server/keyring/es256-signature.ts';
import { RESOURCE_SCOPE } from '../client-calls.ts';
import { floorClients, redisAt } from './clients.ts';

/**
 * The ceiling: node:http and the work that nobody can leave out, with no product around it. The same I/O and the same
 * signatures as ours: a code is one Redis command and one durable row, a refresh one durable UPDATE, and each token
 * answer two ES256 signatures.
 */
const { PORT = '', REDIS_URL = '', POSTGRES_URL = '', ASSERTION_KEY = '' } = process.env;
const issuer = `http://localhost:${PORT}`;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const [signingKey, verifyingKey] = [
  createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
];
const redis = await redisAt(REDIS_URL).connect();
const clients = floorClients(redis, JSON.parse(ASSERTION_KEY));
const db = new pg.Pool({ connectionString: POSTGRES_URL, max: 10 });
await db.query(
  'create table if not exists floor_family (id text primary key, generation int not null, email text)',
);

const HEADER = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'floor', typ: 'at+jwt' })).toString(
  'base64url',
);
const DISCOVERY = JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, padding: 'x'.repeat(1500) });
const INSERT = {
  name: 'insert',
  text: `insert into floor_family values ($1, 1, 'lane@example.org') returning id`,
};
const ROTATE = {
  name: 'rotate',
  text: 'update floor_family set generation = generation + 1 where id = $1 and generation = $2 returning generation',
};
const FIND = { name: 'find', text: 'select email from floor_family where id = $1' };

interface Credentials {
  /** Without its scheme. */
  readonly authorization: string;
  readonly proof: string | undefined;
}

type Answer = Readonly<Record<string, unknown>> | undefined;

async function token(form: URLSearchParams, { authorization, proof }: Credentials): Promise<Answer> {
  if (form.get('grant_type') === 'client_credentials') {
    const claims = await clients.claims(form, authorization, proof);
    return claims && machineToken(claims);
  }
  const presented = form.get('refresh_token');
  if (presented !== null) {
    const [id = '', generation = ''] = presented.split('.');
    const { rows } = await db.query({ ...ROTATE, values: [id, Number(generation)] });
    return rows.length === 0 ? undefined : tokens(id, Number(generation) + 1);
  }
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const family = await redis.getDel(`code:${form.get('code') ?? ''}:${challenge}`);
  if (family === null) return undefined;
  await db.query({ ...INSERT, values: [family] });
  return tokens(family, 1);
}

function machineToken(claims: { readonly cnf: object | undefined }): Answer {
  const now = Math.floor(Date.now() / 1000);
  const jti = randomBytes(16).toString('hex');
  return {
    access_token: jws({ ...claims, iss: issuer, sub: 'machine', iat: now, exp: now + 600, jti }),
    token_type: claims.cnf === undefined ? 'Bearer' : 'DPoP',
    expires_in: 600,
    scope: RESOURCE_SCOPE,
  };
}

function tokens(family: string, generation: number): Answer {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: family,
    aud: issuer,
    iat: now,
    exp: now + 600,
    jti: randomBytes(16).toString('hex'),
  };
  const access = jws(claims);
  const idToken = jws({ ...claims, at_hash: createHash('sha256').update(access).digest('base64url') });
  const refresh = `${family}.${generation}.${randomBytes(32).toString('base64url')}`;
  return {
    access_token: access,
    id_token: idToken,
    refresh_token: refresh,
    token_type: 'Bearer',
    expires_in: 600,
  };
}

function jws(claims: object): string {
  const input = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${input}.${rawFromDer(sign('sha256', Buffer.from(input), signingKey)).toString('base64url')}`;
}

async function look(text: string): Promise<string | undefined> {
  const [header = '', payload = '', signature = ''] = text.split('.');
  const der = derFromRaw(Buffer.from(signature, 'base64url'));
  if (!der || !verify('sha256', Buffer.from(`${header}.${payload}`), verifyingKey, der)) return undefined;
  const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { sub: string };
  const { rows } = await db.query<{ email: string }>({ ...FIND, values: [sub] });
  return rows[0]?.email;
}

const routes: Readonly<Record<string, (form: URLSearchParams, credentials: Credentials) => Promise<Answer>>> =
  {
    '/token': token,
    '/userinfo': async (_form, { authorization }) => ({ sub: 'lane', email: await look(authorization) }),
    '/par': (form, { authorization }) => clients.push(form, authorization),
    '/introspect': async (form) => ({ active: (await look(form.get('token') ?? '')) !== undefined }),
    '/code': async (form) => {
      const [code, family] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('hex')];
      await redis.set(`code:${code}:${form.get('code_challenge') ?? ''}`, family, {
        expiration: { type: 'EX', value: 60 },
      });
      return { code };
    },
  };

createServer((request, response) => {
  if (request.url === '/discovery') {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(DISCOVERY);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [, authorization = ''] = request.headers.authorization?.split(' ') ?? [];
    const proof = request.headersDistinct.dpop?.[0];
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    routes[request.url ?? '']?.(form, { authorization, proof }).then(
      (answer) => {
        response.writeHead(answer === undefined ? 400 : request.url === '/par' ? 201 : 200, {
          'Content-Type': 'application/json',
        });
        response.end(JSON.stringify(answer ?? {}));
      },
      () => response.writeHead(500).end(),
    );
  });
}).listen(Number(PORT), 'localhost');
