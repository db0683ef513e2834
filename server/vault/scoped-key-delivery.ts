import { Buffer } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { KeysOrder } from '../../contract/step.ts';
import { parseStrictJson } from '../http/json.ts';
import { ProblemError } from '../http/problem-error.ts';
import { agreementKey } from '../protocol/keys-jwk.ts';

const CHARACTERS_MAX = 16_384;
const PARTS = 5;
/** AES-GCM: 12 bytes, and 16. */
const IV_CHARACTERS = 16;
const TAG_CHARACTERS = 22;

/**
 * Judges what a page delivers, as far as whoever cannot open it can: a compact JWE (RFC 7516 §7.1) of direct key agreement,
 * whose header says to the last member what was ordered. So a page cannot be led to hand over what was sealed for another
 * client, transaction or key. Throws ProblemError `invalid_input`.
 */
export function judgeDelivery(issuer: string, order: KeysOrder, jwe: string, field: string): void {
  if (!isDelivery(issuer, order, jwe)) throw new ProblemError('invalid_input', { field });
}

function isDelivery(issuer: string, order: KeysOrder, jwe: string): boolean {
  const parts = jwe.split('.', PARTS + 1);
  const [header = '', key = '', iv = '', ciphertext = '', tag = ''] = parts;
  if (jwe.length > CHARACTERS_MAX || parts.length !== PARTS || key !== '' || ciphertext === '') return false;
  if (![header, iv, ciphertext, tag].every(isCanonical)) return false;
  if (iv.length !== IV_CHARACTERS || tag.length !== TAG_CHARACTERS) return false;

  const said = z.record(z.string(), z.unknown()).safeParse(parseStrictJson(textOf(header)));
  if (!said.success) return false;
  const { epk, ...rest } = said.data;
  const ephemeral = agreementKey.safeParse(epk).data;
  return ephemeral?.crv === order.jwk.crv && isDeepStrictEqual(rest, headerOf(issuer, order));
}

/** Mozilla's libraries know no other members. */
function headerOf(issuer: string, { format, thumbprint, jwk, apv }: KeysOrder) {
  const sealing = { alg: 'ECDH-ES', enc: 'A256GCM' };
  if (format === 'mozilla') return { ...sealing, kid: jwk.kid };
  const apu = Buffer.from(issuer).toString('base64url');
  return { ...sealing, typ: 'scoped-keys+jwe', kid: thumbprint, apu, apv };
}

/** Bytes that are no UTF-8 come out as another text than they were, which no order has. */
function textOf(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
