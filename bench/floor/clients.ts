import {
  createHash,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  verify,
} from 'node:crypto';
import { createClient } from 'redis';
import { derFromRaw } from '../../server/keyring/es256-signature.ts';
import { RESOURCE, RESOURCE_SCOPE, SECRET } from '../client-calls.ts';

export const redisAt = (url: string) => createClient({ url, commandOptions: { timeout: 0 } });

type Redis = ReturnType<typeof redisAt>;
type Claims = Readonly<Record<string, unknown>>;

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');
const KNOWN = digestOf(SECRET);
const REMEMBERED_SECONDS = 60;

/** Who calls, with which key, and that it never did so before: one digest, or one signature and one Redis command. */
export function floorClients(redis: Redis, assertionKey: JsonWebKey) {
  const assertions = createPublicKey({ key: assertionKey, format: 'jwk' });
  const keys = new Map<string, { readonly key: KeyObject; readonly jkt: string }>();

  const keyIn = (header: string) => {
    const known = keys.get(header);
    if (known !== undefined) return known;
    const { jwk } = decoded(header) as { jwk: JsonWebKey };
    const { crv, kty, x, y } = jwk;
    const made = {
      key: createPublicKey({ key: jwk, format: 'jwk' }),
      jkt: digestOf(JSON.stringify({ crv, kty, x, y })),
    };
    keys.set(header, made);
    return made;
  };

  const first = async (text: string, keyOf: (header: string) => KeyObject): Promise<boolean> => {
    const [header = '', payload = '', signature = ''] = text.split('.');
    const der = derFromRaw(Buffer.from(signature, 'base64url'));
    if (!der || !verify('sha256', Buffer.from(`${header}.${payload}`), keyOf(header), der)) return false;
    const options = {
      condition: 'NX',
      expiration: { type: 'EX', value: REMEMBERED_SECONDS },
    } as const;
    return (await redis.set(`used:${String(decoded(payload).jti)}`, '', options)) !== null;
  };

  return {
    /** The claims of a token that a client gets in its own name; undefined when it did not prove who it is. */
    async claims(form: URLSearchParams, basic: string, proof: string | undefined) {
      const assertion = form.get('client_assertion');
      const proved = assertion === null ? isKnown(basic) : await first(assertion, () => assertions);
      const bound = proof === undefined || (await first(proof, (header) => keyIn(header).key));
      if (!proved || !bound) return undefined;
      const cnf = proof === undefined ? undefined : { jkt: keyIn(proof.split('.', 1)[0] ?? '').jkt };
      return { aud: RESOURCE, scope: RESOURCE_SCOPE, cnf };
    },
    async push(form: URLSearchParams, basic: string) {
      if (!isKnown(basic)) return undefined;
      const name = `urn:ietf:params:oauth:request_uri:${randomBytes(32).toString('base64url')}`;
      const request = JSON.stringify(Object.fromEntries(form));
      await redis.set(name, request, { expiration: { type: 'EX', value: REMEMBERED_SECONDS } });
      return { request_uri: name, expires_in: REMEMBERED_SECONDS };
    },
  };
}

function isKnown(basic: string): boolean {
  const text = Buffer.from(basic, 'base64').toString('latin1');
  return digestOf(text.slice(text.indexOf(':') + 1)) === KNOWN;
}

function decoded(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}
