import { type Jwk, b64u, digest, framed, hkdf } from './primitives.ts';

/** Whose account, at which issuer. */
export interface Who {
  readonly iss: string;
  readonly sub: string;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is derived from what. */
export const derivations = {
  keyProof: ({ iss, sub }: Who, mk: Buffer, gen: number) =>
    hkdf('sha256', mk, sub, framed(['account-key-proof/v1', iss, `${gen}`]), 32),
  exportKek: ({ iss, sub }: Who, exportKey: Buffer) =>
    hkdf('sha512', exportKey, sub, framed(['kek/opaque-export/v1', iss]), 32),
  prfKek: ({ iss, sub }: Who, credentialId: string, prf: Buffer) =>
    hkdf('sha256', prf, sub, framed(['kek/webauthn-prf/v1', iss, credentialId]), 32),
  listKey: ({ iss, sub }: Who, mk: Buffer) => hkdf('sha256', mk, sub, framed(['wrap-list/v1', iss]), 32),
  olderKek: ({ iss, sub }: Who, newer: Buffer, olderGen: number) =>
    hkdf('sha256', newer, sub, framed(['older-key/v1', iss, `${olderGen}`]), 32),
  itemKey: ({ iss, sub }: Who, mk: Buffer, collection: string, id: string) =>
    hkdf('sha256', mk, sub, framed(['vault-item/v1', iss, collection, id]), 32),
  scoped: ({ iss, sub }: Who, mk: Buffer, salt: Buffer, group: string, scope: string) =>
    hkdf('sha256', Buffer.concat([mk, salt]), sub, framed(['scoped-key/v1', iss, group, scope]), 48),
  recovery: ({ sub }: Who, code: Buffer) => ({
    lookup: hkdf('sha256', code, sub, Buffer.from('recovery/id/v1'), 16),
    proof: hkdf('sha256', code, sub, Buffer.from('recovery/auth/v1'), 32),
    kek: hkdf('sha256', code, sub, Buffer.from('recovery/kek/v1'), 32),
  }),
  file: ({ sub }: Who, code: Buffer) => ({
    file: b64u(hkdf('sha256', code, sub, Buffer.from('vault-file/id/v1'), 16)),
    key: hkdf('sha256', code, sub, Buffer.from('vault-file/key/v1'), 32),
  }),
  deviceKek: ({ iss, sub }: Who, deviceKey: Buffer, deviceId: string, share: Buffer) =>
    hkdf('sha256', deviceKey, sub, framed(['kek/device/v1', iss, deviceId, share]), 32),
  prfSalt: () => digest('tacet webauthn prf v1'),
};

/** Protected headers, members in their order. */
export const headers = {
  wrap: ({ iss, sub }: Who, gen: number, wrap: string, ref = '') => ({
    alg: wrap === 'prf' ? 'ECDH-ES+A256KW' : 'dir',
    enc: 'A256GCM',
    typ: 'mk-wrap+jwe',
    v: 1,
    iss,
    sub,
    gen,
    wrap,
    ref,
  }),
  prfKey: ({ iss, sub }: Who, ref: string) => ({
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'prf-key+jwe',
    v: 1,
    iss,
    sub,
    ref,
  }),
  recipient: ({ iss, sub }: Who, gen: number, ref: string) => ({
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'prf-recipient+jwe',
    v: 1,
    iss,
    sub,
    gen,
    ref,
  }),
  item: ({ iss, sub }: Who, gen: number, collection: string, id: string) => ({
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'vault-item+jwe',
    v: 1,
    iss,
    sub,
    gen,
    collection,
    id,
  }),
  file: ({ iss, sub }: Who, file: string, exportedAt: number, part: number, of: number) => ({
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'vault-file+jwe',
    v: 1,
    iss,
    sub,
    file,
    exportedAt,
    part,
    of,
  }),
  delivery: (iss: string, kid: string, apv: string) => ({
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    typ: 'scoped-keys+jwe',
    kid,
    apu: b64u(iss),
    apv,
  }),
  mozilla: (kid: string) => ({ alg: 'ECDH-ES', enc: 'A256GCM', kid }),
};

/** The members of a key pair in the order in which they are written. */
export const keyText = ({ kty, crv, x, y, d }: Jwk) =>
  Buffer.from(JSON.stringify({ kty, crv, x, y, ...(d === undefined ? {} : { d }) }));

export const partyV = (clientId: string, redirectUri: string, challenge: string, kid: string) =>
  b64u(digest(framed([clientId, redirectUri, challenge, kid])));

/** `km` and the key it makes. */
export function scopedJwk(km: Buffer, scope: string, seconds: number, format: 'tacet' | 'mozilla') {
  const kid = `${String(seconds).padStart(10, '0')}-${b64u(km.subarray(0, 16))}`;
  const k = b64u(km.subarray(16));
  return format === 'mozilla' ? { kty: 'oct', scope, k, kid } : { kty: 'oct', alg: 'A256GCM', k, kid, scope };
}

/** 20 bytes as eight groups of five characters. */
export const recoveryText = (code: Buffer) => codeText(code, 'tacet recovery key v1');
export const fileKeyText = (code: Buffer) => codeText(code, 'tacet vault file key v1');

function codeText(code: Buffer, kind: string): string {
  const sum = digest(Buffer.concat([Buffer.from(kind), code])).subarray(0, 5);
  let number = BigInt(`0x${Buffer.concat([code, sum]).toString('hex')}`);
  let text = '';
  for (let at = 0; at < 40; at++) {
    text = (CROCKFORD[Number(number % 32n)] ?? '') + (at > 0 && at % 5 === 0 ? '-' : '') + text;
    number /= 32n;
  }
  return text;
}
