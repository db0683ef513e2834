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
import { createClient } from 'redis';
import { derFromRaw, rawFromDer } from '../../server/keyring/es256-signature.ts';

/**
 * The ceiling: node:http and the work that nobody can leave out, with no product around it. The same I/O and the same
 * signatures as ours: a code is one Redis command and one durable row, a refresh one durable UPDATE, and each token
 * answer two ES256 signatures.
 */
const { PORT = '', REDIS_URL = '', POSTGRES_URL = '' } = process.env;
const issuer = `http://localhost:${PORT}`;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const [signingKey, verifyingKey] = [
  createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
];
const redis = await createClient({ url: REDIS_URL }).connect();
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

type Answer = Readonly<Record<string, unknown>> | undefined;

async function token(form: URLSearchParams): Promise<Answer> {
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

const routes: Readonly<Record<string, (form: URLSearchParams, bearer: string) => Promise<Answer>>> = {
  '/token': token,
  '/userinfo': async (_form, bearer) => ({ sub: 'lane', email: await look(bearer) }),
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
    const bearer = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    routes[request.url ?? '']?.(form, bearer).then(
      (answer) => {
        response.writeHead(answer === undefined ? 400 : 200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer ?? {}));
      },
      () => response.writeHead(500).end(),
    );
  });
}).listen(Number(PORT), 'localhost');
