import { CompactEncrypt, type JWK, compactDecrypt, exportJWK, generateKeyPair, importJWK } from 'jose';
import { type AccountKey, KEY_BYTES, prfKek, recipientsKey } from './account-key.ts';
import { type Bytes, sha256, textOf, utf8 } from './bytes.ts';
import type { KeyOwner, PasskeyWrap } from './calls.ts';
import { type DirectHeader, decrypted, headerOf, open, parsed, partsOf, seal } from './sealed.ts';

const ALG = 'ECDH-ES+A256KW';
/** AES Key Wrap (RFC 3394) of 32 bytes. */
const WRAPPED_KEY_BYTES = 40;
const COORDINATE = /^[A-Za-z0-9_-]{43}$/;

/** `prf.eval.first` of every passkey, 32 bytes: static, because what comes out is bound to the credential already. */
export function prfSalt(): Promise<Bytes> {
  return sha256(utf8('tacet webauthn prf v1'));
}

interface Point {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/**
 * A fresh key pair for one passkey, and the account key sealed to it. The private half lies under what the passkey gives,
 * the public half under the account key: another account key can be sealed to it without the passkey at hand.
 */
export async function sealForPasskey(
  owner: KeyOwner,
  held: AccountKey,
  { credentialId, prf }: { readonly credentialId: string; readonly prf: Bytes },
): Promise<PasskeyWrap> {
  const pair = await generateKeyPair(ALG, { crv: 'P-256', extractable: true });
  const { x = '', y = '', d = '' } = await exportJWK(pair.privateKey);
  const point: Point = { kty: 'EC', crv: 'P-256', x, y };
  const kek = await prfKek(owner, credentialId, prf);
  const privateJwe = await seal(
    utf8(JSON.stringify({ ...point, d })),
    kek,
    privateHeader(owner, credentialId),
  );
  return { ...(await sealTo(owner, held, credentialId, point)), privateJwe };
}

/** The account key; undefined: another passkey, account or generation, or a list it does not stand in. */
export async function openWithPasskey(
  owner: KeyOwner & { readonly generation: number },
  { credentialId, jwe, privateJwe, publicJwe }: PasskeyWrap,
  prf: Bytes,
): Promise<AccountKey | undefined> {
  const kek = await prfKek(owner, credentialId, prf);
  const pair = jwkOf(await open(privateJwe, kek, privateHeader(owner, credentialId)), [
    'kty',
    'crv',
    'x',
    'y',
    'd',
  ]);
  if (pair === undefined) return undefined;
  const key = await openAgreed(jwe, pair, agreedHeader(owner, owner.generation, credentialId));
  if (key === undefined) return undefined;
  // Whoever learned the public key could seal a key of their own to it; they could not put it on the list as well.
  const held = { generation: owner.generation, key };
  const listed = await openRecipient(owner, held, { credentialId, publicJwe });
  return listed?.x === pair.x && listed?.y === pair.y ? held : undefined;
}

/** The same passkey for another account key; undefined: it is not on the list that `held` seals. */
export async function resealForPasskey(
  owner: KeyOwner,
  held: AccountKey,
  next: AccountKey,
  wrap: PasskeyWrap,
): Promise<PasskeyWrap | undefined> {
  const point = await openRecipient(owner, held, wrap);
  if (point === undefined) return undefined;
  return { ...(await sealTo(owner, next, wrap.credentialId, point)), privateJwe: wrap.privateJwe };
}

async function sealTo(owner: KeyOwner, held: AccountKey, credentialId: string, point: Point) {
  const header = agreedHeader(owner, held.generation, credentialId);
  const recipient = await importJWK({ ...point }, ALG);
  const jwe = await new CompactEncrypt(held.key).setProtectedHeader(header).encrypt(recipient);
  const listed = recipientHeader(owner, held.generation, credentialId);
  const publicJwe = await seal(utf8(JSON.stringify(point)), await recipientsKey(owner, held), listed);
  return { credentialId, jwe, publicJwe };
}

async function openRecipient(
  owner: KeyOwner,
  held: AccountKey,
  { credentialId, publicJwe }: Pick<PasskeyWrap, 'credentialId' | 'publicJwe'>,
): Promise<Point | undefined> {
  const header = recipientHeader(owner, held.generation, credentialId);
  return jwkOf(await open(publicJwe, await recipientsKey(owner, held), header), ['kty', 'crv', 'x', 'y']);
}

/** `epk` stands last; its members may come in any order, and no others. */
async function openAgreed(jwe: string, pair: JWK, header: object): Promise<Bytes | undefined> {
  const parts = partsOf(jwe);
  const members = parts && headerOf(parts);
  if (members === undefined || parts?.encryptedKey.length !== WRAPPED_KEY_BYTES) return undefined;
  const { epk, ...rest } = members;
  if (JSON.stringify(rest) !== JSON.stringify(header)) return undefined;
  if (jwkOf(utf8(JSON.stringify(epk ?? null)), ['kty', 'crv', 'x', 'y']) === undefined) return undefined;
  const key = await decrypted(async () => {
    const { plaintext } = await compactDecrypt(jwe, await importJWK(pair, ALG), {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new Uint8Array(plaintext);
  });
  return key?.length === KEY_BYTES ? key : undefined;
}

/** A key of P-256 with exactly those members; undefined: it is none. Whether the point is on the curve, the platform sees. */
function jwkOf(
  bytes: Bytes | undefined,
  names: readonly string[],
): (Point & { readonly d?: string }) | undefined {
  const members = bytes && parsed(textOf(bytes) ?? '');
  if (members === undefined || Object.keys(members).sort().join() !== [...names].sort().join())
    return undefined;
  const { kty, crv, x, y, d } = members;
  if (kty !== 'EC' || crv !== 'P-256') return undefined;
  if (typeof x !== 'string' || typeof y !== 'string' || !COORDINATE.test(x) || !COORDINATE.test(y))
    return undefined;
  if (d === undefined) return { kty, crv, x, y };
  return typeof d === 'string' && COORDINATE.test(d) ? { kty, crv, x, y, d } : undefined;
}

function agreedHeader({ issuer, accountId }: KeyOwner, gen: number, credentialId: string) {
  const bound = { iss: issuer, sub: accountId, gen, wrap: 'prf', ref: credentialId };
  return { alg: ALG, enc: 'A256GCM', typ: 'mk-wrap+jwe', v: 1, ...bound };
}

function privateHeader({ issuer, accountId }: KeyOwner, credentialId: string): DirectHeader {
  return {
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'prf-key+jwe',
    v: 1,
    iss: issuer,
    sub: accountId,
    ref: credentialId,
  };
}

function recipientHeader({ issuer, accountId }: KeyOwner, gen: number, credentialId: string): DirectHeader {
  const bound = { iss: issuer, sub: accountId, gen, ref: credentialId };
  return { alg: 'dir', enc: 'A256GCM', typ: 'prf-recipient+jwe', v: 1, ...bound };
}
